import { knownOf } from '../advice/known-bad.ts';
import { code, list, say, type Text, verbatim } from '../message.ts';
import type { PostgresCluster } from './cluster.ts';
import type { Ruling } from './fate.ts';
import { addressesOf, leaderOf, memberOf, readableMembers } from './look.ts';

/** What is known of the world around, for whoever knows it. */
export type Around = {
  /** Names of clusters with a virtual address that vip-manager moves (Pigsty: `pg_vip_enabled`). */
  readonly vips?: readonly string[];
  /** Host names or addresses of etcd's members. */
  readonly etcdHosts?: readonly string[];
};

type Caveat = (given: {
  readonly cluster: PostgresCluster;
  readonly ruling: Ruling;
  readonly around: Around;
}) => readonly Text[];

const names = (who: readonly string[]) => list(who.map(name => verbatim(name)));
const configOf = ({ config }: PostgresCluster) => (config.state === 'read' ? config.value : null);

/** `failover` with content: somebody asked for it, and a loss of etcd catches it half-way. */
const switchoverWaits: Caveat = ({ cluster: { failover } }) => {
  if (failover.state === 'broken') return [say('impact.warn.failover_broken')];
  if (failover.state !== 'read' || failover.value === null) return [];
  const { scheduledAt, candidate } = failover.value;
  const to = code(candidate ?? '?');
  return [
    scheduledAt === null
      ? say('impact.warn.switchover', { to })
      : say('impact.warn.switchover_scheduled', { to, when: code(scheduledAt) }),
  ];
};

/** Asked for in the configuration is not yet done by every member. */
const pauseIsUnderWay: Caveat = ({ cluster }) => {
  const config = configOf(cluster);
  if (config === null) return [];
  const behind = readableMembers(cluster).filter(({ paused }) => paused !== config.pause);
  if (behind.length === 0) return [];
  const who = names(behind.map(({ name }) => name));
  return [config.pause ? say('impact.warn.pause_unseen', { who }) : say('impact.warn.resume_unseen', { who })];
};

const nobodyFailsOver: Caveat = ({ cluster }) => (configOf(cluster)?.pause ? [say('impact.warn.paused')] : []);

const HOLES = {
  known_patroni_failsafe_holes: 'impact.warn.before_4_0_7',
  known_patroni_no_leader: 'impact.warn.before_4_1_3',
  known_patroni_loops: 'impact.warn.loops',
} as const;
const isHole = (code: string): code is keyof typeof HOLES => Object.hasOwn(HOLES, code);

/** Where failsafe mode has to save the primary, and this version is known not to let it always. */
const failsafeHasHoles: Caveat = ({ cluster, ruling }) => {
  const config = configOf(cluster);
  const leader = leaderOf(cluster);
  const version = leader === null ? null : (memberOf(cluster, leader)?.version ?? null);
  if (!config?.failsafeMode || config.standbyCluster || ruling.fate === 'demotes' || version === null) return [];
  return knownOf('patroni', version).flatMap(row =>
    isHole(row.code) ? [say(HOLES[row.code], { version: code(version) })] : [],
  );
};

const vipIsDropped: Caveat = ({ cluster, around }) =>
  around.vips?.includes(cluster.name) ? [say('impact.warn.vip')] : [];

/** patroni#2625: the host of an etcd member that dies takes a member that failsafe mode needs with it. */
const hostsAreShared: Caveat = ({ cluster, ruling, around: { etcdHosts = [] } }) => {
  const leader = leaderOf(cluster);
  if (!configOf(cluster)?.failsafeMode || ruling.fate === 'leaderless') return [];
  const shared = [...addressesOf(cluster)].flatMap(([name, url]) =>
    name !== leader && etcdHosts.includes(hostOf(url)) ? [name] : [],
  );
  return shared.length > 0 ? [say('impact.warn.shared_hosts', { who: names(shared), count: shared.length })] : [];
};

/** Without brackets, as etcd's own addresses are compared. Empty for what is no address. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^\[|\]$/g, '') : '';
}

/** A key without a lease is renewed by nobody: written by hand, or restored from a snapshot. */
const keysAreStale: Caveat = ({ cluster: { leaseless = [] } }) =>
  leaseless.length > 0 ? [say('impact.warn.leaseless', { who: names(leaseless) })] : [];

const brokenKeys: Caveat = ({ cluster }) => {
  const broken = cluster.members.flatMap((member, index) =>
    member.state === 'broken' ? [cluster.memberNames[index] ?? '?'] : [],
  );
  return broken.length > 0 ? [say('impact.warn.member_broken', { who: names(broken) })] : [];
};

export const caveats: readonly Caveat[] = [
  switchoverWaits,
  pauseIsUnderWay,
  nobodyFailsOver,
  vipIsDropped,
  failsafeHasHoles,
  hostsAreShared,
  keysAreStale,
  brokenKeys,
];
