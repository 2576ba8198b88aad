import type { Fault, FaultCode } from '../core/cluster.ts';

/** gRPC status codes that say something by themselves (grpc/grpc, doc/statuscodes.md). */
const GRPC = { cancelled: 1, deadline: 4, unimplemented: 12 } as const;

type Rule = readonly [text: RegExp, code: FaultCode];

/**
 * The words of etcd 3.4 to 3.7, grpc-js, Node and OpenSSL. The first match decides, so the special stands before the general:
 * gRPC wraps the system's words into "No connection established. Last error: …".
 */
const RULES: readonly Rule[] = [
  [/^Deadline exceeded/i, 'deadline'],
  [/aborted due to timeout|TimeoutError/, 'deadline'],
  [/^Cancelled on client|operation was aborted|AbortError/i, 'cancelled'],

  [/rpc not supported for learner/, 'learner'],
  [/no leader/, 'no_leader'],
  [/request timed out|^context deadline exceeded|too many requests/, 'no_quorum'],
  [/database space exceeded/, 'no_space'],
  [/corrupt cluster/, 'corrupt'],
  [/required revision has been compacted/, 'compacted'],
  [/required revision is a future revision/, 'future_revision'],
  [/message larger than max|request is too large/, 'too_large'],
  [/unknown (method|service)/, 'unimplemented'],

  [/in sync with leader/, 'not_in_sync'],
  [/can only promote a learner/, 'not_a_learner'],
  [/member not found/, 'no_such_member'],
  [/Peer URLs already exists|member ID already exist/, 'peer_url_taken'],
  [/unhealthy cluster/, 'unhealthy_cluster'],
  [/not enough started members/, 'too_few_started'],
  [/too many learner members/, 'too_many_learners'],
  [/not leader/, 'not_leader'],
  [/bad leader transferee/, 'bad_transferee'],

  [/user name is empty/, 'auth_required'],
  [/authentication failed|invalid auth token|user (name )?not found|auth store is old/, 'auth_failed'],
  [/password was given but password auth is disabled/, 'auth_failed'],
  [/permission denied/, 'permission_denied'],

  [/does not match certificate's altnames|ERR_TLS_CERT_ALTNAME_INVALID/, 'tls_name_mismatch'],
  [
    /alert (certificate required|bad certificate|unknown ca|certificate expired|certificate unknown|handshake failure)/,
    'tls_client_certificate',
  ],
  [
    /self[- ]signed certificate|unable to (get|verify)|certificate (has expired|is not yet valid|signature|revoked)/,
    'tls_untrusted',
  ],
  [/wrong version number|EPROTO|ssl3?_|SSL routines|tlsv1|PEM|key values mismatch|no start line/i, 'tls_failed'],

  [/ECONNREFUSED/, 'refused'],
  [/ENOTFOUND|EAI_AGAIN|Name resolution failed|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET|EPIPE/, 'unreachable'],
  [/Connection dropped|No connection established|socket hang up|transport/i, 'unreachable'],
];

/** Translates whatever a call threw. Total: what no rule knows is `unknown`, with its words. */
export function toFault(error: unknown): Fault {
  const text = wordsOf(error);
  return { code: codeOf(error, text), detail: tidy(text) };
}

function codeOf(error: unknown, text: string): FaultCode {
  const rule = RULES.find(([pattern]) => pattern.test(text));
  if (rule !== undefined) return rule[1];
  const status = statusOf(error);
  if (status === GRPC.cancelled) return 'cancelled';
  if (status === GRPC.deadline) return 'deadline';
  return status === GRPC.unimplemented ? 'unimplemented' : 'unknown';
}

/** etcd no longer takes this token, or wants one. Both shapes: Maintenance of 3.4 and 3.5 speaks without its usual prefix. */
export function isStaleToken(error: unknown): boolean {
  return /invalid auth token|revision of auth store is old|user name is empty/.test(wordsOf(error));
}

/** Somebody configured a login for a cluster that has authentication off. */
export const isAuthOff = (error: unknown): boolean => /authentication is not enabled/.test(wordsOf(error));

/** This user and password will never do: unknown, wrong, or a user without a password. */
export const isWrongLogin = (error: unknown): boolean =>
  /authentication failed|password was given/.test(wordsOf(error));

/** Answered by etcd while the change may still be in its log (server/etcdserver/errors/errors.go). */
const UNDECIDED = /timed out|timeout|leader changed|stopped|context (deadline exceeded|canceled)/;

/**
 * Whether a call that failed certainly changed nothing: etcd itself said no, or there was no connection to send it on. Anything else
 * may have happened, or happen yet.
 */
export function neverHappened(error: unknown): boolean {
  const words = wordsOf(error);
  if (/^(No connection established|Name resolution failed)/.test(words)) return true;
  return /^(etcdserver|auth): |unknown (method|service)/.test(words) && !UNDECIDED.test(words);
}

/** What a call without a token meets where authentication is on. */
export function isAuthRefusal(error: unknown): boolean {
  const { code } = toFault(error);
  return code === 'auth_required' || code === 'auth_failed' || code === 'permission_denied';
}

/** gRPC keeps the server's words in `details`; everything else has a message, or `Last error: null`. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const words =
    'details' in error && typeof error.details === 'string' && error.details !== '' ? error.details : error.message;
  return 'code' in error && typeof error.code === 'string' && !words.includes(error.code)
    ? `${error.code}: ${words}`
    : words;
}

const statusOf = (error: unknown): unknown => (error instanceof Error && 'code' in error ? error.code : undefined);

const LONGEST_DETAIL = 300;

/** One line, no control characters, no credentials of a URL. */
function tidy(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const safe = line.replace(/\/\/[^\s/@]+@/g, '//');
  return safe.length > LONGEST_DETAIL ? `${safe.slice(0, LONGEST_DETAIL - 1)}…` : safe;
}
