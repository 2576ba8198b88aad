import { list, say, type Text } from '../message.ts';
import { differencesOf, differenceText } from '../pigsty/differences.ts';
import type { Inventory } from '../pigsty/inventory.ts';
import { type Run, runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, type View, viewOf } from './verdict.ts';

/** What is written from the inventory has to be true when it is written: one member too many, or too few, would be in every list. */
export const playbookReferences = guard('playbook_references', given => {
  const view = viewOf(given);
  const { pigsty } = given.snapshot;
  const writing = runsIn(view).filter(({ step }) => step.run.playbook === 'etcd.yml' && writesLists(step));
  if (writing.length === 0) return skipped(say('guard.playbook_references.none'));
  if (!pigsty?.ok) return refused(say('guard.playbook_references.unread'));
  const { inventory } = pigsty.value;
  const wrong = writing.flatMap(run => differencesAt(run, inventory, view));
  return wrong.length > 0
    ? refused(say('guard.playbook_references.differs', { differences: list(wrong) }))
    : passed(say('guard.playbook_references.same'));
});

/** With a restart after it, the file is judged by what is asked of that one. */
const writesLists = ({ run: { tags }, proof }: Run['step']): boolean =>
  tags.includes('etcd_config') || (tags.includes('etcd_conf') && proof.kind === 'none');

/** As the steps before leave the members, and people the inventory where a step waits for them. */
function differencesAt({ number, before }: Run, inventory: Inventory, { stages }: View): readonly Text[] {
  const out = stages
    .filter(stage => stage.number < number)
    .flatMap(({ step }) => (step.kind === 'await-inventory' ? [step.address] : []));
  const then = { ...inventory, hosts: inventory.hosts.filter(({ address }) => !out.includes(address)) };
  return differencesOf(then, before.seats).map(differenceText);
}
