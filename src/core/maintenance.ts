/** Sunday is 0, as in JavaScript and in cron. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Every week the same. Minutes after midnight in its zone; one that ends before it begins goes on over midnight. */
export type MaintenanceWindow = {
  /** The days on which it begins; none: every day. */
  readonly days: readonly Weekday[];
  readonly from: number;
  readonly to: number;
  /** An IANA name such as `Asia/Shanghai`. */
  readonly timezone: string;
};

const DAY = 24 * 60;
const MINUTE_MS = 60_000;
const weekdays = new Map(['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'].map((name, at) => [name, at]));

/** Whether one of the windows is open at this moment, milliseconds since the epoch. */
export const isOpenAt = (windows: readonly MaintenanceWindow[], at: number): boolean =>
  windows.some(window => isIn(window, at));

function isIn({ days, from, to, timezone }: MaintenanceWindow, at: number): boolean {
  const { day, minutes } = localTime(at, timezone);
  const begins = (on: number): boolean => days.length === 0 || days.some(each => each === on);
  if (from < to) return begins(day) && minutes >= from && minutes < to;
  return (begins(day) && minutes >= from) || (begins((day + 6) % 7) && minutes < to);
}

/** When the next window opens after this moment; null when there is none. Where clocks are put forward over it, it opens behind the gap. */
export function nextOpening(windows: readonly MaintenanceWindow[], after: number): number | null {
  const openings = windows.flatMap(window => firstOpening(window, after) ?? []);
  return openings.length > 0 ? Math.min(...openings) : null;
}

function firstOpening({ days, from, timezone }: MaintenanceWindow, after: number): number | null {
  const start = Math.ceil(after / MINUTE_MS) * MINUTE_MS;
  const { minutes } = localTime(start, timezone);
  for (let ahead = 0; ahead <= 8; ahead++) {
    const guess = start + (ahead * DAY + from - minutes) * MINUTE_MS;
    const opening = guess + correction(from, localTime(guess, timezone).minutes) * MINUTE_MS;
    const { day } = localTime(opening, timezone);
    if (opening > after && (days.length === 0 || days.some(each => each === day))) return opening;
  }
  return null;
}

/** Clocks may have been changed in between: how many minutes the guess is off, at most half a day either way. */
function correction(wanted: number, found: number): number {
  const off = (wanted - found + DAY) % DAY;
  return off > DAY / 2 ? off - DAY : off;
}

function localTime(at: number, timeZone: string): { readonly day: number; readonly minutes: number } {
  const format = { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  const parts = new Intl.DateTimeFormat('en-US', format).formatToParts(at);
  const part = (type: string): string => parts.find(each => each.type === type)?.value ?? '';
  return {
    day: weekdays.get(part('weekday')) ?? 0,
    minutes: Number(part('hour')) * 60 + Number(part('minute')),
  };
}
