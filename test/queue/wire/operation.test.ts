import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../src/core/operation.ts';
import { readAnnouncement, writeAnnouncement } from '../../../src/queue/wire/announcement.ts';
import { operationRecords } from '../../../src/queue/wire/operation.ts';
import { aFullOperation, anOperation } from '../../store/an-operation.ts';
import { anAnnouncement } from '../a-bot.ts';

const { read, write } = operationRecords;

describe('the record of an operation', () => {
  it.each([
    ['a new one', anOperation('op-a')],
    ['one that has everything', aFullOperation('op-b')],
  ])('of %s is read as it was written', (_, operation) => {
    expect(read(write(operation))).toEqual({ ok: true, value: operation });
  });

  const change = (path: string, value: unknown): string =>
    JSON.stringify(aFullOperation('op-a'), (key, old: unknown) => (key === path ? value : old));

  it.each<[string, string, string]>([
    ['no JSON', '{', 'invalid'],
    ['nothing', 'null', 'invalid'],
    ['a newer version', change('version', 2), 'newer'],
    ['a state that does not exist', change('state', 'done'), 'invalid'],
    ['a step that does not exist', change('kind', 'explode'), 'invalid'],
    ['a member whose id is none', change('leader', 'etcd-1'), 'invalid'],
    ['a refusal that nobody can speak', change('refused', 'nonsense'), 'invalid'],
    ['a text that nobody can speak', change('because', { key: 'no.such', params: {} }), 'invalid'],
    ['a tier that does not exist', change('tier', 4), 'invalid'],
    ['a field of a newer version', JSON.stringify({ ...aFullOperation('op-a'), signed: 'x' }), 'invalid'],
  ])('with %s is not read', (_, text, why) => {
    expect(read(text)).toMatchObject({ ok: false, why });
  });

  it('holds every field of an operation', () => {
    const operation = aFullOperation('op-a');
    for (const field of Object.keys(operation)) {
      const { [field]: _, ...without }: Record<string, unknown> = { ...operation };
      expect(read(JSON.stringify(without)).ok, field).toBe(false);
    }
  });

  it('keeps what the plan was hashed from', () => {
    const operation: Operation = anOperation('op-a');
    const stored = read(write(operation));
    expect(stored.ok && stored.value.plan).toEqual(operation.plan);
  });
});

describe('an announcement', () => {
  it.each([[null], ['1.2'], [{ of: 'op-card-1' }]])('carries the thread %j', thread => {
    const announcement = { ...anAnnouncement('a', 'hello'), thread };
    expect(readAnnouncement(writeAnnouncement(announcement))).toEqual({ ok: true, value: announcement });
  });
});
