import type { en } from './en.ts';
import { refusals } from './zh/refusals.ts';
import { slack } from './zh/slack.ts';

export const zh: Readonly<Record<keyof typeof en, string>> = { ...refusals, ...slack };
