import type { Document } from '../core/document.ts';
import { type Refusal, sentencesOf } from '../core/refusal.ts';

/** What was refused, why, and what to do instead. */
export function presentRefusal(refusal: Refusal): Document {
  const { message, why, todo } = sentencesOf(refusal);
  return [
    { type: 'verdict', tone: 'warning', text: message },
    { type: 'paragraph', text: why },
    { type: 'paragraph', text: todo },
  ];
}
