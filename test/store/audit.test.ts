import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AuditEntry, chain, endChain, followChain, UNCHECKED } from '../../src/core/audit.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { type AStore, aStore } from './a-store.ts';
import { aRecord } from './an-operation.ts';

let redis: TestRedis;
const closers: (() => Promise<void>)[] = [];
let worlds = 0;

beforeAll(async () => {
  redis = await aRedis();
});
afterAll(async () => {
  for (const close of closers) await close();
  await redis.remove();
});

async function aLog(entries = 0): Promise<AStore> {
  worlds += 1;
  const store = await aStore(redis.url, `{audit${worlds}}`);
  closers.push(store.close);
  for (let at = 1; at <= entries; at++) await store.audit.record(aRecord(`op-${at % 2}`, { at }));
  return store;
}

async function verify({ audit }: AStore) {
  const head = await audit.head();
  let check = UNCHECKED;
  for await (const page of audit.pages()) check = followChain(check, page, head);
  return endChain(check, head).broken;
}

const everything = { cluster: null, who: null, operation: null };
const ats = (entries: readonly AuditEntry[]) => entries.map(({ at }) => at);

describe('the audit log', () => {
  it('is empty at first, and whole', async () => {
    const store = await aLog();
    expect(await store.audit.head()).toEqual({ number: 0, hash: '0'.repeat(64) });
    expect(await store.audit.list({ ...everything, limit: 9 })).toEqual([]);
    expect(await verify(store)).toBeNull();
  });

  it('keeps every entry in the chain, in pages, and knows its head', async () => {
    const store = await aLog();
    await Promise.all(Array.from({ length: 1_234 }, (_, at) => store.audit.record(aRecord(null, { at }))));
    const sizes: number[] = [];
    for await (const page of store.audit.pages()) sizes.push(page.length);
    expect(sizes).toEqual([500, 500, 234]);
    expect(await verify(store)).toBeNull();
    const [newest] = await store.audit.list({ ...everything, limit: 1 });
    expect(await store.audit.head()).toEqual({ number: 1_234, hash: newest?.hash });
  });

  it('is one chain, whoever writes to it', async () => {
    const one = await aLog();
    const two = await aStore(redis.url, one.prefix);
    closers.push(two.close);
    await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        (at % 2 ? one : two).audit.record(aRecord(null, { at, who: `U${at % 2}` })),
      ),
    );
    expect((await one.audit.head()).number).toBe(40);
    expect(await verify(two)).toBeNull();
  });

  it('lists by cluster, person and operation, newest first', async () => {
    const { audit } = await aLog();
    const records = [
      aRecord('op-a', { at: 1, cluster: 'prod', who: 'U1' }),
      aRecord('op-a', { at: 2, cluster: 'prod', who: 'U2' }),
      aRecord('op-b', { at: 3, cluster: 'lab', who: 'U1' }),
      aRecord(null, { at: 4, cluster: 'prod', who: 'worker' }),
    ];
    for (const record of records) await audit.record(record);
    const list = async (filter: Partial<typeof everything> | object, limit = 9) =>
      ats(await audit.list({ ...everything, ...filter, limit }));
    expect(await list({})).toEqual([4, 3, 2, 1]);
    expect(await list({}, 2)).toEqual([4, 3]);
    expect(await list({ cluster: 'prod' })).toEqual([4, 2, 1]);
    expect(await list({ cluster: 'prod' }, 2)).toEqual([4, 2]);
    expect(await list({ who: 'U1' })).toEqual([3, 1]);
    expect(await list({ who: 'U1', cluster: 'prod' })).toEqual([1]);
    expect(await list({ operation: 'op-a', who: 'U2' })).toEqual([2]);
    expect(await list({ operation: 'op-c' })).toEqual([]);
  });

  it('finds rare entries behind many others', async () => {
    const { audit } = await aLog();
    await audit.record(aRecord(null, { at: 0, cluster: 'lab' }));
    await Promise.all(Array.from({ length: 700 }, () => audit.record(aRecord(null, { at: 9 }))));
    expect(ats(await audit.list({ ...everything, who: 'U2', cluster: 'lab', limit: 5 }))).toEqual([0]);
  });

  it('writes only what it hashes', async () => {
    const store = await aLog();
    const more = { ...aRecord(null), number: 77, remark: 'not part of a record' };
    await store.audit.record(more);
    expect(await verify(store)).toBeNull();
    expect(await store.audit.list({ ...everything, limit: 1 })).not.toHaveProperty('[0].remark');
  });
});

describe('somebody who changes the log in Redis', () => {
  const put = async ({ redis: connection, prefix }: AStore, numbers: readonly number[], texts: readonly string[]) => {
    const key = `${prefix}:audit:log`;
    const entries = await connection.xrange(key, '-', '+');
    await connection.del(key);
    for (const [id, [, text = '']] of entries) {
      const place = numbers.indexOf(Number(id.split('-')[0]));
      await connection.xadd(key, id, 'entry', texts[place] ?? text);
    }
  };
  const textAt = async (store: AStore, number: number): Promise<string> => {
    const [found] = await store.redis.xrange(`${store.prefix}:audit:log`, `${number}-0`, `${number}-0`);
    return found?.[1][1] ?? '';
  };

  it.each<[string, (store: AStore) => Promise<unknown>, { number: number; how: string }]>([
    [
      'changes an entry',
      async store => put(store, [3], [(await textAt(store, 3)).replace('approve', 'deny')]),
      { number: 3, how: 'changed' },
    ],
    [
      'adds something to an entry',
      async store => put(store, [3], [(await textAt(store, 3)).replace('{', '{"also":1,')]),
      { number: 3, how: 'changed' },
    ],
    ['destroys an entry', store => put(store, [2], ['nonsense']), { number: 2, how: 'changed' }],
    [
      'swaps two entries',
      async store => put(store, [2, 3], [await textAt(store, 3), await textAt(store, 2)]),
      { number: 2, how: 'changed' },
    ],
    [
      'replaces an entry and hashes it anew',
      async store => {
        const [, , entry] = await store.audit.list({ ...everything, limit: 3 });
        if (!entry) throw new Error('no entry');
        const forged = chain(aRecord('op-z', { at: 3 }), { number: 2, hash: entry.previous });
        await put(store, [3], [JSON.stringify(forged)]);
      },
      { number: 4, how: 'unlinked' },
    ],
    ['removes an entry', store => store.redis.xdel(`${store.prefix}:audit:log`, '3-0'), { number: 3, how: 'missing' }],
    ['cuts the end off', store => store.redis.xdel(`${store.prefix}:audit:log`, '5-0'), { number: 5, how: 'cut' }],
    ['removes everything', store => store.redis.del(`${store.prefix}:audit:log`), { number: 1, how: 'cut' }],
    [
      'names another head',
      store => store.redis.hset(`${store.prefix}:audit:head`, 'hash', 'f'.repeat(64)),
      { number: 5, how: 'replaced' },
    ],
  ])('%s: the check says where and how', async (_, tamper, expected) => {
    const store = await aLog(5);
    expect(await verify(store)).toBeNull();
    await tamper(store);
    expect(await verify(store)).toEqual(expected);
  });

  it('cannot have the log go on from an earlier head', async () => {
    const store = await aLog(5);
    const [, earlier] = await store.audit.list({ ...everything, limit: 2 });
    await store.redis.xdel(`${store.prefix}:audit:log`, '5-0');
    await store.redis.hset(`${store.prefix}:audit:head`, { number: 4, hash: earlier?.hash ?? '' });
    const attempt = store.audit.record(aRecord(null));
    await expect(attempt).rejects.toMatchObject({ name: 'AuditDamaged' });
    expect((await store.audit.head()).number).toBe(4);
  });

  it('shows in the lists what became unreadable', async () => {
    const store = await aLog(2);
    await put(store, [2], ['nonsense']);
    expect(await store.audit.list({ ...everything, limit: 1 })).toMatchObject([
      { number: 2, what: 'unreadable', details: { text: 'nonsense' } },
    ]);
  });
});
