import type { Step } from '../plan.ts';
import type { PlaybookProof, PlaybookRun } from '../playbook.ts';
import type { Target } from '../target.ts';
import type { EtcdHost, Inventory } from './inventory.ts';

export type RunStep = Extract<Step, { readonly kind: 'run-playbook' }>;
type Host = Pick<EtcdHost, 'address'>;

const MINUTE = 60_000;

/** Pigsty's own number of hosts at a time (ansible.cfg). */
const USUAL_FORKS = 10;

const step = (run: PlaybookRun, proof: PlaybookProof, minutes: number): RunStep => ({
  kind: 'run-playbook',
  run,
  proof,
  withinMs: minutes * MINUTE,
});

/** Restarts the process of one member; `compacting`: with its configuration written anew before, so that history gets compacted. */
export const restartStep = ({ address }: Host, member: Target, compacting = false): RunStep =>
  step(
    {
      playbook: 'etcd.yml',
      limit: [address],
      tags: compacting ? ['etcd_conf', 'etcd_launch'] : ['etcd_launch'],
      extra: {},
      forks: 1,
    },
    { kind: 'restarted', member, ...(compacting && { compacts: true }) },
    5,
  );

/** Installs and starts a member that etcd already expects. */
export const joinStep = ({ address }: Host, member: Target): RunStep =>
  step(
    { playbook: 'etcd.yml', limit: [address], tags: [], extra: { etcd_init: 'existing' }, forks: 1 },
    { kind: 'joined', member },
    15,
  );

/** Written into the line, so that everybody sees that the safeguard is put aside. */
const past = (safeguard: boolean): Readonly<Record<string, string>> => (safeguard ? { etcd_safeguard: 'false' } : {});

/** Takes one member out of the cluster, ends its process and deletes its data. */
export const leaveStep = ({ address }: Host, member: Target, overriding: boolean): RunStep =>
  step(
    { playbook: 'etcd-rm.yml', limit: [address], tags: [], extra: past(overriding), forks: 1 },
    { kind: 'gone', members: [member] },
    10,
  );

/** Ends every member and deletes all data: the group is named, so that the line says what it does. */
export const destroyStep = (group: string, members: readonly Target[], overriding: boolean): RunStep =>
  step(
    { playbook: 'etcd-rm.yml', limit: [group], tags: [], extra: past(overriding), forks: USUAL_FORKS },
    { kind: 'gone', members },
    15,
  );

/** Begins a new cluster, whatever an inventory still says of an earlier one. All at once: a first member waits for the others before it serves. */
export const createStep = (group: string, members: readonly Target[]): RunStep =>
  step(
    {
      ...{ playbook: 'etcd.yml', limit: [group], tags: [], extra: { etcd_init: 'new' } },
      forks: Math.max(USUAL_FORKS, members.length),
    },
    { kind: 'fresh', members },
    20,
  );

/** Clusters of Citus may share one. */
const groupsOf = (postgres: Inventory['postgres']): readonly string[] => [
  ...new Set(postgres.map(({ group }) => group)),
];

/** Users and roles of every PostgreSQL cluster, made anew (roles/pgsql/tasks/etcd.yml). */
export const loginsSteps = ({ postgres }: Inventory): readonly RunStep[] =>
  postgres.length === 0 ? [] : [pgsql(groupsOf(postgres), ['pg_etcd'], {}, USUAL_FORKS)];

/** What keeps the password of etcd's root: patronictl's configuration, and etcd.pass beside etcd's own. Restarts nothing. */
export const rootPasswordSteps = (etcd: string, infra: string | null): readonly RunStep[] => [
  ...(infra === null
    ? []
    : [
        step(
          { playbook: 'infra.yml', limit: [infra], tags: ['env_patroni'], extra: {}, forks: USUAL_FORKS },
          { kind: 'none' },
          15,
        ),
      ]),
  step({ playbook: 'etcd.yml', limit: [etcd], tags: ['etcd_conf'], extra: {}, forks: 1 }, { kind: 'none' }, 15),
];

/** Everything that keeps a list of the members: etcd's own configuration, etcdctl's environment, Patroni, vip-manager. Restarts no etcd. */
export const referenceSteps = ({ group, postgres }: Inventory): readonly RunStep[] => {
  const held = postgres.filter(({ vip }) => vip !== null);
  return [
    step(
      { playbook: 'etcd.yml', limit: [group ?? 'etcd'], tags: ['etcd_config'], extra: {}, forks: 1 },
      { kind: 'none' },
      15,
    ),
    ...(postgres.length === 0
      ? []
      : [pgsql(groupsOf(postgres), ['pg_conf', 'patroni_reload'], { patroni_reload: 'true' }, USUAL_FORKS)]),
    ...(held.length === 0 ? [] : [pgsql(groupsOf(held), ['pg_vip'], {}, 1)]),
  ];
};

const pgsql = (
  limit: readonly string[],
  tags: readonly string[],
  extra: Readonly<Record<string, string>>,
  forks: number,
): RunStep => step({ playbook: 'pgsql.yml', limit, tags, extra, forks }, { kind: 'none' }, 30);
