import { pino } from 'pino';
import type { Log } from '../core/ports.ts';

/** Field names whose values never reach a log line, wherever they stand. Slack's response_url is a write capability, a trigger_id a modal. */
const secretNames = [
  'password',
  'nextPassword',
  'token',
  'botToken',
  'appToken',
  'signingSecret',
  'authorization',
  'secret',
  'responseUrl',
  'response_url',
  'triggerId',
  'trigger_id',
  'value',
  'key',
  'cert',
];
const paths = ['', '*.', '*.*.', '*.*.*.'].flatMap(depth => secretNames.map(name => `${depth}${name}`));
const secretShapes = /xox[abeprs]-[\w-]+|xapp-[\w-]+|(?<=:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g;

export type LogSink = { readonly write: (line: string) => void };

/** A JSON log on standard output (or `sink`). Known secret fields and shapes of Slack tokens and URL passwords are redacted. */
export function openLog(level: string, process: string, sink?: LogSink): Log {
  const options = {
    level,
    base: { process },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths, censor: '[redacted]' },
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { error: pino.stdSerializers.err, err: pino.stdSerializers.err },
  };
  const out = sink ?? { write: (line: string) => globalThis.process.stdout.write(line) };
  const log = pino(options, { write: line => out.write(line.replace(secretShapes, '[redacted]')) });
  return {
    debug: (fields, message) => log.debug(fields, message),
    info: (fields, message) => log.info(fields, message),
    warn: (fields, message) => log.warn(fields, message),
    error: (fields, message) => log.error(fields, message),
  };
}
