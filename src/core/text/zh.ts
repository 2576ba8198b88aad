import type { en } from './en.ts';
import { advice } from './zh/advice.ts';
import { alarms } from './zh/alarms.ts';
import { alerts } from './zh/alerts.ts';
import { approval } from './zh/approval.ts';
import { audit } from './zh/audit.ts';
import { auth } from './zh/auth.ts';
import { breakGlass } from './zh/break-glass.ts';
import { card } from './zh/card.ts';
import { certs } from './zh/certs.ts';
import { changes } from './zh/changes.ts';
import { counting } from './zh/counting.ts';
import { diagnose } from './zh/diagnose.ts';
import { drift } from './zh/drift.ts';
import { explain } from './zh/explain.ts';
import { faults } from './zh/faults.ts';
import { findings } from './zh/findings.ts';
import { flow } from './zh/flow.ts';
import { forms } from './zh/forms.ts';
import { grammar } from './zh/grammar.ts';
import { guards } from './zh/guards.ts';
import { hashes } from './zh/hashes.ts';
import { health } from './zh/health.ts';
import { help } from './zh/help.ts';
import { home } from './zh/home.ts';
import { impact } from './zh/impact.ts';
import { inventory } from './zh/inventory.ts';
import { keys } from './zh/keys.ts';
import { local } from './zh/local.ts';
import { logins } from './zh/logins.ts';
import { maintenance } from './zh/maintenance.ts';
import { members } from './zh/members.ts';
import { modals } from './zh/modals.ts';
import { operations } from './zh/operations.ts';
import { overTime } from './zh/over-time.ts';
import { pause } from './zh/pause.ts';
import { playbookCommands } from './zh/playbook-commands.ts';
import { playbookGuards } from './zh/playbook-guards.ts';
import { playbookRuns } from './zh/playbook-runs.ts';
import { postgres } from './zh/postgres.ts';
import { quorum } from './zh/quorum.ts';
import { refusals } from './zh/refusals.ts';
import { report } from './zh/report.ts';
import { running } from './zh/running.ts';
import { slack } from './zh/slack.ts';
import { snapshot } from './zh/snapshot.ts';
import { space } from './zh/space.ts';
import { status } from './zh/status.ts';
import { steps } from './zh/steps.ts';
import { tier } from './zh/tier.ts';
import { trend } from './zh/trend.ts';
import { votes } from './zh/votes.ts';
import { why } from './zh/why.ts';
import { whyAdvice } from './zh/why-advice.ts';
import { work } from './zh/work.ts';

export const zh: Readonly<Record<keyof typeof en, string>> = {
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
};
