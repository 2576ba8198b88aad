import type { Document } from '../core/document.ts';
import { code, say } from '../core/message.ts';
import type { Operation } from '../core/operation.ts';

/** What stands above the question for the cluster's name. */
export const presentConfirmation = ({ plan, requester, tierReasons }: Operation): Document => [
  {
    type: 'paragraph',
    text: say('modals.about', { command: code(plan.line), cluster: code(plan.cluster) }),
  },
  { type: 'list', items: tierReasons.map(text => ({ text, tone: 'warning' })) },
  { type: 'paragraph', text: say('modals.tier') },
  { type: 'note', texts: [say('modals.asked', { name: requester.name })] },
];

/** What stands above the question why somebody denies. */
export const presentDenial = ({ plan, requester }: Operation): Document => [
  {
    type: 'paragraph',
    text: say('modals.deny.about', { command: code(plan.line), cluster: code(plan.cluster), name: requester.name }),
  },
  { type: 'note', texts: [say('modals.deny.note')] },
];
