import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Facts } from '../../src/core/facts/index.ts';
import { code } from '../../src/core/message.ts';
import { isRefusal, refuse } from '../../src/core/refusal.ts';
import { present } from '../../src/present/present.ts';
import { presentRefusal } from '../../src/present/refusal.ts';
import { aRequest } from '../a-request.ts';
import { spoken } from './spoken.ts';

const rights = { read: true, values: false, operate: false, approve: true };
const actor = { kind: 'slack', team: 'T1', user: 'U1', name: 'alice' } as const;
const world = {
  commands,
  actor,
  rights,
  clusters: [
    { name: 'prod', environment: 'production', endpoints: ['https://a:2379', 'https://b:2379'], defaultHere: true },
    { name: 'dev', environment: 'development', endpoints: ['http://c:2379'], defaultHere: false },
  ],
} as const;

function answer(command: string, args = {}): Facts {
  const found = commands.find(candidate => candidate.words.join(' ') === command);
  const facts = found?.kind === 'local' ? found.answer(aRequest(command, { args, cluster: null }), world) : null;
  if (!facts || isRefusal(facts)) throw new Error(`no answer to ${command}`);
  return facts;
}

describe('the local answers', () => {
  it('say who somebody is and what they may do', () => {
    expect(spoken(present(answer('whoami')))).toEqual([
      'You are alice (U1)',
      'Read the state of clusters | yes',
      'See the values of keys | no',
      'Operate | no',
      'Approve | yes',
      expect.stringContaining('never names'),
    ]);
    expect(spoken(present(answer('whoami')), 'zh')[0]).toBe('你是 alice（U1）');
  });

  it('list the clusters', () => {
    expect(spoken(present(answer('clusters')))).toEqual([
      '2 clusters',
      'Cluster | Environment | Endpoints | Default here',
      'prod | production | https://a:2379 and https://b:2379 | yes',
      'dev | development | http://c:2379 | ',
      'Choose one with -c and its name.',
    ]);
    expect(spoken(present(answer('clusters')), 'zh').slice(0, 1)).toEqual(['共 2 个集群']);
  });

  it('list every command with its summary', () => {
    const lines = spoken(present(answer('help')));
    for (const command of commands) {
      expect(lines.filter(line => line.startsWith(command.words.join(' ')))).not.toEqual([]);
    }
    expect(lines).toContain('help [COMMAND…]: All commands, or everything about one');
  });

  it('tell everything about one command', () => {
    expect(spoken(present(answer('help', { command: 'Help' })))).toEqual([
      'help: All commands, or everything about one',
      'Usage | help [COMMAND…]',
      'Short | ? and commands',
      'Examples',
      'help',
      'help member list',
      'status --help',
    ]);
    const status = spoken(present(answer('help', { command: 'status' })));
    expect(status).toContain('Usage | status [--cluster NAME]');
    expect(status).toContain('--cluster NAME: The cluster, when it is not the one of this channel (short: -c)');
  });

  it('leave no parameter open in any language', () => {
    for (const language of ['en', 'zh'] as const) {
      const all = ['help', 'whoami', 'clusters'].flatMap(name => spoken(present(answer(name)), language));
      for (const command of commands) {
        all.push(...spoken(present(answer('help', { command: command.words.join(' ') })), language));
      }
      expect(all.filter(line => /[{}]|undefined|[a-z]\.\w+\.[a-z]/.test(line))).toEqual([]);
    }
  });
});

describe('a refusal', () => {
  it('says what, why and what to do', () => {
    const refusal = refuse('mistyped_command', { typed: code('statsu'), meant: code('status') });
    expect(spoken(presentRefusal(refusal))).toEqual([
      'statsu is not a command. Did you mean status?',
      'Nothing was done: commands are never guessed.',
      'If so, type status.',
    ]);
  });
});
