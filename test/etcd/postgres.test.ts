import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Snapshot, Survey } from '../../src/core/cluster.ts';
import type { PostgresState } from '../../src/core/patroni/cluster.ts';
import { impactOf } from '../../src/core/patroni/impact-of.ts';
import { memberOf } from '../../src/core/patroni/look.ts';
import type { EtcdReader, Log } from '../../src/core/ports.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { readDump } from '../a-dump.ts';
import { type Lab, quiet, settingsOf, startLab } from './a-lab.ts';

const asked: Survey = { parts: ['postgres'] };
const patroni = { namespace: '/pg', username: null, password: null };
/** A gateway call takes milliseconds; so many keep a real etcd busy for a few seconds. */
const MANY = 120;

const stateOf = ({ postgres }: Snapshot): PostgresState => {
  if (!postgres?.ok) throw new Error(`no PostgreSQL clusters: ${JSON.stringify(postgres?.fault)}`);
  return postgres.value;
};
const named = (state: PostgresState, name: string) => {
  const found = state.clusters.find(cluster => cluster.name === name);
  if (!found) throw new Error(`no ${name} among ${state.clusters.map(cluster => cluster.name)}`);
  return found;
};

describe('Patroni’s keys in a real etcd', () => {
  let lab: Lab;
  let reader: EtcdReader;

  beforeAll(async () => {
    lab = await startLab('3.5.30');
    reader = openEtcdReader(settingsOf(lab.cluster.endpoints, { patroni, deadlineMs: 4_000 }), quiet);
    await load(lab, 'p415-05-failsafe');
    await load(lab, 'p302-02-paused', 'pg-paused');
    await lab.cluster.api.put('/pg/pg-old/config', '{"ttl":');
    await lab.cluster.api.put('/pg/pg-old/initialize', '7710995574297453664');
  }, 120_000);
  afterAll(async () => {
    await reader?.close();
    await lab?.end();
  });

  it('are read with the time left of their leases', async () => {
    const state = stateOf(await reader.survey(asked));
    expect(state.clusters.map(cluster => cluster.name)).toEqual(['pg-old', 'pg-paused', 'pg-test']);
    expect(state).not.toHaveProperty('oneView');
    const test = named(state, 'pg-test');
    expect(test.leader).toMatchObject({ state: 'read', value: { name: 'pg-test-2', lease: { granted: 600 } } });
    expect(memberOf(test, 'pg-test-1')?.lease?.left).toBeGreaterThan(0);
    expect(test.leaseless).toEqual([]);
    expect(impactOf(test, state)).toMatchObject({ fate: 'unknown', dependsOn: ['pg-test-1'] });
    expect(impactOf(named(state, 'pg-paused'), state).fate).toBe('stays');
    expect(named(state, 'pg-old')).toMatchObject({ config: { state: 'broken' }, leader: { state: 'absent' } });
  });

  it('tell the revision that a compare-and-swap needs', async () => {
    const before = named(stateOf(await reader.survey(asked)), 'pg-test').config;
    const page = await reader.survey({
      parts: [],
      keys: { key: '/pg/pg-test/config', prefix: false, limit: 1, values: false },
    });
    const [entry] = page.keys.ok ? page.keys.value.entries : [];
    expect(before).toMatchObject({ state: 'read', revision: String(entry?.modRevision) });
  });

  it('are read without leases where nobody wants them', async () => {
    const state = stateOf(await reader.survey({ ...asked, leases: false }));
    expect(named(state, 'pg-test')).toMatchObject({ leader: { value: { lease: null } }, leaseless: [] });
  });

  it('show a key without a lease', async () => {
    await lab.cluster.api.put('/pg/pg-stale/leader', 'pg-stale-1');
    await lab.cluster.api.put('/pg/pg-stale/members/pg-stale-1', '{}');
    const state = stateOf(await reader.survey(asked));
    expect(named(state, 'pg-stale').leaseless).toEqual(['leader', 'pg-stale-1']);
  });

  it('never reach the log', async () => {
    const lines: unknown[] = [];
    const keep = (fields: object, message: string) => lines.push({ fields, message });
    const log: Log = { debug: keep, info: keep, warn: keep, error: keep };
    const heard = openEtcdReader(settingsOf(lab.cluster.endpoints, { patroni }), log);
    stateOf(await heard.survey(asked).finally(() => heard.close()));
    expect(lines.length).toBeGreaterThan(0);
    expect(JSON.stringify(lines)).not.toMatch(/pg-test|8008|conn_url/);
  });

  it('are paged, however many clusters there are', async () => {
    const keys = ['config', 'initialize', 'leader', 'status', 'members/1'];
    for (let at = 0; at < MANY; at++) {
      const name = `many-${String(at).padStart(4, '0')}`;
      await Promise.all(keys.map(key => lab.cluster.api.put(`/pg/${name}/${key}`, key === 'leader' ? '1' : '{}')));
    }
    const state = stateOf(await reader.survey(asked));
    expect(state.clusters.filter(({ name }) => name.startsWith('many-'))).toHaveLength(MANY);
    expect(state).not.toHaveProperty('partial');
  }, 60_000);

  it('are not asked for where no namespace is configured', async () => {
    const none = openEtcdReader(settingsOf(lab.cluster.endpoints, { patroni: null }), quiet);
    const seen = await none.survey(asked).finally(() => none.close());
    expect(seen.postgres).toBeUndefined();
  });

  it('are one member’s own view when the quorum is lost, and a fault when all are gone', async () => {
    const [one, two, three] = lab.cluster.members;
    await Promise.all([two?.kill(), three?.kill()]);
    await vi.waitFor(
      async () => {
        const state = stateOf(await reader.survey(asked));
        expect(state.oneView).toBe(true);
        expect(named(state, 'pg-test').leader).toMatchObject({ value: { name: 'pg-test-2', lease: null } });
      },
      { timeout: 30_000, interval: 200 },
    );
    await one?.kill();
    expect((await reader.survey(asked)).postgres).toMatchObject({ ok: false });
  }, 60_000);
});

/** A dump, with leases that nobody renews while the test runs. */
async function load({ cluster: { api } }: Lab, dump: string, name = 'pg-test'): Promise<void> {
  const leases = new Map<string, string>();
  for (const { key, value, lease } of readDump(dump)) {
    if (lease !== null && !leases.has(lease)) leases.set(lease, await api.grantLease(600));
    await api.put(key.replace('/pg/pg-test/', `/pg/${name}/`), value, lease === null ? undefined : leases.get(lease));
  }
}
