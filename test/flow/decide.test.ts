import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Standing } from '../../src/core/ports.ts';
import type { Actor, Place } from '../../src/core/request.ts';
import { wordsOfArgv, wordsOfSlack } from '../../src/core/words.ts';
import { decide } from '../../src/flow/decide.ts';
import { aDirectory, NOW, theSettings } from './a-conversation.ts';

const kinds: Readonly<Record<string, Standing['kind']>> = {
  U_GUEST: 'guest',
  U_BOT: 'bot',
  U_GONE: 'deactivated',
  U_FOREIGN: 'foreign',
  U_UNKNOWN: 'unknown',
};

const inChannel = (channel: string): Place => ({ kind: 'channel', channel, thread: null });
const slack = (user: string): Actor => ({ kind: 'slack', team: 'T1', user, name: user });

async function judge(actor: Actor, place: Place, text: string, settings = theSettings) {
  const terminal = actor.kind === 'terminal';
  const words = terminal ? wordsOfArgv(text.split(' ').filter(Boolean)) : wordsOfSlack(text);
  return decide(
    { id: 'r1', words, actor, place, askedAt: NOW },
    { commands, settings, directory: terminal ? null : aDirectory(kinds) },
  );
}

/** `queue`, `answer`, or the code of the refusal. */
async function verdict(...given: Parameters<typeof judge>): Promise<string> {
  const decision = await judge(...given);
  return decision.kind === 'refuse' ? decision.refusal.refused : decision.kind;
}

const READ = 'status -c prod';
const VALUES = 'get /a --show-value -c prod';

describe('who may ask what, from where', () => {
  it.each([
    ['an operator in a channel', 'U1', 'C1', ['queue', 'queue', 'answer', 'answer']],
    ['an operator where no channel is set up', 'U1', 'C9', ['queue', 'queue', 'answer', 'answer']],
    ['an approver by group in a channel', 'U2', 'C1', ['queue', 'not_operator', 'answer', 'answer']],
    ['an approver where no channel is set up', 'U2', 'C9', ['queue', 'not_operator', 'answer', 'answer']],
    ['anybody in a channel', 'U9', 'C1', ['queue', 'not_operator', 'answer', 'answer']],
    [
      'anybody where no channel is set up',
      'U9',
      'C9',
      ['channel_not_configured', 'not_operator', 'answer', 'channel_not_configured'],
    ],
    ['a guest', 'U_GUEST', 'C1', ['guest', 'guest', 'guest', 'guest']],
    ['a bot', 'U_BOT', 'C1', ['bot', 'bot', 'bot', 'bot']],
    ['somebody deactivated', 'U_GONE', 'C1', ['deactivated', 'deactivated', 'deactivated', 'deactivated']],
    ['a stranger', 'U_FOREIGN', 'C1', ['foreign', 'foreign', 'foreign', 'foreign']],
    ['somebody of whom nothing is known', 'U_UNKNOWN', 'C1', Array(4).fill('standing_unknown')],
    ['anybody while Slack is silent', 'U_SILENT', 'C1', Array(4).fill('standing_unknown')],
  ])('%s', async (_title, user, channel, expected) => {
    const ask = (text: string) => verdict(slack(user), inChannel(channel), text);
    expect([await ask(READ), await ask(VALUES), await ask('whoami'), await ask('clusters')]).toEqual(expected);
  });

  it.each([
    ['a login that is mapped to an operator', 'root', ['queue', 'queue', 'answer']],
    ['a login that is mapped to nobody', 'dba', ['queue', 'not_operator', 'answer']],
  ])('%s, at a terminal', async (_title, login, expected) => {
    const settings = { ...theSettings, access: { ...theSettings.access, terminal: { root: 'U1' } } };
    const actor: Actor = { kind: 'terminal', login, user: null, name: login };
    const ask = (text: string) => verdict(actor, { kind: 'terminal' }, text, settings);
    expect([await ask(READ), await ask(VALUES), await ask('whoami')]).toEqual(expected);
  });

  it('tells somebody who may not speak here nothing about what was typed', async () => {
    expect(await verdict(slack('U_GUEST'), inChannel('C1'), 'statsu')).toBe('guest');
    expect(await verdict(slack('U9'), inChannel('C1'), 'statsu')).toBe('mistyped_command');
  });
});

describe('a decision', () => {
  it('hands a read on with everything a worker needs, and the name Slack gives the person', async () => {
    expect(await judge(slack('U1'), inChannel('C1'), 'MEMBERS')).toEqual({
      kind: 'queue',
      request: {
        id: 'r1',
        command: 'member list',
        args: {},
        options: {},
        cluster: 'prod',
        actor: { kind: 'slack', team: 'T1', user: 'U1', name: 'u1' },
        place: { kind: 'channel', channel: 'C1', thread: null },
        language: 'en',
        askedAt: NOW,
      },
    });
  });

  it('asks which cluster, where neither channel nor configuration tell', async () => {
    expect(await verdict(slack('U1'), inChannel('C2'), 'status')).toBe('cluster_unnamed');
    expect(await judge(slack('U1'), inChannel('C2'), 'status -c staging')).toMatchObject({
      kind: 'queue',
      request: { cluster: 'staging', language: 'zh' },
    });
  });

  it('answers from what the bot knows, and marks the cluster of the channel', async () => {
    expect(await judge(slack('U1'), inChannel('C1'), 'clusters')).toMatchObject({
      kind: 'answer',
      facts: {
        clusters: [
          { name: 'prod', defaultHere: true },
          { name: 'staging', defaultHere: false },
        ],
      },
    });
  });

  it('refuses what a command itself finds senseless, with its name', async () => {
    expect(await judge(slack('U1'), inChannel('C1'), 'help me')).toMatchObject({ kind: 'refuse', command: 'help' });
  });
});
