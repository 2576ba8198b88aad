import { list, say, verbatim } from '../message.ts';
import { runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** A new etcd knows root alone: every PostgreSQL cluster stays locked out until its user and role are made again. */
export const playbookLogins = guard('playbook_logins', given => {
  const runs = runsIn(viewOf(given));
  const fresh = runs.find(({ step }) => step.proof.kind === 'fresh');
  const { pigsty } = given.snapshot;
  if (!fresh) return skipped(say('guard.playbook_logins.none'));
  if (!pigsty?.ok) return refused(say('guard.playbook_logins.unread'));
  const after = runs.filter(
    ({ number, step }) =>
      number > fresh.number && step.run.playbook === 'pgsql.yml' && step.run.tags.includes('pg_etcd'),
  );
  const served = after.flatMap(({ step }) => step.run.limit);
  const missing = pigsty.value.inventory.postgres.filter(({ group }) => !served.includes(group));
  return missing.length > 0
    ? refused(say('guard.playbook_logins.missing', { who: list(missing.map(({ name }) => verbatim(name))) }))
    : passed(say('guard.playbook_logins.made', { count: pigsty.value.inventory.postgres.length }));
});
