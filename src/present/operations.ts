import type { Document } from '../core/document.ts';
import type { OperationsFacts } from '../core/facts/operations.ts';
import { say } from '../core/message.ts';

export const presentOperations = (_facts: OperationsFacts): Document => [
  { type: 'verdict', tone: 'good', text: say('operations.verdict') },
  { type: 'paragraph', text: say('operations.why') },
];
