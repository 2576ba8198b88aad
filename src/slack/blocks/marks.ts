import type { Element, Tone } from '../../core/document.ts';

/** Unicode, not `:names:`, so that they show where nothing is parsed. */
export const marks: Readonly<Record<Tone, string>> = { good: '🟢', warning: '🟡', bad: '🔴', info: 'ℹ️' };

export const marked = (tone: Tone | undefined): string => (tone ? `${marks[tone]} ` : '');

export type StepState = Extract<Element, { type: 'steps' }>['steps'][number]['state'];

export const stepMarks: Readonly<Record<StepState, string>> = {
  pending: '⚪',
  running: '🔵',
  done: '✅',
  failed: '❌',
  unknown: '❓',
  skipped: '➖',
};
