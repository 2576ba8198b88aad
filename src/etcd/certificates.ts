import { type Certificates, isAmiss, isSilent, type ServedPort, type Trust } from '../core/certificates.ts';
import type { Member, SurveyPart } from '../core/cluster.ts';
import type { Clock } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { thresholdDefaults } from '../core/thresholds.ts';
import { type CallContext, readTls, type TlsMaterial } from './channel.ts';
import { type Connection, STAGGER_MS } from './connection.ts';
import { firstGood } from './race.ts';
import { certificatesIn, describeCertificate, isSignedBy } from './read-certificate.ts';
import { lookAt } from './served.ts';

/** Which ports there are may take this much of the time that is given. */
const LIST_SHARE = 0.4;
/** More ports than this are no etcd cluster. */
const MOST_PORTS = 60;
/** What was seen is shown as known for so long. Certificates change by the month. */
const KNOWN_MS = 24 * 60 * 60 * 1000;
/** Whoever watches looks so often: each look is a handshake with every port, and a line in the log of some. */
const RECENT_MS = 60 * 60 * 1000;
/** What somebody is told of, or has not answered, is looked at so often, and nothing else: who has mended it waits for the message to say so. */
const AMISS_MS = 2 * 60 * 1000;

export type CertificateReader = {
  /** Asks every port now; members are none where nobody tells them. Never rejects. */
  readonly look: (members: readonly Member[], withinMs: number) => Promise<Certificates>;
  /** What the last look saw, if it is not a day old; else the bot's own certificates alone, which takes no call. */
  readonly known: () => Certificates;
  /** Whether the last look is an hour ago. */
  readonly isDue: () => boolean;
  /** Looks again at what is amiss or was silent, if that was last done two minutes ago; what cannot be read now stays as it was. Never rejects. */
  readonly lookAgain: (withinMs: number) => Promise<void>;
};

/** @throws what Node says of PEM texts that cannot be used. */
export function openCertificates(settings: ClusterSettings, now: Clock): CertificateReader {
  const tls = readTls(settings.tls);
  const own = ownOf(tls, now);
  const { certificateWarning } = settings.thresholds ?? thresholdDefaults;
  let last: Certificates | null = null;
  let againAt = Number.NEGATIVE_INFINITY;

  const lookAgain = async (withinMs: number): Promise<void> => {
    if (last === null || now() - Math.max(last.takenAt, againAt) < AMISS_MS) return;
    againAt = now();
    const before = last;
    const ports = await Promise.all(
      before.ports.map(async port => {
        if (!isSilent(port) && !isAmiss(port, now(), certificateWarning)) return port;
        const served = await lookAt(port.address, tls, withinMs);
        return served.kind === 'unread' ? port : { ...port, served };
      }),
    );
    // Somebody may have looked at everything meanwhile.
    if (last === before) last = { ...before, ports };
  };

  return {
    lookAgain,
    look: async (members, withinMs) => {
      const asked = portsOf(settings.endpoints, members).slice(0, MOST_PORTS);
      const ports = await Promise.all(
        asked.map(async port => ({ ...port, served: await lookAt(port.address, tls, withinMs) })),
      );
      const seen = { takenAt: now(), ports, ...own() };
      last = seen;
      return seen;
    },
    isDue: () => last === null || now() - last.takenAt >= RECENT_MS,
    known: () =>
      last !== null && now() - last.takenAt < KNOWN_MS
        ? { ...last, ...own() }
        : { takenAt: now(), ports: [], ...own() },
  };
}

/** What the parts of a survey want of certificates; null when they want nothing. A port that hangs costs no more than the rest of the time. */
export async function askCertificates(
  { endpoints }: Connection,
  reader: CertificateReader,
  parts: readonly SurveyPart[],
  { deadline, signal }: CallContext,
): Promise<Certificates | null> {
  const isLook = parts.includes('certificates') || (parts.includes('recent-certificates') && reader.isDue());
  if (!isLook && parts.includes('recent-certificates')) await reader.lookAgain(Math.max(1, deadline - Date.now()));
  if (!isLook) return parts.includes('known-certificates') ? reader.known() : null;
  const soon = Date.now() + (deadline - Date.now()) * LIST_SHARE;
  const lists = endpoints.map(
    ({ calls }) =>
      (own: AbortSignal) =>
        calls.memberList(false, { deadline: soon, signal: own }),
  );
  const list = await firstGood(lists, { staggerMs: STAGGER_MS, signal }).catch(() => null);
  return reader.look(list?.members ?? [], Math.max(1, deadline - Date.now()));
}

function ownOf(tls: TlsMaterial | null, now: Clock): () => Pick<Certificates, 'client' | 'authority'> {
  const authorities = tls?.ca ? certificatesIn(tls.ca.toString('utf8')) : [];
  const [leaf, ...between] = tls?.cert ? certificatesIn(tls.cert.toString('utf8')) : [];
  const authority = authorities.map(describeCertificate);
  const certificate = leaf && describeCertificate(leaf);
  const signed = leaf !== undefined && isSignedBy(leaf, authorities, between);
  return () => {
    if (certificate === undefined) return { client: null, authority };
    const inTime = certificate.validFrom <= now() && now() < certificate.validTo;
    const trust: Trust = signed ? (inTime ? 'signed' : 'expired') : 'foreign';
    return { client: { certificate, trust: authorities.length === 0 ? 'unchecked' : trust }, authority };
  };
}

type Port = Omit<ServedPort, 'served'>;

/** Every address once: those of the settings, and those that members tell of themselves. */
function portsOf(endpoints: readonly string[], members: readonly Member[]): readonly Port[] {
  const told = members.flatMap(({ name, id, clientUrls, peerUrls }) => [
    ...clientUrls.map((address): Port => ({ address: bare(address), port: 'client', member: name || id })),
    ...peerUrls.map((address): Port => ({ address: bare(address), port: 'peer', member: name || id })),
  ]);
  const configured = endpoints.map((address): Port => {
    const owner = told.find(known => hostOf(known.address) === hostOf(address));
    return { address: bare(address), port: 'client', member: owner?.member ?? null };
  });
  const known = new Set(configured.map(({ address }) => hostOf(address)));
  const rest = told.filter(({ address }) => !known.has(hostOf(address)) && known.add(hostOf(address)));
  return [...configured, ...rest];
}

/** Host and port, which is what a certificate is served at. */
const hostOf = (address: string): string => (URL.canParse(address) ? new URL(address).host : address);

const bare = (url: string): string => url.replace(/\/+$/, '');
