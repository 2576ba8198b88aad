import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { RunningCount } from '../../src/core/counting.ts';
import { anOperation } from '../store/an-operation.ts';
import { anOffice, say } from './an-office.ts';

const count = (id: string, more: Partial<RunningCount> = {}): RunningCount => ({
  ...{ id: `scan-${id}`, cluster: 'prod', under: '', by: 'UEVE', until: 99_000 },
  ...more,
});

async function endBy(user: string, id = 'scan-1', running = [count('1')], more = {}) {
  const office = anOffice([anOperation('op-4k2m9x7c1d')]);
  for (const each of running) await office.desk.counts.begin(each);
  office.posted.set('op-card-op-4k2m9x7c1d', '17.1');
  await say(office, commands, user, `cancel ${id}`, more);
  const said = office.announced.at(-1);
  const ended = await Promise.all(running.map(async each => (await office.desk.counts.endOf(each.id))?.name ?? null));
  return { said: said?.metadata.code ?? said?.metadata.kind, ended, office };
}

describe('the end of a count of keys', () => {
  it.each([
    ['whoever asked for it', 'UEVE', 'answer', 'eve'],
    ['an operator', 'UOTTO', 'answer', 'otto'],
    ['an approver', 'UBOB', 'answer', 'bob'],
    ['a guest', 'UGUEST', 'guest', null],
  ])('asked for by %s', async (_, user, outcome, by) => {
    expect(await endBy(user)).toMatchObject({ said: outcome, ended: [by] });
  });

  it('is not for a viewer who did not ask for it', async () => {
    const running = [count('1', { by: 'UALICE' })];
    expect(await endBy('UEVE', 'scan-1', running)).toMatchObject({ said: 'not_your_count', ended: [null] });
  });

  it('is that of all who count the same keys, and of no others', async () => {
    const running = [
      count('1'),
      count('2', { by: 'UALICE' }),
      count('3', { under: '/pg/' }),
      count('4', { cluster: 'dev' }),
    ];
    expect((await endBy('UEVE', 'scan-1', running)).ended).toEqual(['eve', 'eve', null, null]);
  });

  it('of one that is over is refused', async () => {
    expect(await endBy('UALICE', 'scan-7')).toMatchObject({ said: 'no_such_count', ended: [null] });
  });

  it('never means the operation in whose thread the button stands', async () => {
    const { ended, office } = await endBy('UALICE', 'scan-1', [count('1')], { thread: '17.1' });
    expect(ended).toEqual(['alice']);
    expect((await office.desk.operations.load('op-4k2m9x7c1d'))?.state).toBe('awaiting_approval');
  });
});
