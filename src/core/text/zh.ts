import type { en } from './en.ts';
import { refusals } from './zh/refusals.ts';

export const zh: Readonly<Record<keyof typeof en, string>> = { ...refusals };
