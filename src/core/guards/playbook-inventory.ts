import { list, say, verbatim } from '../message.ts';
import { located } from '../pigsty/problems.ts';
import { runsPlaybooks } from './playbook-runs.ts';
import { guard, passed, refused, skipped } from './verdict.ts';

/** Playbooks do what the inventory says, wrong or not. */
export const playbookInventory = guard('playbook_inventory', ({ plan, snapshot: { pigsty } }) => {
  if (!runsPlaybooks(plan)) return skipped(say('guard.playbook_inventory.none'));
  if (!pigsty) return refused(say('guard.playbook_inventory.absent'));
  if (!pigsty.ok) {
    return refused(
      say('guard.playbook_inventory.unreadable', { detail: { type: 'text', value: verbatim(pigsty.fault.detail) } }),
    );
  }
  const { problems, hosts } = pigsty.value.inventory;
  return problems.length > 0
    ? refused(say('guard.playbook_inventory.problems', { problems: list(problems.map(located)) }))
    : passed(say('guard.playbook_inventory.fine', { count: hosts.length }));
});
