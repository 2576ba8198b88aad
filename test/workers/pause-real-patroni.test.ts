import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { REST_ACCOUNT } from '../../src/local/patroni-settings.ts';
import { openConfigPatch } from '../../src/patroni/config-patch.ts';
import { aPatroniLab, type PatroniLab } from '../a-patroni.ts';
import { settingsOf } from '../etcd/a-lab.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AChangeWorld, aChangeWorld, aPrefix, settingsFor } from './a-change-world.ts';
import { openOperation, refusals, run } from './ask-for.ts';

const SLOW = { timeout: 60_000, interval: 200 };

let lab: PatroniLab;
let redis: TestRedis;
let at: AChangeWorld;

beforeAll(async () => {
  [lab, redis] = await Promise.all([
    aPatroniLab({
      clusters: [
        { name: 'pg-test', members: 2, failsafe: true, patroni: '3.0.2' },
        { name: 'pg-meta', members: 1, failsafe: false, patroni: '4.0' },
      ],
    }),
    aRedis(),
  ]);
  const patroni = { namespace: '/pg', ...REST_ACCOUNT };
  at = await aChangeWorld(redis.url, aPrefix(), settingsFor([settingsOf([...lab.etcd.endpoints], { patroni })]));
}, 300_000);
afterAll(async () => {
  await at?.close();
  await redis?.remove();
  await lab?.close();
}, 60_000);

const listed = (name: string) => lab.cluster(name).control('list');

describe.each(['REST', 'etcd'] as const)('real Patroni, paused by %s', way => {
  const world = () => {
    const patroni = { namespace: '/pg', ...REST_ACCOUNT };
    const rest = way === 'REST' ? openConfigPatch({ patroni, tls: null }) : null;
    return { rest, world: { ...at.world, patroni: () => rest } };
  };

  it('acknowledges the pause of all and its end, and says so itself', async () => {
    const { rest, world: given } = world();
    try {
      const pause = await openOperation('pg pause --all', given);
      expect(refusals(pause)).toEqual([]);
      const paused = await run(pause.id, given);
      expect(paused.state, JSON.stringify([paused.why, paused.steps])).toBe('succeeded');
      for (const name of ['pg-meta', 'pg-test']) {
        await vi.waitFor(async () => expect(await listed(name)).toContain('Maintenance mode: on'), SLOW);
      }
      const resume = await openOperation('pg resume --all', given);
      const resumed = await run(resume.id, given);
      expect(resumed.state, JSON.stringify([resumed.why, resumed.steps])).toBe('succeeded');
      for (const name of ['pg-meta', 'pg-test']) expect(await listed(name)).not.toContain('Maintenance mode');
      expect((await at.store.pauses.of('lab')).ours).toEqual([]);
    } finally {
      await rest?.close();
    }
  }, 180_000);
});

describe('real Patroni, paused by patronictl', () => {
  it('is left as it is', async () => {
    await lab.cluster('pg-test').control('pause');
    const pause = await openOperation('pg pause --all', at.world);
    expect(pause.plan.steps).toMatchObject([{ kind: 'pause-postgres', postgres: 'pg-meta' }]);
    expect((await run(pause.id, at.world)).state).toBe('succeeded');
    const resume = await openOperation('pg resume --all', at.world);
    expect((await run(resume.id, at.world)).state).toBe('succeeded');
    expect(await listed('pg-test')).toContain('Maintenance mode: on');
    await lab.cluster('pg-test').control('resume');
  }, 180_000);
});

describe('real Patroni whose keys were wiped while it was paused', () => {
  it('is waited for until it has written its configuration anew, and then resumed', async () => {
    const operator = at.world.operator('lab');
    if (!operator) throw new Error('no operator');
    const wipe = async () => {
      const [from, to] = ['/pg/', '/pg0'].map(key => Buffer.from(key).toString('base64'));
      await lab.etcd.api.call('kv/deleterange', { key: from, range_end: to });
      return { outcome: 'done' as const };
    };
    const wiping = { ...at.world, operator: () => ({ ...operator, compact: wipe }) };
    const change = await openOperation('compact --keep 1 --pause-postgres', at.world);
    expect(refusals(change)).toEqual([]);
    const done = await run(change.id, wiping);
    expect(done.state, JSON.stringify([done.why, done.steps])).toBe('succeeded');
    for (const name of ['pg-meta', 'pg-test']) expect(await listed(name)).not.toContain('Maintenance mode');
    expect((await at.store.pauses.of('lab')).ours).toEqual([]);
  }, 180_000);
});
