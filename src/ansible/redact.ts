/** Stands for what was left out. */
export const HIDDEN = '********';

/** Shorter ones would black out half of a log, and protect nothing. */
const LEAST_LENGTH = 4;

/** What Pigsty sets where nobody has set anything else (roles/etcd/defaults, roles/pgsql/defaults). */
const DEFAULTS = ['Etcd.Root', 'Patroni.API', 'DBUser.DBA', 'DBUser.Monitor', 'DBUser.Replicator'];

const ASSIGNED =
  /((?:password|passwd|passphrase|secret|token|ETCDCTL_USER)(?:\\?["'])?\s*[:=]\s*(?:\\?["'])?)([^\s"'\\,;)}]+)/gi;
const IN_URL = /(:\/\/[^\s/:@]+:)([^\s/@]+)(?=@)/g;
const USER_OPTION = /(--user[= ]\s*\S+?:)(\S+)/g;
const ONE_LINE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----/g;
const KEY_BEGINS = /-----BEGIN [A-Z ]*PRIVATE KEY-----/;
const KEY_ENDS = /-----END [A-Z ]*PRIVATE KEY-----/;

export type Redactor = {
  /** More that is secret, from now on. */
  readonly learn: (secrets: readonly string[]) => void;
  /** A line without what is secret. Keys may go over several lines: these are to be given in order. */
  readonly line: (text: string) => string;
  /** The same for a text that stands alone. */
  readonly text: (text: string) => string;
};

/** Leaves out the values it knows, whatever way they are quoted, and what looks like a secret. */
export function openRedactor(known: readonly string[]): Redactor {
  let secrets: readonly string[] = longestFirst([...known, ...DEFAULTS]);
  let within = false;
  const text = (given: string): string => {
    const literal = secrets.reduce((left, secret) => left.replaceAll(secret, HIDDEN), given);
    return literal
      .replaceAll(ONE_LINE_KEY, HIDDEN)
      .replaceAll(USER_OPTION, `$1${HIDDEN}`)
      .replaceAll(IN_URL, `$1${HIDDEN}`)
      .replaceAll(ASSIGNED, `$1${HIDDEN}`);
  };
  return {
    learn: more => {
      secrets = longestFirst([...secrets, ...more]);
    },
    line: given => {
      if (within) {
        within = !KEY_ENDS.test(given);
        return HIDDEN;
      }
      const left = text(given);
      within = KEY_BEGINS.test(left);
      return within ? left.replace(/-----BEGIN .*$/, HIDDEN) : left;
    },
    text,
  };
}

/** As they are, and as JSON and a shell write them. One may be the beginning of another. */
function longestFirst(values: readonly string[]): readonly string[] {
  const forms = values
    .map(value => value.trim())
    .filter(value => value.length >= LEAST_LENGTH && !value.includes('{{'))
    .flatMap(value => [
      value,
      JSON.stringify(value).slice(1, -1),
      value.replaceAll("'", `'"'"'`),
      encodeURIComponent(value),
    ]);
  return [...new Set(forms)].toSorted((one, other) => other.length - one.length);
}
