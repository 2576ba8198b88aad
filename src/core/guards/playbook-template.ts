import { code, list, say, verbatim } from '../message.ts';
import { ETCD_TEMPLATES } from '../pigsty/template.ts';
import { runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** Where the template has not the settings, or nothing deploys it, every member is restarted in vain. */
export const playbookTemplate = guard('playbook_template', given => {
  const compacting = runsIn(viewOf(given)).filter(
    ({ step: { proof } }) => proof.kind === 'restarted' && proof.compacts,
  );
  const { pigsty } = given.snapshot;
  if (compacting.length === 0) return skipped(say('guard.playbook_template.none'));
  if (!pigsty?.ok || pigsty.value.template === null) {
    return refused(say('guard.playbook_template.unread', { files: list(ETCD_TEMPLATES.map(file => verbatim(file))) }));
  }
  const { tags, template } = pigsty.value;
  const untold = compacting.flatMap(({ step }) => step.run.tags).find(tag => tags !== null && !tags.includes(tag));
  if (untold !== undefined) return refused(say('guard.playbook_template.untold', { tag: code(untold) }));
  const file = code(template.file);
  return template.compacts
    ? passed(say('guard.playbook_template.compacts', { file }))
    : refused(say('guard.playbook_template.missing', { file }));
});
