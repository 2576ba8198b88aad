import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Freeze } from '../../src/core/ports.ts';
import { aRedis, type TestRedis } from './a-redis.ts';
import { aStore } from './a-store.ts';
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

async function aWorld() {
  worlds += 1;
  const store = await aStore(redis.url, `{freezes${worlds}}`);
  closers.push(store.close);
  const told = async () => {
    const entries = await store.audit.list({ cluster: null, who: null, operation: null, limit: 9 });
    return entries.map(({ what, who }) => `${who} ${what}`).reverse();
  };
  return { ...store, told };
}

const aFreeze = (by: string, reason = 'migration'): Freeze => ({ by, name: by.toLowerCase(), at: 1_000, reason });
const froze = (who: string) => aRecord(null, { what: 'freeze', who });
const agreed = (who: string) => aRecord(null, { what: 'unfreeze', who });

describe('a freeze', () => {
  it('holds for its cluster, and is told in the same step', async () => {
    const { freezes, told } = await aWorld();
    expect(await freezes.of('prod')).toBeNull();
    await freezes.freeze('prod', aFreeze('U1'), froze('U1'));
    expect(await freezes.of('prod')).toEqual(aFreeze('U1'));
    expect(await freezes.of('lab')).toBeNull();
    expect(await told()).toEqual(['U1 freeze']);
  });

  it('of all clusters holds for each, beside their own', async () => {
    const { freezes } = await aWorld();
    await freezes.freeze('*', aFreeze('U1', 'all'), froze('U1'));
    await freezes.freeze('prod', aFreeze('U2', 'own'), froze('U2'));
    expect([(await freezes.of('prod'))?.reason, (await freezes.of('lab'))?.reason]).toEqual(['own', 'all']);
    expect(await freezes.unfreeze('lab', 'U1', agreed('U1'))).toBeNull();
  });

  it('ends with the second person, who may be the one who froze', async () => {
    const { freezes, told } = await aWorld();
    await freezes.freeze('prod', aFreeze('U1'), froze('U1'));
    expect(await freezes.agreed('prod')).toEqual([]);
    expect(await freezes.unfreeze('prod', 'U1', agreed('U1'))).toEqual({ agreed: ['U1'], over: false });
    expect(await freezes.unfreeze('prod', 'U1', agreed('U1'))).toEqual({ agreed: ['U1'], over: false });
    expect(await freezes.agreed('prod')).toEqual(['U1']);
    expect(await freezes.of('prod')).not.toBeNull();
    expect(await freezes.unfreeze('prod', 'U2', agreed('U2'))).toEqual({ agreed: ['U1', 'U2'], over: true });
    expect(await freezes.of('prod')).toBeNull();
    expect(await told()).toEqual(['U1 freeze', 'U1 unfreeze', 'U1 unfreeze', 'U2 unfreeze']);
  });

  it('is not there to be ended twice, and that is not told', async () => {
    const { freezes, told } = await aWorld();
    expect(await freezes.unfreeze('prod', 'U1', agreed('U1'))).toBeNull();
    expect(await told()).toEqual([]);
  });

  it('begun anew forgets who agreed to end the one before', async () => {
    const { freezes } = await aWorld();
    await freezes.freeze('prod', aFreeze('U1'), froze('U1'));
    await freezes.unfreeze('prod', 'U1', agreed('U1'));
    await freezes.freeze('prod', aFreeze('U3', 'again'), froze('U3'));
    expect(await freezes.unfreeze('prod', 'U2', agreed('U2'))).toEqual({ agreed: ['U2'], over: false });
    expect((await freezes.of('prod'))?.reason).toBe('again');
  });

  it('ends once when two agree at the same moment', async () => {
    const { freezes } = await aWorld();
    await freezes.freeze('prod', aFreeze('U1'), froze('U1'));
    const answers = await Promise.all(['U1', 'U2', 'U3'].map(who => freezes.unfreeze('prod', who, agreed(who))));
    expect(answers.filter(answer => answer?.over)).toHaveLength(1);
    expect(answers.filter(answer => answer === null)).toHaveLength(1);
  });

  it('that cannot be read is not taken for none', async () => {
    const { freezes, redis: connection, prefix } = await aWorld();
    await connection.set(`${prefix}:freeze:prod`, JSON.stringify({ version: 2 }));
    await expect(freezes.of('prod')).rejects.toThrow();
  });
});
