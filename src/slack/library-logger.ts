import { type Logger, LogLevel } from '@slack/web-api';
import type { Log } from '../core/ports.ts';

/** Bolt's logger, led into ours. Its debug lines hold whole payloads and response URLs, so they are dropped for good. */
export const libraryLogger = (log: Log): Logger => ({
  debug: () => {},
  info: (...lines) => log.debug({ from: 'bolt' }, lines.join(' ')),
  warn: (...lines) => log.warn({ from: 'bolt' }, lines.join(' ')),
  error: (...lines) => log.error({ from: 'bolt' }, lines.join(' ')),
  setLevel: () => {},
  getLevel: () => LogLevel.INFO,
  setName: () => {},
});
