/** What a certificate says. Times in milliseconds since the epoch. */
export type Certificate = {
  readonly subject: string;
  readonly issuer: string;
  /** SHA-256, hex with colons, as openssl prints it. */
  readonly fingerprint: string;
  readonly validFrom: number;
  readonly validTo: number;
  /** `EC P-256`, `RSA 2048`. */
  readonly keyType: string;
  /** Names and addresses it is good for. The common name is none: Go has not looked at it since 1.15, so etcd does not. */
  readonly names: readonly string[];
};

/** How a chain ends. `expired`: signed by the authority, and over or not begun. `unchecked`: no authority is configured. */
export type Trust = 'signed' | 'foreign' | 'expired' | 'unchecked';

/** Why a port could not be looked at, in the vocabulary of faults. */
export const unreadCodes = [
  'refused',
  'deadline',
  'unreachable',
  'tls_client_certificate',
  'tls_failed',
  'unknown',
] as const;

/** What one port serves. `plain`: it speaks http without TLS. `unread`: nothing of it is known. */
export type Served =
  | { readonly kind: 'plain' }
  | { readonly kind: 'unread'; readonly code: (typeof unreadCodes)[number]; readonly detail: string }
  | {
      readonly kind: 'tls';
      /** `TLSv1.3`. */
      readonly protocol: string;
      /** The leaf first, up to the authority where it is known. */
      readonly chain: readonly Certificate[];
      readonly trust: Trust;
      /** Whether the leaf names the host of the address it was asked by. */
      readonly named: boolean;
    };

export type ServedPort = {
  readonly address: string;
  readonly port: 'client' | 'peer';
  /** Null where the member list does not say whose it is. */
  readonly member: string | null;
  readonly served: Served;
};

/** Certificates of a cluster, seen at `takenAt`. Without ports: only what lies with the bot was looked at. */
export type Certificates = {
  readonly takenAt: number;
  readonly ports: readonly ServedPort[];
  /** The bot's own; null without one. `trust`: whether the configured authority signed it. */
  readonly client: { readonly certificate: Certificate; readonly trust: Trust } | null;
  /** The configured authority; empty without one. */
  readonly authority: readonly Certificate[];
};

const DAY = 24 * 60 * 60 * 1000;

/** Days until it ends, rounded down; negative when it is over. */
export const daysLeft = ({ validTo }: Pick<Certificate, 'validTo'>, now: number): number =>
  Math.floor((validTo - now) / DAY);

/** The certificate of a chain that ends first; null for an empty chain. */
export const firstToEnd = (chain: readonly Certificate[]): Certificate | null =>
  chain.toSorted((one, other) => one.validTo - other.validTo)[0] ?? null;

/** Nobody answered there: it may be another thing the next time. */
export const isSilent = ({ served }: ServedPort): boolean =>
  served.kind === 'unread' && ['refused', 'deadline', 'unreachable'].includes(served.code);

/**
 * Whether something that a port serves is told to people: it ends within so many days, has not begun, or is not what who asks would trust. An
 * authority of their own is the peers' right.
 */
export function isAmiss({ port, served }: ServedPort, now: number, warningDays: number): boolean {
  if (served.kind !== 'tls') return false;
  const first = firstToEnd(served.chain);
  const ends = first !== null && (first.validFrom > now || daysLeft(first, now) < warningDays);
  return ends || !served.named || (port === 'client' && served.trust === 'foreign');
}
