import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import { watchedRecords } from '../../src/queue/wire/watched.ts';
import { connectRedis, disconnectRedis } from '../../src/store/redis.ts';
import { openWatches } from '../../src/store/watches.ts';
import { aLab } from '../e2e/a-change.ts';
import { aWorld, channelLines, isNotice, manyChannels, payloadOf, textOf, type World } from '../e2e/a-product.ts';
import { silent } from '../queue/silence.ts';

const COUNT = 200;
const CHANNEL = manyChannels[0]?.id ?? '';
const names = Array.from({ length: COUNT }, (_, index) => `stub-${index}`);
const closing: (() => Promise<unknown>)[] = [];
let stubs: ChildProcess;
let world: World;
let openWatch: ReturnType<typeof openWatches>;

/** What a real member says at `/metrics`. */
async function aPage(): Promise<string> {
  const lab = await aLab('3.5.16', 1);
  const page = await fetch(`${lab.cluster.endpoints[0]}/metrics`);
  const text = await page.text();
  await lab.remove();
  return text;
}

/** Servers that answer as members of etcd do, all of them in a process of their own, which can be frozen. */
async function startStubs(): Promise<readonly (readonly string[])[]> {
  const folder = await scratchFolder('stubs');
  closing.push(folder.remove);
  const page = join(folder.path, 'metrics');
  writeFileSync(page, await aPage());
  const program = join(import.meta.dirname, '../../dist/bench/stubs.js');
  stubs = spawn(process.execPath, [program, `${COUNT}`, page], { stdio: ['pipe', 'pipe', 'inherit'] });
  closing.push(async () => {
    const gone = once(stubs, 'exit');
    stubs.kill('SIGKILL');
    await gone;
  });
  const [line] = await once(createInterface({ input: stubs.stdout ?? process.stdin }), 'line');
  return z.array(z.array(z.string())).parse(JSON.parse(String(line)));
}

beforeAll(async () => {
  const endpoints = await startStubs();
  const cluster = (name: string, index: number) =>
    `  - { name: ${name}, environment: staging, endpoints: [${endpoints[index]?.map(url => `"${url}"`).join(', ')}] }`;
  world = await aWorld(() =>
    [
      'clusters:',
      ...names.map(cluster),
      channelLines('nobody').replace(
        /channels:\n[\s\S]*?\naccess:/,
        `channels:\n  - { id: ${CHANNEL}, alerts: true }\naccess:`,
      ),
    ].join('\n'),
  );
  closing.push(world.close);
  await world.startBot();
  await world.startWorker();
  const line = await connectRedis(world.redis.url, { role: 'blocking', log: silent });
  closing.push(() => disconnectRedis(line));
  openWatch = openWatches(line, '{etcd-chatops}', watchedRecords, silent);
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
});

const heads = () =>
  world
    .said(CHANNEL)
    .filter((message: SlackMessage) => isNotice(message) && (message.threadTs ?? message.ts) === message.ts);

/** Until every one of them has been looked at since, and is as it should be. */
async function allAre(what: 'well' | 'silent', since: number): Promise<void> {
  await vi.waitFor(
    async () => {
      const watched = await Promise.all(names.map(name => openWatch.load(name)));
      const unlike = names.filter((_, index) => {
        const { surveyedAt = null, blindSince = null } = watched[index] ?? {};
        return (surveyedAt ?? 0) <= since || (blindSince !== null) !== (what === 'silent');
      });
      expect(unlike, `not looked at, or not ${what}`).toEqual([]);
    },
    { timeout: 180_000, interval: 500 },
  );
}

it(`${COUNT} clusters whose servers hang at once are one message, which tells their end, too`, async () => {
  await allAre('well', 0);
  expect(heads()).toEqual([]);
  stubs.kill('SIGSTOP');
  closing.push(async () => stubs.kill('SIGCONT'));
  await vi.waitFor(() => expect(heads()).toHaveLength(1), { timeout: 180_000, interval: 200 });
  await allAre('silent', Date.now());
  expect(heads().map(payloadOf)).toMatchObject([{ kind: 'alert', cluster: '*' }]);
  stubs.kill('SIGCONT');
  await allAre('well', Date.now());
  await vi.waitFor(
    () =>
      expect(heads().map(payloadOf), heads().map(textOf).join('\n')).toMatchObject([
        { cluster: '*', state: 'resolved' },
      ]),
    { timeout: 180_000, interval: 500 },
  );
});
