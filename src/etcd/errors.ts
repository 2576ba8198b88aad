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
  // A read that was under way while another member was elected.
  [/no leader|leader changed/, 'no_leader'],
  // A member that still answers, and could not agree with the others in the time it had.
  [/request timed out|^context deadline exceeded/, 'no_quorum'],
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
  [/user name already exists/, 'user_exists'],
  [/unhealthy cluster/, 'unhealthy_cluster'],
  [/not enough started members/, 'too_few_started'],
  [/too many learner members/, 'too_many_learners'],
  [/not leader/, 'not_leader'],
  [/bad leader transferee/, 'bad_transferee'],

  [/^Prometheus has \d+ targets/, 'no_data'],

  [/user name is empty/, 'auth_required'],
  [/authentication failed|invalid auth token|user (name )?not found|auth store is old/, 'auth_failed'],
  [/password was given but password auth is disabled/, 'auth_failed'],
  [/permission denied/, 'permission_denied'],

  [/does not match certificate's altnames|ERR_TLS_CERT_ALTNAME_INVALID/, 'tls_name_mismatch'],
  // etcd before 3.5 says "bad certificate" to none, an unknown and an expired one alike.
  [
    /alert (certificate required|bad certificate|unknown ca|certificate expired|certificate unknown|certificate revoked)/,
    'tls_client_certificate',
  ],
  [
    /self[- ]signed certificate|unable to (get|verify)|certificate (has expired|is not yet valid|signature|revoked)/,
    'tls_untrusted',
  ],
  // https to a port without TLS, and http to a port with TLS: both hang up on the greeting.
  [/disconnected before secure TLS|Last error: (Failed to connect|Error: (read ECONNRESET|write EPIPE))/, 'tls_failed'],
  [/wrong version number|SSL routines|EPROTO/, 'tls_failed'],
  // The only files read here are certificates and keys.
  [/PEM routines|x509 certificate routines|must be given with accompanying|ENOENT|EACCES|EISDIR/, 'tls_failed'],

  [/ECONNREFUSED/, 'refused'],
  [
    /ENOTFOUND|EAI_AGAIN|Name resolution failed|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ECONNRESET|EPIPE|EADDRNOTAVAIL/,
    'unreachable',
  ],
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
/** The same from every member: asking another costs a bcrypt and changes nothing. */
export const isLoginVerdict = (error: unknown): boolean => isAuthOff(error) || toFault(error).code === 'auth_failed';

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

/** One line without the wrapping of gRPC and OpenSSL, control characters and the credentials of a URL. */
function tidy(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();
  const bare = line
    .replace(/^No connection established\. Last error: (?!null)(Error: )?/, '')
    .replace(/\.? Resolution note:\s*$/, '')
    .replace(/(?:[0-9A-F]+:)?error:[0-9A-F]+:[^:]*:[^:]*:([^:]+)(:.*)?$/, '$1')
    .replace(/\/\/[^\s/@]+@/g, '//');
  return bare.length > LONGEST_DETAIL ? `${bare.slice(0, LONGEST_DETAIL - 1)}…` : bare;
}
