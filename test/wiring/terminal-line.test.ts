import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import type { Settings } from '../../src/core/settings.ts';
import { wordsOfArgv } from '../../src/core/words.ts';
import { decide } from '../../src/flow/decide.ts';
import { deskAnswer } from '../../src/flow/desk.ts';
import { cardId } from '../../src/present/card-message.ts';
import { taggedPrefix } from '../../src/store/redis.ts';
import { openStanding } from '../../src/store/standing.ts';
import { openTerminalLine, type TerminalLine } from '../../src/wiring/terminal-line.ts';
import { settings as office } from '../flow/an-office.ts';
import { silent } from '../queue/silence.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { type AStore, aStore } from '../store/a-store.ts';
import { anOperation, aRecord } from '../store/an-operation.ts';

const id = 'op-4k2m9x7c1d';
let redis: TestRedis;
let store: AStore;
let line: TerminalLine;
let settings: Settings;

beforeAll(async () => {
  redis = await aRedis();
  store = await aStore(redis.url, taggedPrefix('test'));
  const access = { ...office.access, approvers: { users: ['UALICE'], groups: ['SLEAD'] } };
  settings = { ...office, access, redis: { url: redis.url, prefix: 'test' } };
  line = await openTerminalLine(settings, silent);
});
afterAll(async () => {
  await line?.close();
  await store?.close();
  await redis?.remove();
});
beforeEach(async () => {
  await store.redis.flushall();
  const requester = { user: 'UALICE', name: 'alice' };
  await store.operations.create(anOperation(id, { requester, expiresAt: Date.now() + 60_000 }), aRecord(id));
});

/** What somebody who is logged in reads: the kind of the answer, or the code of the refusal. */
async function type(login: string, ...words: readonly string[]): Promise<string> {
  const actor = { kind: 'terminal', login, user: settings.access.terminal[login] ?? null, name: login } as const;
  const utterance = { id: `t-${words.join('-')}`, words: wordsOfArgv(words), actor, askedAt: Date.now() };
  const decider = { commands, settings, directory: line.directory };
  const decision = await decide({ ...utterance, place: { kind: 'terminal' } }, decider);
  if (decision.kind === 'refuse') return decision.refusal.refused;
  if (decision.kind !== 'desk') return decision.kind;
  const answer = await deskAnswer(decision, line.desk);
  return isRefusal(answer) ? answer.refused : answer.facts.kind;
}

describe('a terminal', () => {
  it('approves for a member of a group the bot has told of, and the card and the work follow', async () => {
    expect(await type('bob', 'approve', id)).toBe('group_unknown');
    await openStanding(store.redis, store.prefix).publishGroup('SLEAD', ['UBOB'], Date.now());
    expect(await type('bob', 'approve', id)).toBe('vote');
    expect(await store.operations.load(id)).toMatchObject({ state: 'queued', votes: [{ user: 'UBOB', name: 'bob' }] });
    expect(await store.redis.hget(`${store.prefix}:outbox:message:${cardId(id)}`, 'content')).toContain('queued');
    expect(await type('bob', 'approve', id)).toBe('decided');
  });

  it('is no way around the rule that nobody approves their own', async () => {
    expect(await type('alice', 'approve', id)).toBe('own_change');
    expect(await type('alice', 'cancel', id)).toBe('cancel');
  });

  it('lets a login that is nobody look, and nothing else', async () => {
    expect(await type('nobody', 'operations')).toBe('operations');
    expect(await type('nobody', 'cancel', id)).not.toBe('cancel');
    expect(await type('nobody', 'freeze')).not.toBe('freeze');
    expect((await store.operations.load(id))?.state).toBe('awaiting_approval');
  });

  it('freezes, tells the channels, and needs a second person to go on', async () => {
    expect(await type('alice', 'freeze', 'incident', '-c', 'prod')).toBe('freeze');
    const messages = await store.redis.keys(`${store.prefix}:outbox:message:freeze-*`);
    expect(messages).toHaveLength(2);
    expect(await type('alice', 'unfreeze', '-c', 'prod')).toBe('unfreeze');
    expect(await store.freezes.of('prod')).not.toBeNull();
  });

  it('gives the whole audit log as JSON lines', async () => {
    const actor = { kind: 'terminal', login: 'nobody', user: null, name: 'nobody' } as const;
    const words = wordsOfArgv(['audit', '--export']);
    const utterance = { id: 'export', words, actor, place: { kind: 'terminal' }, askedAt: 1 } as const;
    const decision = await decide(utterance, { commands, settings, directory: line.directory });
    const answer = decision.kind === 'desk' ? await deskAnswer(decision, line.desk) : null;
    const [code] = answer !== null && !isRefusal(answer) ? answer.document : [];
    const lines = code?.type === 'code' ? code.text.split('\n') : [];
    expect(lines.map(text => JSON.parse(text))).toMatchObject([{ number: 1, operation: id }]);
  });
});
