import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openMetrics } from '../../src/admin/meter.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';
import { openAdmin } from '../../src/wiring/admin.ts';
import { Exit, exitCodes } from '../../src/wiring/exit.ts';
import { playgroundConfig } from '../../src/wiring/playground-config.ts';
import { openRedis } from '../../src/wiring/redis.ts';
import { closeInOrder } from '../../src/wiring/running.ts';
import { readVersion } from '../../src/wiring/version.ts';
import { silent } from '../queue/silence.ts';
import { aRedis } from '../store/a-redis.ts';

const metrics = openMetrics(async () => []);

describe('the wiring', () => {
  it('closes parts in order, and goes on when one fails', async () => {
    const order: string[] = [];
    const told: unknown[] = [];
    const step = (name: string, error?: Error) => async () => {
      order.push(name);
      if (error) throw error;
    };
    const broken = new Error('stuck');
    await closeInOrder([step('slack'), step('queue', broken), step('redis')], error => told.push(error));
    expect({ order, told }).toEqual({ order: ['slack', 'queue', 'redis'], told: [broken] });
  });

  it('knows its version from package.json', () => {
    const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');
    expect(manifest).toContain(`"version": "${readVersion()}"`);
  });

  it('configures the playground with what the configuration takes', () => {
    const env = { SLACK_BOT_TOKEN: 'xoxb-playground', SLACK_APP_TOKEN: 'xapp-playground' };
    const read = readSettings(env, () => playgroundConfig(['http://127.0.0.1:2379']), 'all', readInventory);
    expect(read).toMatchObject({ ok: true, value: { settings: { clusters: [{ name: 'playground' }] } } });
  });
});

describe('the admin port', () => {
  it('gives way when nobody chose it and it is taken, and says so when somebody did', async () => {
    const first = await openAdmin({ host: '127.0.0.1', port: 0, chosen: false }, () => [], metrics, silent);
    const port = Number(new URL(first.url).port);
    const second = await openAdmin({ host: '127.0.0.1', port, chosen: false }, () => [], metrics, silent);
    expect(new URL(second.url).port).not.toBe(`${port}`);
    const third = openAdmin({ host: '127.0.0.1', port, chosen: true }, () => [], metrics, silent);
    await expect(third).rejects.toMatchObject({ name: 'Exit', code: exitCodes.unavailable });
    await Promise.all([first.close(), second.close()]);
  });
});

describe('Redis', () => {
  it('is refused with its reason when it evicts, and says when it is not there', async () => {
    const redis = await aRedis({ maxmemoryPolicy: 'volatile-lru' });
    const refused = await openRedis({ url: redis.url, prefix: 'x' }, silent).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Exit);
    expect(refused).toMatchObject({ code: exitCodes.configuration, message: expect.stringContaining('noeviction') });
    await redis.remove();
  });

  it('tells readiness when it goes away and when it is back', async () => {
    const redis = await aRedis();
    const lines = await openRedis({ url: redis.url, prefix: 'x' }, silent);
    expect(await lines.problem()).toBeNull();
    expect(lines.prefix).toBe('{x}');
    await redis.kill();
    expect(await lines.problem()).toMatch(/does not answer/);
    await lines.close();
    await redis.remove();
  });
});
