import type { OptionSpec } from '../command.ts';
import { code } from '../message.ts';
import { quoteTyped } from '../parse-quote.ts';
import { type Refusal, refuse } from '../refusal.ts';
import type { Request } from '../request.ts';

/** Every change can have PostgreSQL paused first, and resumed at its end. */
export const pauseOption: OptionSpec = { name: 'pause-postgres', kind: 'flag', summary: 'pause.option.first' };

/** From when on a pause counts as forgotten. */
export const forOption: OptionSpec = { name: 'for', kind: 'text', summary: 'pause.option.for' };

const HOUR_MS = 60 * 60_000;
const USUALLY_MS = 4 * HOUR_MS;
const SHORTEST_MS = 5 * 60_000;
const LONGEST_MS = 7 * 24 * HOUR_MS;

const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: HOUR_MS, d: 24 * HOUR_MS };

/** When the pause that is asked for counts as forgotten, milliseconds since the epoch. */
export function deadlineOf({ options, askedAt }: Pick<Request, 'options' | 'askedAt'>): number | Refusal {
  const typed = options.for;
  if (typeof typed !== 'string') return askedAt + USUALLY_MS;
  const [, count = '', unit = ''] = /^(\d{1,4})([mhd])$/.exec(typed.trim().toLowerCase()) ?? [];
  const ms = Number(count) * (UNITS[unit] ?? 0);
  return ms >= SHORTEST_MS && ms <= LONGEST_MS
    ? askedAt + ms
    : refuse('pause_for_what', { typed: quoteTyped(typed), option: code('--for 2h') });
}
