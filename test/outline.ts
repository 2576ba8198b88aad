import type { Step } from '../src/core/plan.ts';
import { playbookWords } from '../src/core/playbook.ts';
import { isRefusal } from '../src/core/refusal.ts';
import type { aCluster } from './a-cluster.ts';
import { plan } from './an-operation.ts';

type World = ReturnType<typeof aCluster>;

/** A plan's steps in short words. */
export function outline(line: string, world: World): readonly string[] {
  const made = plan(line, world.snapshot());
  if (isRefusal(made)) throw new Error(made.refused);
  return made.steps.map(inShort);
}

export function refusalOf(line: string, world: World): string {
  const made = plan(line, world.snapshot());
  if (!isRefusal(made)) throw new Error(`planned: ${made.steps.map(inShort).join(', ')}`);
  return made.refused;
}

export function inShort(step: Step): string {
  const words = (...parts: readonly (string | number | null)[]): string => [step.kind, ...parts].join(' ');
  switch (step.kind) {
    case 'await-health':
      return words(
        ...step.despite.map(kind => `despite ${kind}`),
        ...(step.without.length > 0 ? ['without', ...step.without] : []),
      );
    case 'move-leader':
      return words(step.from.name, step.to.name);
    case 'add-learner':
      return words(step.member.name, step.member.peerUrl);
    case 'run-playbook':
      return words(...playbookWords(step.run));
    case 'await-inventory':
      return words(step.address);
    case 'await-root-password':
      return words(step.file);
    case 'update-member':
      return words(step.member.name, step.peerUrl);
    case 'compact':
      return words(step.revision, ...(step.physical ? ['physical'] : []));
    case 'disarm-alarm':
      return words(step.member.name, step.alarm);
    case 'verify':
      return words(...expectation(step.expect));
    case 'defragment':
    case 'await-in-sync':
    case 'await-restart':
    case 'promote':
    case 'remove-member':
      return words(step.member.name);
    default:
      return words();
  }
}

function expectation(expect: Extract<Step, { kind: 'verify' }>['expect']): readonly string[] {
  if (expect.kind === 'leader') return ['leader', expect.member.name];
  if (expect.kind !== 'voters') return [expect.kind];
  const gone = expect.absent.map(({ name }) => name);
  return ['voters', ...expect.members.map(({ name }) => name), ...(gone.length > 0 ? ['without', ...gone] : [])];
}
