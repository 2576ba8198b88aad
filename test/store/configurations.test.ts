import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditOfConfiguration, publicPart } from '../../src/core/public-settings.ts';
import type { Settings } from '../../src/core/settings.ts';
import { openConfigurations } from '../../src/store/configurations.ts';
import { taggedPrefix } from '../../src/store/redis.ts';
import { settings } from '../flow/an-office.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { type AStore, aStore } from './a-store.ts';

let redis: TestRedis;
let store: AStore;
beforeAll(async () => {
  redis = await aRedis();
  store = await aStore(redis.url, taggedPrefix('configurations'));
});
afterAll(async () => {
  await store?.close();
  await redis?.remove();
});

const [prod] = settings.clusters;
if (!prod) throw new Error('no cluster');
const changed: Settings = { ...settings, access: { ...settings.access, operators: { users: [], groups: [] } } };

const recordOf = (of: Settings, role: 'bot' | 'worker' = 'bot', version = '1.0.0') =>
  auditOfConfiguration(of, { at: 1, role, version });

describe('the settings a process works by', () => {
  it('are told once for each change, by each kind of process', async () => {
    const { loaded } = openConfigurations(store.chain);
    const told = [
      await loaded(recordOf(settings)),
      await loaded(recordOf(settings)),
      await loaded(recordOf(settings, 'worker')),
      await loaded(recordOf(changed)),
      await loaded(recordOf(changed)),
      await loaded(recordOf(settings)),
      await loaded(recordOf(settings, 'bot', '1.0.1')),
    ];
    expect(told).toEqual([true, false, true, true, false, true, true]);
    const entries = await store.audit.list({ cluster: '*', who: null, operation: null, limit: 10 });
    expect(entries.map(({ what, who, details }) => `${what} ${who} ${details.version} ${details.clusters}`)).toEqual([
      'configuration bot 1.0.1 prod dev',
      'configuration bot 1.0.0 prod dev',
      'configuration bot 1.0.0 prod dev',
      'configuration worker 1.0.0 prod dev',
      'configuration bot 1.0.0 prod dev',
    ]);
  });

  it('are told by one of many that start at the same time', async () => {
    const other: Settings = { ...settings, language: 'zh' };
    const started = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const process = await aStore(redis.url, store.prefix);
        const first = await openConfigurations(process.chain).loaded(recordOf(other));
        await process.close();
        return first;
      }),
    );
    expect(started.filter(Boolean)).toHaveLength(1);
  });

  it('are told without anything secret', () => {
    const secret = 'hunter2';
    const full: Settings = {
      ...settings,
      redis: { url: `redis://:${secret}@127.0.0.1`, prefix: 'test' },
      clusters: [
        {
          ...prod,
          tls: { ca: secret, cert: secret, key: secret },
          auth: { username: 'root', password: secret },
          patroni: { namespace: '/pg', username: 'p', password: secret },
          snapshots: { directory: null, s3: { secretAccessKey: secret }, keep: 1, schedule: null, maxAgeMs: 1 },
        },
      ],
    };
    expect(JSON.stringify([publicPart(full), recordOf(full)])).not.toContain(secret);
  });
});
