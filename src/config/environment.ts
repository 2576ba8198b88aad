import type { ProcessSettings, SlackSettings } from '../core/settings.ts';
import type { Environment } from './interpolate.ts';
import type { Problem } from './problem.ts';

/** `bot` speaks to Slack, `worker` to etcd, `all` to both, a `terminal` to neither: it asks through the queue. */
export type Role = 'bot' | 'worker' | 'all' | 'terminal';

export const speaksToSlack = (role: Role): boolean => role === 'bot' || role === 'all';
export const speaksToEtcd = (role: Role): boolean => role === 'worker' || role === 'all';

export const DEFAULT_CONFIG = 'etcd-chatops.yaml';

type FromEnvironment = Pick<ProcessSettings, 'slack' | 'admin' | 'logLevel'>;
export type EnvironmentReading = { readonly value: FromEnvironment; readonly problems: readonly Problem[] };

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** A variable that is empty, or holds blanks only, counts as unset. */
export function withoutEmpty(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
}

/** Reads what the environment alone decides. `env` has no empty values. */
export function readEnvironment(env: Environment, role: Role): EnvironmentReading {
  const problems: Problem[] = [];
  const report = (path: string, message: string) => problems.push({ path, message });
  const port = (name: string, fallback: number): number => {
    const text = env[name]?.trim();
    if (text === undefined) return fallback;
    if (/^\d{1,5}$/.test(text) && Number(text) < 65_536) return Number(text);
    report(name, 'must be a port from 0 to 65535 (0: any free one)');
    return fallback;
  };
  const logLevel = env.LOG_LEVEL?.trim().toLowerCase() ?? 'info';
  if (!levels.includes(logLevel)) report('LOG_LEVEL', `must be one of ${levels.join(', ')}`);
  const admin = { host: env.ADMIN_HOST?.trim() ?? '127.0.0.1', port: port('ADMIN_PORT', 8081) };
  const slack = speaksToSlack(role) ? readSlack(env, port('PORT', 3000), report) : null;
  if (slack?.mode === 'http' && slack.port !== 0 && slack.port === admin.port) {
    report('ADMIN_PORT', 'is the same port as PORT; they need one each');
  }
  return { value: { slack, admin, logLevel }, problems };
}

/** Socket Mode wins when both ways are configured: it needs no public address. */
function readSlack(env: Environment, port: number, report: (path: string, message: string) => void): SlackSettings {
  const botToken = env.SLACK_BOT_TOKEN?.trim() ?? '';
  const appToken = env.SLACK_APP_TOKEN?.trim() ?? '';
  const signingSecret = env.SLACK_SIGNING_SECRET?.trim() ?? '';
  if (!botToken) report('SLACK_BOT_TOKEN', 'is not set; it is the "Bot User OAuth Token", xoxb-…');
  else if (!botToken.startsWith('xoxb-')) report('SLACK_BOT_TOKEN', 'must be a bot token, which begins with xoxb-');
  if (!appToken && !signingSecret) {
    report('SLACK_APP_TOKEN', 'is not set; set it (xapp-…, Socket Mode) or SLACK_SIGNING_SECRET (HTTP mode)');
  }
  if (appToken && !appToken.startsWith('xapp-')) {
    report('SLACK_APP_TOKEN', 'must be an app-level token, which begins with xapp-');
  }
  const apiUrl = readApiUrl(env.SLACK_API_URL?.trim(), report);
  if (appToken || !signingSecret) return { mode: 'socket', botToken, appToken, apiUrl };
  return { mode: 'http', botToken, signingSecret, port, apiUrl };
}

/** Tokens go wherever this points, so it is Slack, an encrypted place, or this machine. Null: Slack. */
function readApiUrl(text: string | undefined, report: (path: string, message: string) => void): string | null {
  if (text === undefined) return null;
  const url = URL.canParse(text) ? new URL(text) : null;
  const loopback = /^(127(\.\d{1,3}){3}|localhost|\[::1\])$/.test(url?.hostname ?? '');
  if (!url || url.username || url.password || !(url.protocol === 'https:' || (url.protocol === 'http:' && loopback))) {
    report(
      'SLACK_API_URL',
      'must be https://…, or http:// on this machine (127.0.0.1, localhost, [::1]); tokens are sent there',
    );
    return null;
  }
  if (url.hostname === 'slack.com') return null;
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
