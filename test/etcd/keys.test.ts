import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyPage, KeyQuery } from '../../src/core/keys.ts';
import { endOfPrefix } from '../../src/etcd/kv.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type Lab, quiet, settingsOf, startLab } from './a-lab.ts';

const LARGE = 1024 * 1024;

describe('the keys of a cluster', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab('3.5.30', { members: 1 });
    const put = lab.cluster.api.put;
    await Promise.all(Array.from({ length: 60 }, (_, n) => put(`/small/${String(n).padStart(2, '0')}`, 'x'.repeat(n))));
    for (let n = 0; n < 30; n += 1) await put(`/large/${String(n).padStart(2, '0')}`, 'x'.repeat(LARGE));
    await put('/small', 'one');
  });
  afterAll(async () => {
    await lab?.end();
  });

  const read = async (query: Partial<KeyQuery>): Promise<KeyPage> => {
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints, { deadlineMs: 10_000 }), quiet);
    const keys = { key: '', prefix: true, limit: 100, values: false, ...query };
    const seen = await reader.survey({ parts: [], keys }).finally(() => reader.close());
    if (!seen.keys.ok) throw new Error(seen.keys.fault.detail);
    return seen.keys.value;
  };

  it('come in their order, with their sizes, over several pages at one revision', async () => {
    const page = await read({ key: '/small/' });
    expect(page.total).toBe(60);
    expect(page.entries.map(({ key }) => key)).toEqual(
      Array.from({ length: 60 }, (_, n) => `/small/${String(n).padStart(2, '0')}`),
    );
    expect(page.entries.map(({ valueBytes }) => valueBytes)).toEqual(Array.from({ length: 60 }, (_, n) => n));
    expect(page.entries.every(({ value }) => value === null)).toBe(true);
  });

  it('stop at the limit, and the total tells how many there are', async () => {
    const page = await read({ key: '/small/', limit: 7 });
    expect([page.entries.length, page.total]).toEqual([7, 60]);
  });

  it('may be large', async () => {
    const page = await read({ key: '/large/' });
    expect(page.entries).toHaveLength(30);
    expect(page.entries.every(({ valueBytes }) => valueBytes === LARGE)).toBe(true);
  });

  it('are all keys for an empty prefix', async () => {
    expect((await read({ limit: 1 })).total).toBe(91);
  });

  it('are one for a name', async () => {
    expect(await read({ key: '/small', prefix: false, values: true })).toMatchObject({
      total: 1,
      entries: [{ key: '/small', value: 'one', version: 1 }],
    });
    expect(await read({ key: '/nothing', prefix: false })).toMatchObject({ total: 0, entries: [] });
  });
});

describe('the end of a prefix', () => {
  it.each([
    [[0x61], [0x62]],
    [[0x61, 0xff], [0x62]],
    [
      [0x61, 0xfe],
      [0x61, 0xff],
    ],
    [[0xff, 0xff], [0]],
    [[], [0]],
  ])('%j is %j', (prefix, end) => {
    expect([...endOfPrefix(Buffer.from(prefix))]).toEqual(end);
  });
});
