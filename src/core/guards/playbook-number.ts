import { code, say, type Text } from '../message.ts';
import { memberFor } from '../pigsty/differences.ts';
import { type Inventory, usableHosts } from '../pigsty/inventory.ts';
import { type Run, runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** A number is never given twice: what the old member of that name has left behind would be taken for the new one's. */
export const playbookNumber = guard('playbook_number', given => {
  const view = viewOf(given);
  const joining = runsIn(view).filter(({ step }) => step.proof.kind === 'joined');
  if (joining.length === 0) return skipped(say('guard.playbook_number.none'));
  const { pigsty } = given.snapshot;
  if (!pigsty?.ok) return refused(say('guard.playbook_number.unread'));
  const { inventory } = pigsty.value;
  const problem = joining.map(run => problemOf(run, inventory)).find(found => found !== null);
  return problem ? refused(problem) : passed(say('guard.playbook_number.new'));
});

function problemOf({ step, before }: Run, inventory: Inventory): Text | null {
  if (step.proof.kind !== 'joined') return null;
  const { member } = step.proof;
  const hosts = usableHosts(inventory);
  const host = hosts.find(({ address }) => address === step.run.limit[0]);
  if (!host) return say('guard.playbook_number.no_host', { address: code(step.run.limit.join()) });
  if (host.name !== member.name || host.peerUrl !== member.peerUrl) {
    return say('guard.playbook_number.other', { address: code(host.address), name: host.name, planned: member.name });
  }
  const others = before.seats.filter(seat => !seat.peerUrls.includes(member.peerUrl));
  const numbers = others.flatMap(
    seat => hosts.find(each => memberFor(each, others) === seat)?.seq ?? numberIn(seat.name),
  );
  const highest = Math.max(-1, ...numbers);
  return host.seq > highest ? null : say('guard.playbook_number.used', { seq: host.seq, highest, name: host.name });
}

/** `etcd-3` is 3. */
const numberIn = (name: string): readonly number[] => {
  const digits = /-(\d{1,9})$/.exec(name)?.[1];
  return digits === undefined ? [] : [Number(digits)];
};
