import type { Document } from '../core/document.ts';
import { code, say, type Text } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';
import { sentencesOf } from '../core/refusal.ts';
import { doneOf } from './card-verdict.ts';
import { failureText } from './failures.ts';
import { stillPaused } from './still-paused.ts';

/** What a plan notes that is left for people once all went well. */
const isForLater = (note: Text): boolean =>
  'key' in note && (note.key === 'changes.note.endpoint' || note.key === 'changes.note.endpoint_own');

/** How to go on once it is over; nothing while it is not. */
export function presentNext(operation: Operation): Document {
  const items = nextOf(operation);
  if (items.length === 0) return [];
  return [
    { type: 'heading', text: say('card.next') },
    { type: 'list', items: items.map(text => ({ text })) },
  ];
}

function nextOf(operation: Operation): readonly Text[] {
  const { plan } = operation;
  const command = code(`/etcd ${plan.line} --cluster ${plan.cluster}`);
  const ran = doneOf(operation) > 0 ? [say('card.next.ran', { command: code('status') })] : [];
  switch (operation.state) {
    case 'failed':
      return [...failed(operation), ...stillPaused(operation), ...ran];
    case 'refused':
      return [operation.refusal ? sentencesOf(operation.refusal).todo : say('card.next.refused', { command })];
    case 'cancelled':
      if (halfDone(operation)) return [...failed(operation), ...ran];
      return ran.length > 0
        ? [...stillPaused(operation), ...ran]
        : [...stillPaused(operation), say('card.next.again', { command })];
    case 'denied':
      return [say(operation.votes.some(({ changes }) => changes) ? 'card.next.edit' : 'card.next.again', { command })];
    case 'stale':
    case 'expired':
      return [say('card.next.again', { command })];
    case 'succeeded':
      return plan.notes.filter(isForLater);
    case 'awaiting_approval':
    case 'queued':
    case 'running':
      return [];
  }
}

/** A playbook that was ended may have left something: what to look at is the same as if it had failed. */
const halfDone = ({ plan, steps }: Operation): boolean =>
  plan.steps.some(({ kind }, index) => kind === 'run-playbook' && steps[index]?.state === 'failed');

/** What the step that broke it leaves to do. */
function failed({ plan, steps }: Operation): readonly Text[] {
  const at = steps.findIndex(({ state }) => state === 'failed' || state === 'unknown' || state === 'running');
  const step = plan.steps[at];
  return step ? [failureText(step.kind)] : [];
}
