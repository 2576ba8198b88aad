import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EtcdOperator } from '../../src/core/ports.ts';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import { type Lab, quiet, settingsOf, startLab, versions } from './a-lab.ts';

const done = { outcome: 'done' };
const refusedBy = (code: string) => ({ outcome: 'refused', fault: { code } });
const KEY = '/pg/pg-test/config';
const CONFIG = '{"ttl":30,"loop_wait":5,"id":7710983928387019903,"postgresql":{"parameters":{"max_connections":500}}}';

describe.each(versions)('the pause in etcd %s', version => {
  let lab: Lab;
  let operator: EtcdOperator;

  beforeAll(async () => {
    lab = await startLab(version);
    operator = openEtcdOperator(settingsOf([...lab.cluster.endpoints]), quiet);
  });
  afterAll(async () => {
    await operator?.close();
    await lab?.end();
  });

  const stored = async () => {
    const keys = { key: KEY, prefix: false, limit: 1, values: true };
    const page = await operator.survey({ parts: [], keys });
    const [entry] = page.keys.ok ? page.keys.value.entries : [];
    if (!entry) throw new Error('no such key');
    return { value: entry.value, version: entry.version };
  };

  it('is set and taken out, and nothing else is touched', async () => {
    await lab.cluster.api.put(KEY, CONFIG);
    expect(await operator.setPause(KEY, true)).toEqual(done);
    expect((await stored()).value).toBe(`${CONFIG.slice(0, -1)},"pause":true}`);
    expect(await operator.setPause(KEY, false)).toEqual(done);
    expect((await stored()).value).toBe(CONFIG);
  });

  it('is not written again where it is so already', async () => {
    await lab.cluster.api.put(KEY, CONFIG);
    await operator.setPause(KEY, true);
    const before = await stored();
    expect(await operator.setPause(KEY, true)).toEqual(done);
    expect(await stored()).toEqual(before);
  });

  it('never writes over what somebody else writes at the same moment', async () => {
    await lab.cluster.api.put(KEY, '{"loop_wait":0}');
    let writing = true;
    const others = (async () => {
      for (let n = 1; writing; n += 1) await lab.cluster.api.put(KEY, `{"loop_wait":${n}}`);
    })();
    const told = new Set<string>();
    for (let n = 0; n < 1_000 && !told.has('conflict'); n += 1) {
      const outcome = await operator.setPause(KEY, n % 2 === 0);
      told.add(outcome.outcome === 'done' ? 'done' : outcome.fault.code);
    }
    writing = false;
    await others;
    expect([...told].every(each => each === 'done' || each === 'conflict')).toBe(true);
    expect(told).toContain('conflict');
  });

  it('of two at once is one, and the other is told to come again', async () => {
    await lab.cluster.api.put(KEY, CONFIG);
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => operator.setPause(KEY, true)));
    for (const outcome of outcomes) {
      expect(outcome.outcome === 'done' || outcome.fault.code === 'conflict').toBe(true);
    }
    expect((await stored()).value).toBe(`${CONFIG.slice(0, -1)},"pause":true}`);
  });

  it('is not put where there is no configuration, or none that can be read', async () => {
    expect(await operator.setPause('/pg/nobody/config', true)).toMatchObject(refusedBy('no_config'));
    await lab.cluster.api.put('/pg/broken/config', '{"ttl":');
    expect(await operator.setPause('/pg/broken/config', true)).toMatchObject(refusedBy('no_config'));
  });
});
