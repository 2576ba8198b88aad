import type { EndpointReport, Fault, Snapshot } from '../cluster.ts';
import { code } from '../message.ts';
import type { Step } from '../plan.ts';
import { type Refusal, refuse } from '../refusal.ts';
import { linesByHand, quote } from './by-hand.ts';
import { expectedAll } from './decide.ts';
import { type PigstyState, usableHosts } from './inventory.ts';
import { createStep, destroyStep, loginsSteps } from './runs.ts';

/** Logins are agreed on as writes are (etcd's v3_server.go, Authenticate): without a quorum only one from before lets the bot in. */
export const isUnled = ({ code: found }: Fault): boolean => found === 'no_leader' || found === 'no_quorum';

/** Somebody answers, and lets nobody in: then etcd does not even tell who belongs to the cluster (3.5.2x and later ask for a login there). */
export function noLogin(what: 'restart' | 'reset', snapshot: Snapshot, pigsty: PigstyState): Refusal | null {
  const { cluster, members, endpoints } = snapshot;
  if (members.ok || !isUnled(members.fault)) return null;
  const start = { cluster: code(cluster), start: code(startByHand(endpoints, pigsty)) };
  return what === 'restart'
    ? refuse('restart_needs_login', start)
    : refuse('reset_needs_login', { ...start, ...resetUnseen(pigsty) });
}

/** Only who is silent: whoever answers has what is left of the cluster. */
function startByHand(endpoints: readonly EndpointReport[], { home, file, inventory }: PigstyState): string {
  const answering = endpoints.flatMap(({ endpoint, status }) =>
    status.ok || isUnled(status.fault) ? [new URL(endpoint).hostname] : [],
  );
  const silent = usableHosts(inventory).filter(({ clientUrl }) => !answering.includes(new URL(clientUrl).hostname));
  const limit = silent.length > 0 ? silent.map(({ address }) => address).join(',') : (inventory.group ?? 'etcd');
  const run = ['ansible-playbook', ...(file === 'pigsty.yml' ? [] : ['-i', file]), 'etcd.yml', '-l', limit];
  return `cd ${quote(home)} && ${[...run, '-t', 'etcd_launch'].map(quote).join(' ')}`;
}

/** On another port, from a copy, and with a quorum of one: there the login works. etcd_data as Pigsty has it (roles/etcd/defaults). */
const LOOK = 'http://127.0.0.1:23790';
const lookByHand = {
  restore: code('etcdutl snapshot restore /data/etcd/member/snap/db --skip-hash-check --data-dir /tmp/etcd-look'),
  serve: code(
    `etcd --data-dir /tmp/etcd-look --listen-client-urls ${LOOK} --advertise-client-urls ${LOOK} --listen-peer-urls http://127.0.0.1:23800 &`,
  ),
  keys: code(`ETCDCTL_ENDPOINTS=${LOOK} etcdctl get '' --prefix --keys-only; kill %1; rm -r /tmp/etcd-look`),
} as const;

/** How somebody looks whose keys these are where the bot cannot, and begins anew after that. */
export function resetUnseen(pigsty: PigstyState) {
  const { inventory } = pigsty;
  const group = inventory.group ?? 'etcd';
  const steps: readonly Step[] = [
    destroyStep(group, [], false),
    createStep(group, expectedAll(pigsty)),
    ...loginsSteps(inventory),
  ];
  return {
    ...lookByHand,
    namespace: code(`${inventory.namespace}/`),
    reset: code(linesByHand({ steps }, pigsty).join(' && ')),
  };
}
