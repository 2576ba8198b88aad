import type { Snapshot } from '../cluster.ts';
import { list, say, type Text, verbatim } from '../message.ts';
import type { Step } from '../plan.ts';
import { hostOf } from './caveats.ts';
import { stallsOf } from './stall.ts';

/** What stands beside a PostgreSQL cluster: the hosts of etcd's members, and who has an address that moves with the primary, as the inventory says. */
export const aroundOf = ({ members, pigsty }: Pick<Snapshot, 'members' | 'pigsty'>) => ({
  etcdHosts: members.ok
    ? members.value.members.flatMap(({ peerUrls, clientUrls }) => [...peerUrls, ...clientUrls].map(hostOf))
    : [],
  vips: pigsty?.ok ? pigsty.value.inventory.postgres.flatMap(({ scope, vip }) => (vip === null ? [] : [scope])) : [],
});

/** What Patroni asks again and again is only slow then; vip-manager lets go when it hears nothing for about two seconds. */
const LETS_GO_SECONDS = 2;
const MOST_NAMES = 20;

/** The addresses that these steps may cost, whatever Patroni does: vip-manager has a connection of its own to etcd (vip-manager#411, #431). */
export function vipNotes(steps: readonly Step[], snapshot: Snapshot): readonly Text[] {
  const { vips } = aroundOf(snapshot);
  const lets = stallsOf({ steps }, snapshot).some(
    ({ seconds }) => typeof seconds !== 'number' || seconds >= LETS_GO_SECONDS,
  );
  if (vips.length === 0 || !lets) return [];
  const who = list(vips.slice(0, MOST_NAMES).map(name => verbatim(name)));
  return [say('pause.note.vips', { who })];
}
