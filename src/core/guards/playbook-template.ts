import { code, say } from '../message.ts';
import { runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** Where the template has not the settings, redeploying it changes nothing, and every member is restarted in vain. */
export const playbookTemplate = guard('playbook_template', given => {
  const renewing = runsIn(viewOf(given)).filter(({ step }) => step.run.tags.includes('etcd_conf'));
  const { pigsty } = given.snapshot;
  if (renewing.length === 0) return skipped(say('guard.playbook_template.none'));
  const file = code('roles/etcd/templates/etcd.conf.j2');
  if (!pigsty?.ok || pigsty.value.compacts === null) return refused(say('guard.playbook_template.unread', { file }));
  return pigsty.value.compacts
    ? passed(say('guard.playbook_template.compacts', { file }))
    : refused(say('guard.playbook_template.missing', { file }));
});
