import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { renderText } from '../../src/console/render.ts';
import { plain, type Text } from '../../src/core/message.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { EffectOutcome } from '../../src/core/ports.ts';
import { presentCard } from '../../src/present/card.ts';
import { speak } from '../../src/text/speak.ts';
import type { ChangeWorld } from '../../workers/change-world.ts';
import { type Lab, settingsOf, startLab } from '../etcd/a-lab.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AChangeWorld, aChangeWorld, aPrefix, settingsFor } from './a-change-world.ts';
import { aStandInPatroni, type StandIn } from './a-stand-in-patroni.ts';
import { load, openOperation, refusals, run, statesOf } from './ask-for.ts';

let lab: Lab;
let redis: TestRedis;
let at: AChangeWorld;
let patroni: Readonly<Record<'a' | 'b' | 'c', StandIn>>;

beforeAll(async () => {
  [lab, redis] = await Promise.all([startLab('3.5.16', { members: 1 }), aRedis()]);
});
afterAll(async () => {
  await redis?.remove();
  await lab?.end();
});
beforeEach(async () => {
  at = await aChangeWorld(redis.url, aPrefix(), settingsFor([settingsOf([...lab.cluster.endpoints])]));
  const { api } = lab.cluster;
  patroni = {
    a: await aStandInPatroni(api, 'pg-a'),
    b: await aStandInPatroni(api, 'pg-b'),
    c: await aStandInPatroni(api, 'pg-c', 3),
  };
});
afterEach(async () => {
  await Promise.all(Object.values(patroni ?? {}).map(({ end }) => end()));
  await at?.close();
});

const english = (text: Text | null): string => (text ? plain(speak(text, 'en')) : '');
const notes = ({ steps }: Operation) => steps.map(({ note }) => english(note));
const paused = () => Promise.all(Object.values(patroni).map(each => each.paused()));
const remembered = async () => (await at.store.pauses.of('lab')).ours;
/** Lines as a person reads them, whatever width they are broken at. */
const card = (operation: Operation): string =>
  renderText(presentCard(operation), speak, { language: 'en', colour: false }).replace(/\s+/g, ' ');

/** A worker that dies before, or right after, it writes this event. */
function dying(world: ChangeWorld, when: 'before' | 'after', event: string): ChangeWorld {
  const { operations } = world;
  return {
    ...world,
    operations: {
      ...operations,
      transition: async (id, decide) => {
        const described: { what: string } = { what: '' };
        const watch: typeof decide = operation => {
          const decided = decide(operation);
          if (decided.ok)
            described.what = `${decided.value.audit.details.event} ${decided.value.audit.details.step ?? ''}`.trim();
          if (when === 'before' && described.what === event) throw new Error('dead');
          return decided;
        };
        const written = await operations.transition(id, watch);
        if (when === 'after' && described.what === event) throw new Error('dead');
        return written;
      },
    },
  };
}

describe('pausing PostgreSQL', () => {
  it('pauses all as one unit, is remembered for whoever asked, and resumes exactly that', async () => {
    const pause = await openOperation('pg pause --all --for 2h', at.world);
    expect(refusals(pause)).toEqual([]);
    const done = await run(pause.id, at.world);
    expect(done.state, JSON.stringify(done.why)).toBe('succeeded');
    expect(notes(done)).toEqual([
      'all 2 members have seen it',
      'all 2 members have seen it',
      'all 3 members have seen it',
    ]);
    expect(await paused()).toEqual([true, true, true]);
    expect(await remembered()).toMatchObject([
      {
        postgres: 'pg-a',
        operation: pause.id,
        by: { user: 'U1' },
        before: 'running',
        until: pause.request.askedAt + 7_200_000,
      },
      { postgres: 'pg-b' },
      { postgres: 'pg-c' },
    ]);
    const resume = await openOperation('pg resume --all', at.world);
    expect(resume.tier).toBe(1);
    expect((await run(resume.id, at.world)).state).toBe('succeeded');
    expect(await paused()).toEqual([false, false, false]);
    expect(await remembered()).toEqual([]);
  });

  it('leaves what others have paused, before and after', async () => {
    await patroni.b.setPause(true);
    const pause = await openOperation('pg pause --all', at.world);
    expect(card(pause)).toContain('somebody else has paused it already: pg-b');
    expect((await run(pause.id, at.world)).state).toBe('succeeded');
    const resume = await openOperation('pg resume --all', at.world);
    expect(card(resume)).toContain('Not paused by the bot, so left as it is: pg-b');
    expect((await run(resume.id, at.world)).state).toBe('succeeded');
    expect(await paused()).toEqual([false, true, false]);
    await expect(openOperation('pg pause pg-b', at.world)).rejects.toThrow('pause_none_fit');
    await expect(openOperation('pg resume pg-b', at.world)).rejects.toThrow('resume_not_ours');
    await expect(openOperation('pg resume --all', at.world)).rejects.toThrow('resume_not_ours');
    await patroni.b.setPause(false);
    await expect(openOperation('pg resume --all', at.world)).rejects.toThrow('resume_none');
  });

  it('names the member that does not see it, and is completed by asking again', async () => {
    patroni.c.freeze('pg-c-2');
    const pause = await openOperation('pg pause --all', at.world);
    const failed = await run(pause.id, at.world);
    expect(failed.state).toBe('failed');
    expect(statesOf(failed)).toBe('done done failed');
    expect(notes(failed)[2]).toMatch(/2 of 3 members have seen it, not yet pg-c-2/);
    expect(card(failed)).toMatch(/Paused still.*pg-a, pg-b,? and pg-c.*alice.*pg resume --all/);
    expect(await paused()).toEqual([true, true, true]);
    patroni.c.thaw();
    const again = await openOperation('pg pause --all', at.world);
    expect((await run(again.id, at.world)).state).toBe('succeeded');
    expect((await remembered()).map(({ operation }) => operation)).toEqual([again.id, again.id, again.id]);
    expect(await patroni.a.written()).toBe(1);
    const resume = await openOperation('pg resume --all', at.world);
    expect((await run(resume.id, at.world)).state).toBe('succeeded');
    expect(await paused()).toEqual([false, false, false]);
  }, 90_000);

  it('that failed half-way is taken back by a resume', async () => {
    patroni.b.freeze('pg-b-1');
    const pause = await openOperation('pg pause --all', at.world);
    expect(statesOf(await run(pause.id, at.world))).toBe('done failed skipped');
    expect(await paused()).toEqual([true, true, false]);
    patroni.b.thaw();
    const resume = await openOperation('pg resume --all', at.world);
    expect(resume.plan.steps.map(step => ('postgres' in step ? step.postgres : ''))).toEqual(['pg-a', 'pg-b']);
    expect((await run(resume.id, at.world)).state).toBe('succeeded');
    expect(await paused()).toEqual([false, false, false]);
    expect(await remembered()).toEqual([]);
  }, 90_000);

  it.each([
    ['after', 'step-started 2'],
    ['before', 'step-ended 2'],
    ['after', 'step-ended 2'],
    ['before', 'succeeded'],
  ] as const)(
    'whose worker dies %s %s is carried on, and nothing is written twice',
    async (when, event) => {
      const pause = await openOperation('pg pause --all', at.world);
      await expect(run(pause.id, dying(at.world, when, event))).rejects.toThrow('dead');
      expect((await load(pause.id, at.world)).state).toBe('running');
      const done = await run(pause.id, at.world);
      expect(done.state, JSON.stringify(done.why)).toBe('succeeded');
      expect(await paused()).toEqual([true, true, true]);
      expect(await Promise.all(Object.values(patroni).map(each => each.written()))).toEqual([1, 1, 1]);
      expect((await remembered()).map(({ operation, before }) => `${operation} ${before}`)).toEqual(
        [1, 2, 3].map(() => `${pause.id} running`),
      );
    },
    90_000,
  );

  it('goes by REST where that answers, by etcd where nobody is in reach, and stops at a refusal', async () => {
    const asked: boolean[] = [];
    const by = (outcome: EffectOutcome): ChangeWorld => ({
      ...at.world,
      patroni: () => ({
        setPause: async (_, pause) => {
          asked.push(pause);
          return outcome;
        },
        close: async () => undefined,
      }),
    });
    const { api } = lab.cluster;
    const rest = JSON.stringify({
      version: '4.1.5',
      role: 'primary',
      state: 'running',
      api_url: 'http://127.0.0.1:1/patroni',
    });
    patroni.a.freeze('pg-a-1');
    await api.put('/service/pg-a/members/pg-a-1', rest);
    const refused = await openOperation('pg pause pg-a', at.world);
    const failed = await run(
      refused.id,
      by({ outcome: 'refused', fault: { code: 'auth_failed', detail: '401', by: 'patroni' } }),
    );
    expect(english(failed.steps[0]?.note ?? null)).toBe('Patroni rejects the user or password (401)');
    expect([await patroni.a.paused(), await remembered()]).toEqual([false, []]);
    expect(card(failed)).not.toContain('Paused still');

    patroni.a.thaw();
    const silent = await openOperation('pg pause pg-a', at.world);
    const done = await run(
      silent.id,
      by({ outcome: 'refused', fault: { code: 'unreachable', detail: '', by: 'patroni' } }),
    );
    expect(done.state, JSON.stringify(done.why)).toBe('succeeded');
    expect(await patroni.a.paused()).toBe(true);
    expect(asked).toEqual([true, true]);
  }, 90_000);

  it('is void when somebody was faster', async () => {
    const pause = await openOperation('pg pause pg-a', at.world);
    await patroni.a.setPause(true);
    const ended = await run(pause.id, at.world);
    expect(ended.state).toBe('stale');
    expect(ended.why.map(english)).toEqual(['pg-a was paused meanwhile']);
  });

  it('around a change comes first and ends last; what fails in between leaves it paused, and says so', async () => {
    const whole = await openOperation('compact --keep 1 --pause-postgres', at.world);
    expect(refusals(whole)).toEqual([]);
    expect(whole.plan.line).toBe('compact --keep 1 --pause-postgres');
    const done = await run(whole.id, at.world);
    expect(done.state, JSON.stringify(done.why)).toBe('succeeded');
    const kinds = done.plan.steps.map(({ kind }) => kind);
    expect([kinds.slice(0, 3), kinds.slice(-3)]).toEqual([
      ['pause-postgres', 'pause-postgres', 'pause-postgres'],
      ['resume-postgres', 'resume-postgres', 'resume-postgres'],
    ]);
    expect(await paused()).toEqual([false, false, false]);

    const operator = at.world.operator('lab');
    if (!operator) throw new Error('no operator');
    const failing: ChangeWorld = {
      ...at.world,
      operator: () => ({
        ...operator,
        compact: async () => ({ outcome: 'refused', fault: { code: 'no_space', detail: '' } }),
      }),
    };
    const broken = await openOperation('compact --keep 0 --pause-postgres', at.world);
    const failed = await run(broken.id, failing);
    expect(statesOf(failed)).toMatch(/^done done done failed skipped/);
    expect(await paused()).toEqual([true, true, true]);
    expect(card(failed)).toMatch(/Paused still.*pg-a, pg-b,? and pg-c.*\/etcd pg resume --all --cluster lab/);
  }, 90_000);
});
