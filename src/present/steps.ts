import type { Element } from '../core/document.ts';
import { code, inner, list, say, type Text, time, verbatim } from '../core/message.ts';
import type { StepRecord } from '../core/operation.ts';
import type { Expectation, Plan, Step, Target } from '../core/plan.ts';
import { playbookWords } from '../core/playbook.ts';
import { ROOT_PASSWORD } from '../core/root-rotation.ts';
import { authStepText } from './auth-steps.ts';

/** What a plan does, step by step and numbered, with how far each is. */
export const presentSteps = (plan: Plan, records: readonly StepRecord[]): Element => ({
  type: 'steps',
  steps: plan.steps.map((step, index) => {
    const record = records[index];
    const text = say('steps.numbered', { number: index + 1, step: inner(stepText(step, plan)) });
    const told = record?.note ? shortOf(record.note, step, plan) : null;
    const note = record?.progress ?? told;
    return { state: record?.state ?? 'pending', text, ...(note ? { note } : {}) };
  }),
});

/** How to start a new member stands below the steps, ready to be copied: once is enough. */
function shortOf(note: Text, step: Step, { steps }: Plan): Text {
  const isBelow = steps.some(({ kind }) => kind === 'add-learner');
  return isBelow && step.kind === 'await-in-sync' && 'key' in note && note.key === 'running.in_sync.start'
    ? say('running.in_sync.start_below', { name: step.member.name })
    : note;
}

/** One step in words. */
export function stepText(step: Step, plan: Pick<Plan, 'relies'>): Text {
  switch (step.kind) {
    case 'await-health': {
      const absent = plan.relies.members.filter(({ id }) => step.without.includes(id));
      return absent.length > 0
        ? say('step.await-health.without', { who: names(absent.map(seen)) })
        : say('step.await-health');
    }
    case 'move-leader':
      return say('step.move-leader', { from: step.from.name, to: step.to.name });
    case 'add-learner':
      return say('step.add-learner', { name: step.member.name, url: code(step.member.peerUrl) });
    case 'await-in-sync':
      return say('step.await-in-sync', { name: step.member.name });
    case 'promote':
      return say('step.promote', { name: step.member.name });
    case 'remove-member':
      return say('step.remove-member', { name: step.member.name, id: code(step.member.id ?? step.member.peerUrl) });
    case 'update-member':
      return say('step.update-member', { name: step.member.name, url: code(step.peerUrl) });
    case 'compact': {
      const revision = String(step.revision);
      return step.physical ? say('step.compact.physical', { revision }) : say('step.compact', { revision });
    }
    case 'defragment':
      return say('step.defragment', { name: step.member.name });
    case 'disarm-alarm':
      return say('step.disarm-alarm', { alarm: step.alarm, name: step.member.name });
    case 'auth':
      return authStepText(step.auth);
    case 'pause-postgres':
      return step.until === null
        ? say('step.pause-postgres', { name: code(step.postgres) })
        : say('step.pause-postgres.until', { name: code(step.postgres), until: time(step.until) });
    case 'resume-postgres':
      return say('step.resume-postgres', { name: code(step.postgres) });
    case 'run-playbook':
      return say('step.run-playbook', { line: code(playbookWords(step.run).join(' ')) });
    case 'await-inventory':
      return say('step.await-inventory', { address: code(step.address), file: code(step.file) });
    case 'await-root-password':
      return say('step.await-root-password', { name: code(ROOT_PASSWORD), file: code(step.file) });
    case 'await-restart':
      return say('step.await-restart', { name: step.member.name, address: code(step.address) });
    case 'verify':
      return expectationText(step.expect);
  }
}

function expectationText(expect: Expectation): Text {
  switch (expect.kind) {
    case 'healthy':
      return say('step.verify.healthy');
    case 'voters': {
      const members = names(expect.members);
      const gone = expect.absent.filter(({ name }) => expect.members.every(member => member.name !== name));
      return gone.length > 0
        ? say('step.verify.voters.absent', { members, absent: names(gone) })
        : say('step.verify.voters', { members });
    }
    case 'leader':
      return say('step.verify.leader', { name: expect.member.name });
    case 'same-hash':
      return say('step.verify.same-hash');
    case 'writable':
      return say('step.verify.writable');
  }
}

/** A member that has never started has no name. */
const seen = ({ id, name, peerUrls }: Plan['relies']['members'][number]) => ({ name: name || peerUrls[0] || id });

const names = (members: readonly Pick<Target, 'name'>[]) => list(members.map(({ name }) => verbatim(name)));
