import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { freePorts } from '../../src/local/ports.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { type ASlack, aSlack } from '../a-slack.ts';
import { aRedis } from '../store/a-redis.ts';
import { type AProcess, aProcess, main } from './a-process.ts';

const base = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ADMIN_PORT: '0' };
const processes: AProcess[] = [];
afterEach(async () => {
  for (const each of processes.splice(0)) await each.kill();
});

function start(args: readonly string[], env: Readonly<Record<string, string>>): AProcess {
  const started = aProcess(args, { ...base, ...env });
  processes.push(started);
  return started;
}

/** The ids of all processes below one, from /proc. */
function descendantsOf(pid: number): readonly number[] {
  const all = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const children = all.map(Number).filter(candidate => parentOf(candidate) === pid);
  return children.flatMap(child => [child, ...descendantsOf(child)]);
}

function parentOf(pid: number): number {
  try {
    return Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

/** The folder that a killed playground could not remove, from the arguments of its programs. */
function scratchOf(pid: number): readonly string[] {
  const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  return words.flatMap(word => /\/[^=]*etcd-chatops-playground-\w+/.exec(word)?.[0] ?? []);
}

const isAlive = (pid: number): boolean => existsSync(`/proc/${pid}`) && !/\) Z /.test(statOf(pid));
const statOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return ') Z ';
  }
};

describe('npm start', () => {
  it('opens the playground; a second one says where it is; Ctrl-C leaves nothing behind', async () => {
    const [port = 0] = await freePorts(1);
    const first = start(['setup/start.mjs', 'start'], { PORT: `${port}` });
    await first.says('The playground is open', 60_000);
    const page = await fetch(`http://127.0.0.1:${port}/`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('<title>');

    const second = start(['setup/start.mjs', 'start'], { PORT: `${port}` });
    expect(await second.ended).toBe(69);
    expect(second.stderr()).toContain(`${port}`);
    expect(second.stderr()).toContain(`it is open at http://127.0.0.1:${port}`);
    expect(second.stderr()).not.toMatch(/^\s+at /m);

    const below = descendantsOf(first.pid);
    expect(below.length).toBeGreaterThanOrEqual(4);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    expect(below.filter(isAlive)).toEqual([]);
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  }, 90_000);

  it('can be stopped while it starts, and leaves nothing behind either', async () => {
    const playground = start([main, 'start'], { PORT: '0' });
    await playground.says('Starting Redis');
    while (descendantsOf(playground.pid).length === 0) await new Promise(resolve => setTimeout(resolve, 5));
    const below = descendantsOf(playground.pid);
    playground.child.kill('SIGINT');
    expect(await playground.ended).toBe(0);
    expect(below.filter(isAlive)).toEqual([]);
  }, 60_000);

  it('that is killed takes its etcd and Redis with it', async () => {
    const playground = start([main, 'start'], { PORT: '0' });
    await playground.says('The playground is open', 60_000);
    const below = descendantsOf(playground.pid);
    const folders = below.flatMap(scratchOf);
    expect(folders.length).toBeGreaterThan(0);
    await playground.kill();
    const deadline = Date.now() + 10_000;
    while (below.some(isAlive) && Date.now() < deadline) await new Promise(resolve => setTimeout(resolve, 50));
    expect(below.filter(isAlive)).toEqual([]);
    for (const folder of new Set(folders)) await rm(folder, { recursive: true, force: true });
  }, 90_000);
});

describe('a process', () => {
  let slack: ASlack;
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  let config: string;
  beforeAll(async () => {
    [slack, folder] = await Promise.all([aSlack(), scratchFolder('e2e-process')]);
    config = join(folder.path, 'good.yaml');
    await writeFile(
      config,
      'clusters:\n  - { name: dev, environment: development, endpoints: ["http://127.0.0.1:1"] }\n',
    );
  });
  afterAll(async () => {
    await slack?.close();
    await folder?.remove();
  });
  const tokens = () => ({
    SLACK_BOT_TOKEN: slack.tokens.bot,
    SLACK_APP_TOKEN: slack.tokens.app,
    SLACK_API_URL: slack.apiUrl,
    ETCD_CHATOPS_CONFIG: config,
  });

  it('tells every problem of its configuration at once, and exits with 78', async () => {
    const bad = join(folder.path, 'bad.yaml');
    await writeFile(bad, 'langauge: en\nclusters:\n  - { name: Dev, environment: prod, endpoints: [10.0.0.1] }\n');
    const bot = start([main, 'bot'], { ETCD_CHATOPS_CONFIG: bad, SLACK_BOT_TOKEN: 'xoxp-1-secret', LOG_LEVEL: 'loud' });
    expect(await bot.ended).toBe(78);
    for (const path of [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'LOG_LEVEL',
      'langauge',
      'clusters[0].name',
      'clusters[0].environment',
      'clusters[0].endpoints[0]',
    ]) {
      expect(bot.stderr()).toContain(path);
    }
    expect(bot.stderr()).not.toContain('xoxp-1-secret');
    expect(bot.stderr()).not.toMatch(/^\s+at /m);
  });

  it('says loudly that it does not speak to Slack itself, serves /readyz, and stops when told', async () => {
    const redis = await aRedis();
    const [port = 0] = await freePorts(1);
    const bot = start([main, 'bot'], { ...tokens(), REDIS_URL: redis.url, ADMIN_PORT: `${port}` });
    await bot.says('connected to Slack');
    expect(bot.stderr()).toContain(`this is NOT Slack. Tokens and messages go to ${slack.apiUrl}`);
    expect((await fetch(`http://127.0.0.1:${port}/readyz`)).status).toBe(200);
    expect(await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()).toContain('etcd_chatops_socket_connections');
    bot.child.kill('SIGTERM');
    expect(await bot.ended).toBe(0);
    expect(bot.stdout() + bot.stderr()).not.toContain(slack.tokens.bot);
    await redis.remove();
  }, 40_000);

  it('refuses a Redis that evicts', async () => {
    const redis = await aRedis({ maxmemoryPolicy: 'allkeys-lru' });
    const worker = start([main, 'worker'], { ...tokens(), REDIS_URL: redis.url });
    expect(await worker.ended).toBe(78);
    expect(worker.stderr()).toContain('noeviction');
    await redis.remove();
  });

  it('says which Redis it cannot reach', async () => {
    const worker = start([main, 'worker'], { ...tokens(), REDIS_URL: 'redis://:hidden@127.0.0.1:1' });
    expect(await worker.ended).toBe(69);
    expect(worker.stderr()).toContain('Redis at 127.0.0.1:1 cannot be reached');
    expect(worker.stdout() + worker.stderr()).not.toContain('hidden');
  }, 30_000);

  it('says so when Slack does not know its token', async () => {
    const redis = await aRedis();
    const bot = start([main, 'bot'], { ...tokens(), REDIS_URL: redis.url, SLACK_BOT_TOKEN: 'xoxb-unknown' });
    expect(await bot.ended).toBe(78);
    expect(bot.stderr()).toContain('SLACK_BOT_TOKEN');
    await redis.remove();
  }, 30_000);
});
