import { appendFile, open, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { z } from 'zod';
import type { PlaybookStop } from '../core/playbooks.ts';
import { type PlaybookEvent, readEvents } from './events.ts';
import { leaderOf, type RunFolder } from './folder.ts';
import type { Cut } from './judge.ts';
import { isGroupAlive } from './process.ts';
import type { Redactor } from './redact.ts';

export type Child = {
  readonly keeper: string;
  readonly program: string;
  readonly words: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly folder: RunFolder;
  readonly redactor: Redactor;
  readonly withinMs: number;
  readonly stop: Promise<PlaybookStop>;
  readonly hear: (event: PlaybookEvent) => void;
  /** How long a cancel waits for the task under way, milliseconds. */
  readonly taskEndsWithinMs: number;
};

const EVENTS_EVERY_MS = 200;
/** What is asked to end has so long, milliseconds. */
const GRACE_MS = 10_000;
/** What was killed is gone a moment later: looked at so often, milliseconds. */
const GONE_EVERY_MS = 20;
const GONE_LOOKS = 250;

/** Runs it to its end, whichever: nothing of it is left when this returns. */
export async function runChild(child: Child): Promise<{ readonly exitCode: number | null; readonly cut: Cut | null }> {
  const { keeper, program, words, cwd, env, folder } = child;
  const running = execa(process.execPath, [keeper, folder.pid, program, ...words], {
    ...{ cwd, env, extendEnv: false, reject: false, buffer: false, cleanup: false, all: true },
    stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
  });
  const over = new AbortController();
  const send: Send = signal => void running.stdin.write(`${signal}\n`);
  // The keeper may be gone already.
  running.stdin.on('error', () => undefined);
  const told = tellEvents(folder.events, child.hear, over.signal);
  const cut = cutShort(child, send, over.signal);
  const logged = keepLog(running.iterable({ from: 'all' }), secretsFrom(running.stdio[3]), child);
  const result = await running;
  await logged;
  over.abort();
  await told;
  if ((await cut) !== null) await untilGone(folder);
  return { exitCode: result.exitCode ?? null, cut: await cut };
}

/** The keeper has killed the whole group and left; who asks for a trace of the run now must find none that lives. */
async function untilGone(folder: RunFolder): Promise<void> {
  const leader = await leaderOf(folder);
  for (let look = 0; leader !== null && look < GONE_LOOKS && isGroupAlive(leader); look += 1) await wait(GONE_EVERY_MS);
}

type Send = (signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL') => void;

/** Ends it when its time is up, or somebody wants it to: between two tasks where there is time for that, else at once, and then by force. */
async function cutShort(
  { withinMs, stop, folder, taskEndsWithinMs }: Child,
  send: Send,
  over: AbortSignal,
): Promise<Cut | null> {
  const during = (ms: number): Promise<'over' | 'time'> =>
    wait(ms, 'time' as const, { signal: over }).catch(() => 'over' as const);
  const first = await Promise.race([stop, during(withinMs)]);
  if (first === 'over') return null;
  if (first === 'cancel') {
    await writeFile(folder.stop, '');
    if ((await during(taskEndsWithinMs)) === 'over') return { by: 'cancel', waitedMs: null };
    send('SIGINT');
  } else {
    send('SIGTERM');
  }
  if ((await during(GRACE_MS)) === 'time') send('SIGKILL');
  if (first === 'cancel') return { by: 'cancel', waitedMs: taskEndsWithinMs };
  return first === 'leave' ? { by: 'leave' } : { by: 'timeout', limitMs: withinMs };
}

/** Lines are held back until it is known what has to be left out of them. */
async function keepLog(
  lines: AsyncIterable<string>,
  secrets: AsyncIterable<readonly string[]>,
  { folder, redactor }: Pick<Child, 'folder' | 'redactor'>,
): Promise<void> {
  const held: { lines: string[] | null } = { lines: [] };
  const write = (text: string): Promise<void> => appendFile(folder.log, `${redactor.line(text)}\n`);
  const release = async (): Promise<void> => {
    const waiting = held.lines ?? [];
    held.lines = null;
    for (const line of waiting) await write(line);
  };
  const learning = (async () => {
    for await (const found of secrets) {
      redactor.learn(found);
      await release();
    }
  })();
  for await (const line of lines) {
    if (held.lines === null) await write(line);
    else held.lines.push(line);
  }
  await learning;
  await release();
}

const values = z.array(z.string());

async function* secretsFrom(stream: unknown): AsyncGenerator<readonly string[]> {
  let rest = '';
  for await (const chunk of readable.parse(stream)) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield values.parse(JSON.parse(line));
  }
}

const readable = z.custom<AsyncIterable<unknown>>(
  value => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
);

/** Follows a file that grows. The last look is after the end. */
async function tellEvents(path: string, hear: (event: PlaybookEvent) => void, over: AbortSignal): Promise<void> {
  const file = await open(path, 'r');
  let rest = '';
  const look = async (): Promise<void> => {
    const read = readEvents(rest + (await file.readFile('utf8')));
    rest = read.rest;
    for (const event of read.events) hear(event);
  };
  while (!over.aborted) {
    await look();
    await wait(EVENTS_EVERY_MS, undefined, { signal: over }).catch(() => undefined);
  }
  await look();
  await file.close();
}
