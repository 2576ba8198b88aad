import { describe, expect, it } from 'vitest';
import type { Scan } from '../../src/core/scans.ts';
import { tallySpace } from '../../src/core/space-tally.ts';
import { lineOf } from '../../workers/answer.ts';
import { refuseUnreadable, runRead } from '../../workers/read.ts';
import { aRequest } from '../queue/a-request.ts';
import { aReader, aSnapshot, aWorld } from './a-world.ts';

describe('a read', () => {
  it('is answered in its channel, with who asked what in the small print', async () => {
    const { world, announced } = aWorld();
    const answer = await runRead(aRequest('r1'), world);
    expect(announced).toHaveLength(1);
    expect(announced[0]).toMatchObject({
      id: 'answer-r1',
      channel: 'C1',
      audience: { kind: 'channel' },
      metadata: { kind: 'answer', cluster: 'prod', command: 'status' },
    });
    const note = announced[0]?.document.at(-1);
    expect(note).toMatchObject({ type: 'note' });
    expect(JSON.stringify(note)).toContain('work.asked');
    expect(JSON.stringify(note)).toContain('/etcd status --cluster prod');
    expect(answer).toMatchObject({ refused: null, facts: { kind: 'status', cluster: 'prod' } });
  });

  it('of a terminal is given back and announced nowhere', async () => {
    const { world, announced } = aWorld();
    const answer = await runRead(aRequest('r1', { place: { kind: 'terminal' } }), world);
    expect(announced).toEqual([]);
    expect(answer.document.length).toBeGreaterThan(1);
    expect(JSON.stringify(answer.document)).not.toContain('work.asked');
  });

  it.each([
    ['a cluster this worker does not know', { cluster: 'other' }],
    ['a command this worker does not know', { command: 'dance' }],
    ['a command that is none for workers', { command: 'help' }],
  ])('of %s is refused to the asker alone', async (_, more) => {
    const { world, announced } = aWorld();
    const answer = await runRead(aRequest('r1', more), world);
    expect(answer.refused).toBe('not_at_worker');
    expect(announced[0]).toMatchObject({
      audience: { kind: 'person', user: 'U1' },
      metadata: { kind: 'refusal', code: 'not_at_worker' },
    });
  });

  it.each(['survey', 'present'])(
    'that breaks while it does %s is told to the channel, never silently lost',
    async part => {
      const logged: object[] = [];
      const { world, announced } = aWorld();
      const fault = new Error('a bug');
      const answer = await runRead(aRequest('r1'), {
        ...world,
        log: { ...world.log, error: fields => void logged.push(fields) },
        ...(part === 'survey' && { reader: name => ({ ...aReader(name), survey: () => Promise.reject(fault) }) }),
        ...(part === 'present' && {
          present: (said, request) => {
            if ('kind' in said) throw fault;
            return world.present(said, request);
          },
        }),
      });
      expect(answer.refused).toBe('internal_error');
      expect(announced[0]).toMatchObject({ audience: { kind: 'channel' }, metadata: { code: 'internal_error' } });
      expect(JSON.stringify(announced[0]?.document)).toContain('r1');
      expect(logged).toEqual([{ request: 'r1', command: 'status', error: fault }]);
    },
  );

  it('of the key space is compared with the one before, and remembered for the next', async () => {
    const kept = new Map<string, Scan>();
    const scans = {
      of: async (cluster: string, under: string) => kept.get(`${cluster} ${under}`) ?? null,
      keep: async (cluster: string, under: string, scan: Scan) => void kept.set(`${cluster} ${under}`, scan),
    };
    const tally = tallySpace('', null);
    tally.add('/app/one', 100);
    const use = { under: '', revision: 7, total: 1, ...tally.told(), stopped: null, current: true, endpoint: 'e' };
    const survey = async () => ({ ...aSnapshot('prod'), space: { ok: true as const, value: use } });
    const { world } = aWorld({ scans, reader: name => ({ ...aReader(name), survey }) });
    expect((await runRead(aRequest('r1', { command: 'space' }), world)).facts).toMatchObject({ before: null });
    expect((await runRead(aRequest('r2', { command: 'space' }), world)).facts).toMatchObject({
      before: { at: 2_000, revision: 7, prefixes: [{ prefix: '/app/', bytes: 100 }] },
    });
  });

  it('rejects when its answer cannot be announced, so that it is run again', async () => {
    const { world } = aWorld({ announcer: { announce: () => Promise.reject(new Error('no Redis')) } });
    await expect(runRead(aRequest('r1'), world)).rejects.toThrow('no Redis');
  });

  it('written by a newer bot is refused to the asker', async () => {
    const { world, announced } = aWorld();
    await refuseUnreadable(aRequest('r1'), world);
    expect(announced[0]).toMatchObject({
      audience: { kind: 'person', user: 'U1' },
      metadata: { code: 'newer_request' },
    });
  });
});

describe('the line of a command', () => {
  it.each([
    [{ command: 'status', cluster: null }, '/etcd status'],
    [
      { command: 'get', args: { key: '/pg/main' }, options: { prefix: true, limit: '5' } },
      '/etcd get /pg/main --prefix --limit 5 --cluster prod',
    ],
    [
      { command: 'get', args: { key: 'two words' }, options: { cluster: 'prod' } },
      '/etcd get "two words" --cluster prod',
    ],
    [{ command: 'get', args: { key: '-x' }, cluster: null }, '/etcd get "-x"'],
  ] as const)('%j reads %s', (more, line) => {
    expect(lineOf(aRequest('r', more))).toBe(line);
  });
});
