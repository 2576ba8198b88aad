import { CronExpressionParser } from 'cron-parser';
import { z } from 'zod';
import { parseDuration } from '../core/duration.ts';
import { redisUrlProblem } from './redis-url.ts';

const text = (message: string) => z.string({ error: issue => (issue.input === undefined ? 'is missing' : message) });

export const nonEmpty = text('must be text; put it in quotes').min(1, 'must not be empty');

const matching = (pattern: RegExp, message: string) => text(message).regex(pattern, message);

export const clusterName = matching(
  /^[a-z0-9][a-z0-9-]{0,62}$/,
  'must be lower-case letters, digits and dashes, such as prod-a',
);
export const userId = matching(
  /^[UW][A-Z0-9]+$/,
  "must be a person's Slack id such as U0123456789; names can change hands",
);
export const groupId = matching(/^S[A-Z0-9]+$/, "must be a user group's Slack id such as S0123456789");
export const channelId = matching(/^[CG][A-Z0-9]+$/, "must be a channel's Slack id such as C0123456789");
export const prefix = matching(
  /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
  'must be letters, digits, dots, dashes and underscores; no colons, no braces',
);
export const namespace = matching(
  /^(\/[A-Za-z0-9_.-]+)+\/?$/,
  'must be a path of keys such as /service or /pg',
).transform(path => path.replace(/\/$/, ''));

const ENDPOINT = /^https?:\/\/(?:\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?):(\d{1,5})\/?$/i;

/** Scheme, host and port, nothing else; user and password have their own settings. */
export const endpoint = text('must be a URL such as https://10.0.0.1:2379').superRefine((url, context) => {
  const add = (message: string) => context.addIssue({ code: 'custom', message });
  const port = Number(ENDPOINT.exec(url)?.[1] ?? 0);
  if (port > 0 && port < 65_536) return;
  if (!/^https?:\/\//i.test(url)) return add('must begin with https:// or http://');
  if (url.includes('@')) return add('must not hold a user or password: those belong under auth');
  if (/^https?:\/\/[^/:]+\/?$/i.test(url)) return add('needs a port, as in https://10.0.0.1:2379');
  return add('must be scheme, host and port (1 to 65535), as in https://10.0.0.1:2379');
});

const LOOPBACK: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** What is told there cannot be read on the way: https, or this machine. */
export function isPrivate(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

const isAnonymous = (url: string): boolean => {
  const { username, password } = new URL(url);
  return username === '' && password === '';
};

/** Where a server answers, perhaps below a path. */
export const serverUrl = text('must be a URL').refine(url => {
  if (!URL.canParse(url)) return false;
  const { protocol, search, hash } = new URL(url);
  return /^https?:$/.test(protocol) && isAnonymous(url) && search === '' && hash === '';
}, 'must be a URL such as https://prometheus.example.com:9090, without user, password and query');

const MATCHER = /[a-zA-Z_]\w*\s*(?:=~|!~|!=|=)\s*"(?:[^"\\\n]|\\.)*"/.source;

/** As they stand between the braces of PromQL. */
export const labelMatchers = matching(
  new RegExp(`^\\s*${MATCHER}(?:\\s*,\\s*${MATCHER})*\\s*$`),
  'must be matchers of labels as in PromQL, such as job="etcd",cluster="prod"',
);

/** Where alerts are posted. */
export const webhookUrl = text('must be a URL').refine(
  url => isPrivate(url) && isAnonymous(url),
  'must be an https URL, or http on this machine, without user and password: a token has its own setting',
);

export const redisUrl = text('must be a URL').superRefine((url, context) => {
  const message = redisUrlProblem(url);
  if (message) context.addIssue({ code: 'custom', message });
});

/** Milliseconds, from `30m`. Both bounds are durations too. */
export const durationBetween = (least: string, most: string) =>
  text(`must be a duration between ${least} and ${most}, such as 30m`).transform((value, context) => {
    const ms = parseDuration(value);
    if (ms !== null && ms >= (parseDuration(least) ?? 0) && ms <= (parseDuration(most) ?? 0)) return ms;
    context.addIssue({
      code: 'custom',
      message: `must be a duration between ${least} and ${most}, such as 500ms, 2s, 30m, 26h or 7d`,
    });
    return z.NEVER;
  });

/** Variables are texts, so a number may come as one. */
export const countBetween = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z.preprocess(
    value => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value),
    z.number(message).int(message).min(least, message).max(most, message),
  );
};

/** 0..1, from `85%` or 0.85. */
export const share = z
  .union([z.number(), z.string()], 'must be a share such as 85% or 0.85')
  .transform((value, context) => {
    const text = String(value).trim();
    const ratio = /^\d{1,3}(\.\d+)?%$/.test(text) ? Number(text.slice(0, -1)) / 100 : Number(text);
    if (text !== '' && ratio > 0 && ratio <= 1) return ratio;
    context.addIssue({ code: 'custom', message: 'must be a share above 0% and up to 100%, such as 85% or 0.85' });
    return z.NEVER;
  });

export const yesOrNo = z.preprocess(
  value => (value === 'true' ? true : value === 'false' ? false : value),
  z.boolean('must be true or false'),
);

export const schedule = text('must be a cron expression').refine(
  isCron,
  'must be a cron expression of five fields that comes true some day, such as "0 9 * * *"',
);

export const timezone = text('must be a time zone').refine(
  isTimezone,
  'must be a time zone such as Europe/Berlin or UTC',
);

/** Minutes after midnight, from `22:30`. `24:00` is midnight at the day's end. */
export const timeOfDay = text('must be a time such as "22:30", in quotes').transform((value, context) => {
  const [, hours = '', minutes = ''] = /^(\d{1,2}):(\d{2})$/.exec(value) ?? [];
  const total = Number(hours) * 60 + Number(minutes);
  if (hours !== '' && Number(minutes) < 60 && total <= 24 * 60) return total % (24 * 60);
  context.addIssue({ code: 'custom', message: 'must be a time from 00:00 to 24:00, such as "22:30"' });
  return z.NEVER;
});

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const numbers = { sun: 0, mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6 } as const;

/** Sunday is 0. */
export const weekday = z.enum(weekdays, `must be one of ${weekdays.join(', ')}`).transform(day => numbers[day]);

function isCron(expression: string): boolean {
  if (expression.trim().split(/\s+/).length !== 5) return false;
  try {
    CronExpressionParser.parse(expression, { tz: 'UTC' }).next();
    return true;
  } catch {
    return false;
  }
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false;
  }
}
