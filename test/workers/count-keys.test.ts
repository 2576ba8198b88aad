import { describe, expect, it } from 'vitest';
import type { Counts } from '../../src/core/counting.ts';
import { tallySpace } from '../../src/core/space-tally.ts';
import { runRead } from '../../workers/read.ts';
import { aRequest } from '../queue/a-request.ts';
import { someCounts } from '../some-counts.ts';
import { aReader, aSnapshot, aWorld } from './a-world.ts';

const TOTAL = 1_000;
const request = aRequest('r1', { command: 'space' });

/** A reader that counts one key at every look of the worker's, and a clock that goes on with the looks. */
function aLongCount(counts: Counts, at: (second: number) => Promise<unknown>, keys = TOTAL) {
  let second = 0;
  let signals = (): void => undefined;
  const survey: ReturnType<typeof aReader>['survey'] = async ({ space }, signal) => {
    signal?.addEventListener('abort', () => signals(), { once: true });
    const tally = tallySpace('', null);
    let read = 0;
    while (read < keys) {
      await new Promise<void>(resolve => {
        signals = resolve;
      });
      if (signal?.aborted) break;
      tally.add(`/app/${read}`, 10);
      read += 1;
      space?.tell?.({ read, total: TOTAL });
    }
    const stopped = read < keys ? 'cancelled' : null;
    const use = {
      under: '',
      revision: 7,
      total: TOTAL,
      ...tally.told(),
      stopped,
      current: true,
      endpoint: 'e',
    } as const;
    return { ...aSnapshot('prod'), space: { ok: true, value: use } };
  };
  const pause = async (_ms: number, until: AbortSignal): Promise<void> => {
    second += 1;
    await at(second);
    signals();
    await new Promise(resolve => setImmediate(resolve));
    if (second > 100 && !until.aborted) throw new Error('nobody ends this count');
  };
  return aWorld({
    counting: { counts, pause },
    clock: () => second * 1_000,
    reader: name => ({ ...aReader(name), survey }),
  });
}

const texts = (announced: ReturnType<typeof aWorld>['announced']): readonly string[] =>
  announced.map(({ document }) => JSON.stringify(document[0]));

describe('a count of keys that takes long', () => {
  it('tells in the message of its answer how far it is, and no more often than every five seconds', async () => {
    const { world, announced } = aLongCount(someCounts(), async () => undefined, 20);
    await runRead(request, world);
    expect(new Set(announced.map(({ id }) => id))).toEqual(new Set(['answer-r1']));
    const told = texts(announced);
    expect(told).toHaveLength(1 + Math.floor((20 - 3) / 5) + 1);
    expect(told[0]).toContain('"counting.all","params":{"cluster":"prod","read":3,"total":1000');
    expect(told.at(-1)).toContain('space.verdict');
    expect(JSON.stringify(announced[0]?.document)).toContain('"value":"cancel scan-r1"');
  });

  it('ends when somebody asks for it, with what was read and who it was', async () => {
    const counts = someCounts();
    const { world, announced } = aLongCount(counts, async second => {
      if (second === 9) await counts.end(['scan-r1'], { name: 'bob', at: 9_000 });
    });
    const { facts } = await runRead(request, world);
    expect(facts).toMatchObject({ endedBy: 'bob', use: { value: { stopped: 'cancelled', read: { keys: 9 } } } });
    const answer = JSON.stringify(announced.at(-1)?.document);
    expect(answer).toContain('space.partial.ended');
    expect(answer).not.toContain('scan-r1');
    expect(await counts.running()).toEqual([]);
  });

  it('is ended, too, where a worker takes it up whose first one was lost after somebody had asked', async () => {
    const counts = someCounts();
    await counts.end(['scan-r1'], { name: 'bob', at: 0 });
    const { world } = aLongCount(counts, async () => undefined);
    expect((await runRead(request, world)).facts).toMatchObject({
      endedBy: 'bob',
      use: { value: { read: { keys: 1 } } },
    });
  });

  it('is known while it runs, with who asked for it', async () => {
    const counts = someCounts();
    const seen: unknown[] = [];
    const { world } = aLongCount(counts, async () => void seen.push(...(await counts.running())), 2);
    await runRead(request, world);
    expect(seen[0]).toEqual({ id: 'scan-r1', cluster: 'prod', under: '', by: 'U1', until: 90_000 });
  });

  it('goes on though the store does not answer', async () => {
    const away = () => Promise.reject(new Error('Redis is away'));
    const counts: Counts = { begin: away, over: away, running: away, end: away, endOf: away };
    const { world } = aLongCount(counts, async () => undefined, 3);
    expect((await runRead(request, world)).facts).toMatchObject({ endedBy: null, use: { value: { stopped: null } } });
  });

  it('of a terminal posts nothing', async () => {
    const { world, announced } = aLongCount(someCounts(), async () => undefined, 20);
    await runRead({ ...request, place: { kind: 'terminal' } }, world);
    expect(announced).toEqual([]);
  });
});
