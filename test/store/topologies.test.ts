import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterEach, expect, it, vi } from 'vitest';
import { until } from '../../src/local/until.ts';
import { openAsks, serveAsks } from '../../src/queue/asks.ts';
import { syncSchedules } from '../../src/queue/schedules.ts';
import { askAndWait } from '../../src/queue/wait.ts';
import { checkRedis } from '../../src/store/policy.ts';
import { connectRedis, disconnectRedis, taggedPrefix } from '../../src/store/redis.ts';
import { openTicks } from '../../src/store/ticks.ts';
import { aBot, anAnnouncement, anAnnouncer } from '../queue/a-bot.ts';
import { aRequest } from '../queue/a-request.ts';
import { aSlack } from '../queue/a-slack.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { aRedis, aServer } from './a-redis.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A question, its answer, two messages and a schedule: everything that touches Redis. */
async function wholeWay(url: string): Promise<void> {
  const prefix = taggedPrefix('way');
  const slack = aSlack();
  const producer = await connectRedis(url, { role: 'producer', log: silent });
  const patient = await connectRedis(url, { role: 'blocking', log: silent });
  closers.push(
    () => disconnectRedis(producer),
    () => disconnectRedis(patient),
  );
  expect((await checkRedis(producer)).problems).toEqual([]);
  const announcer = await anAnnouncer(url, prefix);
  const bot = await aBot(url, prefix, slack.delivery);
  const asks = openAsks({ connection: producer, prefix, log: silent });
  const answer = { document: [], facts: null, refused: null };
  const served = serveAsks({
    ...{ connection: patient, prefix, log: silent, meter: unmeasured, concurrency: 2 },
    unreadable: async () => undefined,
    run: async request => {
      await announcer.announce(anAnnouncement(`answer-${request.id}`, 'fine'));
      return answer;
    },
  });
  closers.push(announcer.close, bot.close, asks.close, served.close);
  expect(await askAndWait(asks, aRequest('a'), 5_000)).toEqual(answer);
  expect(await askAndWait(asks, aRequest('b'), 5_000)).toEqual(answer);
  await vi.waitFor(() => expect(slack.posted.map(({ id }) => id)).toEqual(['answer-a', 'answer-b']), {
    timeout: 8_000,
  });
  const plan = { channel: 'C1', cluster: 'prod', language: 'en', schedule: '0 9 * * *', timezone: 'UTC' } as const;
  await syncSchedules({ connection: patient, prefix, log: silent }, [plan], openTicks(patient, prefix), Date.now());
}

it('a cluster carries questions, messages and schedules', async () => {
  const node = await aServer(() => [
    ...['--cluster-enabled', 'yes', '--appendonly', 'yes', '--save', ''],
    // A node that never met another one does not know its own address.
    ...['--cluster-announce-ip', '127.0.0.1'],
  ]);
  closers.push(node.remove);
  const direct = new Redis({ host: '127.0.0.1', port: node.port });
  direct.on('error', () => undefined);
  closers.push(async () => direct.disconnect());
  await direct.call('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  await until(
    async () => (String(await direct.call('CLUSTER', 'INFO')).includes('cluster_state:ok') ? true : undefined),
    {
      what: 'the cluster',
      withinMs: 10_000,
    },
  );
  await wholeWay(`redis+cluster://127.0.0.1:${node.port}`);
});

it('sentinels lead to their primary', async () => {
  const primary = await aRedis();
  closers.push(primary.remove);
  const sentinel = await aServer(async (_, directory) => {
    const file = join(directory, 'sentinel.conf');
    await writeFile(file, `sentinel monitor main 127.0.0.1 ${primary.port} 1\n`);
    return [file, '--sentinel'];
  });
  closers.push(sentinel.remove);
  await wholeWay(`redis+sentinel://127.0.0.1:${sentinel.port}/main`);
});
