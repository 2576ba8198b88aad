/** Fills Slack's date tokens (docs.slack.dev/messaging/formatting-message-text#date-formatting) in the viewer's zone. */
export function formatDate(unix: number, format: string, fallback: string, now: Date): string {
  const date = new Date(unix * 1_000);
  if (Number.isNaN(date.getTime())) return fallback;
  return format.replace(/\{(\w+)\}/g, (whole, token: string) => tokenText(token, date, now) ?? whole);
}

function tokenText(token: string, date: Date, now: Date): string | undefined {
  const show = (options: Intl.DateTimeFormatOptions): string => new Intl.DateTimeFormat('en-GB', options).format(date);
  const pretty = token.endsWith('_pretty') ? relativeDay(date, now) : undefined;
  if (pretty !== undefined) return pretty;
  const texts: Readonly<Record<string, () => string>> = {
    date_num: () => date.toISOString().slice(0, 10),
    date: () => show({ day: 'numeric', month: 'long', year: 'numeric' }),
    date_slash: () => show({ day: '2-digit', month: '2-digit', year: 'numeric' }),
    date_short: () => show({ day: 'numeric', month: 'short', year: 'numeric' }),
    date_long: () => show({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
    time: () => show({ hour: '2-digit', minute: '2-digit' }),
    time_secs: () => show({ hour: '2-digit', minute: '2-digit', second: '2-digit' }),
    ago: () => ago(date, now),
  };
  return texts[token.replace(/_pretty$/, '')]?.();
}

function relativeDay(date: Date, now: Date): string | undefined {
  const day = (of: Date): number => new Date(of.getFullYear(), of.getMonth(), of.getDate()).getTime();
  const days = Math.round((day(date) - day(now)) / 86_400_000);
  return days === 0 ? 'today' : days === -1 ? 'yesterday' : days === 1 ? 'tomorrow' : undefined;
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

function ago(date: Date, now: Date): string {
  const seconds = Math.round((date.getTime() - now.getTime()) / 1_000);
  const [unit, length] = units.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const);
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(Math.trunc(seconds / length), unit);
}

/** `14:03`, of a Slack ts. */
export const clockOf = (ts: string): string =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(new Date(Number(ts) * 1_000));

export const dayOf = (ts: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }).format(
    new Date(Number(ts) * 1_000),
  );

/** `143 ms` or `2.4 s`. */
export const spanOf = (milliseconds: number): string =>
  milliseconds < 1_000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1_000).toFixed(1)} s`;
