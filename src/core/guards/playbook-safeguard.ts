import { code, say } from '../message.ts';
import { runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** Somebody has switched on a safeguard against removals: only a command that says so puts it aside. */
export const playbookSafeguard = guard('playbook_safeguard', given => {
  const removals = runsIn(viewOf(given)).filter(({ step }) => step.run.playbook === 'etcd-rm.yml');
  const { pigsty } = given.snapshot;
  if (removals.length === 0) return skipped(say('guard.playbook_safeguard.none'));
  if (!pigsty?.ok) return refused(say('guard.playbook_safeguard.unread'));
  const overridden = removals.every(({ step }) => step.run.extra.etcd_safeguard === 'false');
  if (overridden) return passed(say('guard.playbook_safeguard.overridden'));
  return pigsty.value.inventory.safeguard
    ? refused(say('guard.playbook_safeguard.on', { option: code('--override-safeguard') }))
    : passed(say('guard.playbook_safeguard.off'));
});
