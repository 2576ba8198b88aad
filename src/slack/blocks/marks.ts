import type { Tone } from '../../core/document.ts';

/** Unicode, not `:names:`, so that they show where nothing is parsed. */
export const marks: Readonly<Record<Tone, string>> = { good: '🟢', warning: '🟡', bad: '🔴', info: 'ℹ️' };

export const marked = (tone: Tone | undefined): string => (tone ? `${marks[tone]} ` : '');
