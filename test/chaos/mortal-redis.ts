import { Redis } from 'ioredis';
import { z } from 'zod';
import { noteOperation } from '../../src/store/operation-scripts.ts';
import { announceStep, deliveredStep, takeStep } from '../../src/store/outbox-scripts.ts';
import type { Point, Role } from './doom.ts';
import { reap } from './reaper.ts';

type Command = Parameters<Redis['sendCommand']>[0];

/** Dies before it sends, and after it has the answer of, every write of an operation, a card, a job, and every fence. */
export function makeRedisMortal(folder: string, role: Role): void {
  const send = Redis.prototype.sendCommand;
  Redis.prototype.sendCommand = function (this: Redis, command, ...more) {
    const point = pointOf(command);
    if (point === null) return send.call(this, command, ...more);
    const at = (when: string) => reap(folder, role, { ...point, what: `${when} ${point.what}` });
    at('before');
    const sent = send.call(this, command, ...more);
    at('during');
    command.promise.then(
      () => at('after'),
      () => undefined,
    );
    return sent;
  };
}

const OPERATION = /op-[0-9a-z]{10}/;

function pointOf({ name, args }: Command): Point | null {
  if (name !== 'evalsha' && name !== 'eval') return null;
  const [script, count, ...rest] = args;
  const keys = rest.slice(0, Number(count)).map(String);
  const given = rest.slice(Number(count));
  const [first = ''] = keys;
  const fence = /:fence:(.+)$/.exec(first)?.[1];
  if (fence !== undefined) return { subject: fence, what: 'fence' };
  if (first.endsWith(':audit:log')) return pointOfEntry(String(given[4]));
  const isNote = script === noteOperation.sha || script === noteOperation.lua;
  if (isNote) return { subject: OPERATION.exec(first)?.[0] ?? '', what: 'step-noted' };
  const message = /:outbox:message:op-(\w+)-op-/.exec(first)?.[1];
  if (message !== undefined) return pointOfMessage(message, first, String(script));
  if (!keys.some(key => key.includes(':changes-'))) return null;
  const job = given.flatMap(each => (Buffer.isBuffer(each) ? `${each.toString('latin1')}` : [])).join();
  const added = /change-(op-[0-9a-z]{10})/.exec(job)?.[1];
  return added === undefined ? null : { subject: added, what: 'job' };
}

const entryOf = z.object({
  operation: z.string().nullable(),
  what: z.string(),
  details: z.looseObject({ event: z.string().optional(), step: z.number().optional() }),
});

function pointOfEntry(text: string): Point | null {
  const entry = entryOf.safeParse(JSON.parse(text));
  if (!entry.success || entry.data.operation === null) return null;
  const { operation, what, details } = entry.data;
  const event = details.event ?? what;
  return { subject: operation, what: details.step === undefined ? event : `${event} ${details.step}` };
}

const steps = new Map(
  Object.entries({ announce: announceStep, take: takeStep, delivered: deliveredStep }).flatMap(
    ([name, { lua, sha }]) => [
      [lua, name],
      [sha, name],
    ],
  ),
);

function pointOfMessage(message: string, key: string, script: string): Point | null {
  const step = steps.get(script);
  const operation = OPERATION.exec(key)?.[0];
  return step === undefined || operation === undefined ? null : { subject: operation, what: `${step} ${message}` };
}
