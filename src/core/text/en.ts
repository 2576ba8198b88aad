import { advice } from './en/advice.ts';
import { alarms } from './en/alarms.ts';
import { alerts } from './en/alerts.ts';
import { approval } from './en/approval.ts';
import { audit } from './en/audit.ts';
import { auth } from './en/auth.ts';
import { breakGlass } from './en/break-glass.ts';
import { card } from './en/card.ts';
import { certs } from './en/certs.ts';
import { changes } from './en/changes.ts';
import { counting } from './en/counting.ts';
import { diagnose } from './en/diagnose.ts';
import { drift } from './en/drift.ts';
import { explain } from './en/explain.ts';
import { faults } from './en/faults.ts';
import { findings } from './en/findings.ts';
import { flow } from './en/flow.ts';
import { forms } from './en/forms.ts';
import { grammar } from './en/grammar.ts';
import { guards } from './en/guards.ts';
import { hashes } from './en/hashes.ts';
import { health } from './en/health.ts';
import { help } from './en/help.ts';
import { home } from './en/home.ts';
import { impact } from './en/impact.ts';
import { inventory } from './en/inventory.ts';
import { keys } from './en/keys.ts';
import { local } from './en/local.ts';
import { logins } from './en/logins.ts';
import { maintenance } from './en/maintenance.ts';
import { members } from './en/members.ts';
import { modals } from './en/modals.ts';
import { operations } from './en/operations.ts';
import { overTime } from './en/over-time.ts';
import { pause } from './en/pause.ts';
import { playbookCommands } from './en/playbook-commands.ts';
import { playbookGuards } from './en/playbook-guards.ts';
import { playbookRuns } from './en/playbook-runs.ts';
import { postgres } from './en/postgres.ts';
import { quorum } from './en/quorum.ts';
import { refusals } from './en/refusals.ts';
import { report } from './en/report.ts';
import { running } from './en/running.ts';
import { slack } from './en/slack.ts';
import { snapshot } from './en/snapshot.ts';
import { space } from './en/space.ts';
import { status } from './en/status.ts';
import { steps } from './en/steps.ts';
import { tier } from './en/tier.ts';
import { trend } from './en/trend.ts';
import { votes } from './en/votes.ts';
import { why } from './en/why.ts';
import { whyAdvice } from './en/why-advice.ts';
import { work } from './en/work.ts';

/** The English catalogue, ICU MessageFormat. The keys and parameters of every other language are these. */
export const en = {
  ...refusals,
  ...flow,
  ...grammar,
  ...help,
  ...local,
  ...faults,
  ...findings,
  ...members,
  ...health,
  ...hashes,
  ...alarms,
  ...quorum,
  ...impact,
  ...postgres,
  ...keys,
  ...space,
  ...counting,
  ...certs,
  ...logins,
  ...advice,
  ...report,
  ...trend,
  ...diagnose,
  ...overTime,
  ...why,
  ...whyAdvice,
  ...alerts,
  ...status,
  ...work,
  ...modals,
  ...votes,
  ...audit,
  ...auth,
  ...card,
  ...changes,
  ...operations,
  ...steps,
  ...playbookRuns,
  ...slack,
  ...snapshot,
  ...running,
  ...tier,
  ...guards,
  ...drift,
  ...approval,
  ...explain,
  ...forms,
  ...breakGlass,
  ...home,
  ...maintenance,
  ...pause,
  ...inventory,
  ...playbookCommands,
  ...playbookGuards,
} as const;
