import type { Snapshot } from '../../../src/core/cluster.ts';
import { nothing, type SpaceUse } from '../../../src/core/ownership.ts';
import type { PostgresCluster } from '../../../src/core/patroni/cluster.ts';
import type { PigstyState } from '../../../src/core/pigsty/inventory.ts';
import { ETCD_TEMPLATES } from '../../../src/core/pigsty/template.ts';
import type { aCluster } from '../../a-cluster.ts';
import { inventoryOf, sampleWith } from '../../pigsty/an-inventory.ts';

type World = ReturnType<typeof aCluster>;
type Changes = readonly (readonly [string, string])[];

/** The addresses of the built world, with one host more and the safeguard off. */
const asBuilt: Changes = [
  ['10.1.0.11', '10.0.0.1'],
  ['10.1.0.12', '10.0.0.2'],
  ['10.1.0.13: { etcd_seq: 3 }', '10.0.0.3: { etcd_seq: 3 }'],
  ['etcd_safeguard: true', 'etcd_safeguard: false'],
];
export const withFourth = [
  '10.0.0.3: { etcd_seq: 3 }',
  '10.0.0.3: { etcd_seq: 3 }\n        10.0.0.4: { etcd_seq: 4 }',
] as const;
export const safeguarded = ['etcd_safeguard: false', 'etcd_safeguard: true'] as const;

/** Pigsty's folder as a worker finds it. The world speaks http, Pigsty https: members are told apart by address. */
export function aPigsty(changes: Changes = [], more: Partial<PigstyState> = {}): PigstyState {
  const inventory = inventoryOf(sampleWith(...asBuilt, ...changes));
  const hosts = inventory.hosts.map(host => ({ ...host, peerUrl: host.peerUrl.replace('https', 'http') }));
  return {
    ...{ home: '/home/dba/pigsty', file: 'pigsty.yml', tags: ['etcd_launch', 'etcd_config', 'etcd_conf'] },
    template: { file: ETCD_TEMPLATES[0], compacts: true },
    hidesRoot: false,
    inventory: { ...inventory, hosts },
    ...more,
  };
}

const use = (owners: Partial<SpaceUse['owners']>): SpaceUse => ({
  ...{
    under: '',
    revision: 1,
    total: 12,
    read: { keys: 12, bytes: 900 },
    hottest: [],
    others: { ...nothing, prefixes: 0 },
  },
  owners: {
    patroni: { keys: 12, bytes: 900 },
    bot: nothing,
    elsewhere: nothing,
    kubernetes: nothing,
    unknown: nothing,
    ...owners,
  },
  prefixes: [
    { prefix: '/pg/', owner: 'patroni', keys: 12, bytes: 900 },
    ...(owners.unknown ? ([{ prefix: '/apps/', owner: 'unknown', ...owners.unknown }] as const) : []),
  ],
  ...{ stopped: null, current: true, endpoint: 'http://10.0.0.1:2379' },
});
export const patroniOnly = use({});
export const withStrangers = use({ unknown: { keys: 3, bytes: 30 } });

/** One PostgreSQL cluster that stays up whatever etcd does. */
export const aPostgres = (name: string, pause = false): PostgresCluster => {
  const members = [1, 2].map(number => ({
    state: 'read' as const,
    revision: '1',
    value: {
      ...{ name: `${name}-${number}`, apiUrl: `http://10.1.1.2${number}:8008/patroni`, connUrl: null },
      ...{ state: 'running', role: number === 1 ? 'primary' : 'replica', version: '4.1.5', timeline: 1, position: '1' },
      ...{ paused: pause, pendingRestart: false, tags: {}, lease: null },
    },
  }));
  return {
    ...{ name, citusGroup: null, prefix: `/pg/${name}/`, members, memberNames: [`${name}-1`, `${name}-2`] },
    config: {
      state: 'read',
      revision: '1',
      value: {
        ...{ ttl: 30, loopWait: 5, retryTimeout: 10, maximumLagOnFailover: null, failsafeMode: true, pause },
        ...{ synchronousMode: false, standbyCluster: false, raw: {} },
      },
    },
    leader: { state: 'read', revision: '1', value: { name: `${name}-1`, lease: null } },
    failover: { state: 'absent' },
    sync: { state: 'absent' },
    failsafe: {
      state: 'read',
      revision: '1',
      value: { [`${name}-1`]: 'http://10.1.1.21:8008/patroni', [`${name}-2`]: 'http://10.1.1.22:8008/patroni' },
    },
    initialize: { state: 'read', revision: '1', value: '7' },
    status: { state: 'absent' },
    history: { state: 'absent' },
  };
};

/** A built world with Pigsty's folder beside it. */
export const withPigsty = (world: World, pigsty: PigstyState = aPigsty(), more: Partial<Snapshot> = {}): Snapshot => ({
  ...world.snapshot(),
  pigsty: { ok: true, value: pigsty },
  ...more,
});

export const withPostgres = (...clusters: readonly PostgresCluster[]): Partial<Snapshot> => ({
  patroni: { ok: true, value: clusters.map(({ name }) => ({ name, leader: `${name}-1`, members: [`${name}-1`] })) },
  postgres: {
    ok: true,
    value: {
      clusters,
      reach: { 'http://10.1.1.21:8008/patroni': 'answers', 'http://10.1.1.22:8008/patroni': 'answers' },
    },
  },
});
