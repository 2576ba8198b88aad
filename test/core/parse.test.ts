import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Param } from '../../src/core/message.ts';
import { type Asked, type Grammar, parse } from '../../src/core/parse.ts';
import type { Refusal } from '../../src/core/refusal.ts';
import { en } from '../../src/core/text/en.ts';
import { wordsOfSlack } from '../../src/core/words.ts';
import { commands } from './commands-for-tests.ts';

const grammar = { commands, clusters: ['prod', 'staging'], channelCluster: 'prod' };

function ask(text: string, more: Partial<Grammar> = {}): Asked | Refusal {
  const words = wordsOfSlack(text);
  const parsed = words.ok ? parse(words.value, { ...grammar, ...more }) : words;
  return parsed.ok ? parsed.value : parsed.error;
}

const asked = (command: string, args = {}, options = {}, cluster: string | null = 'prod') => ({
  command,
  args,
  options,
  cluster,
});

describe('parse', () => {
  it.each([
    ['status', asked('status')],
    ['ST', asked('status')],
    ['Member List', asked('member list')],
    ['members', asked('member list')],
    ['members -c staging', asked('member list', {}, {}, 'staging')],
    ['status —cluster staging', asked('status', {}, {}, 'staging')],
    ['status -c=STAGING', asked('status', {}, {}, 'staging')],
    ['--cluster=staging status', asked('status', {}, {}, 'staging')],
    ['-c staging member list', asked('member list', {}, {}, 'staging')],
    ['status -cluster staging', asked('status', {}, {}, 'staging')],
    ['member show etcd-1', asked('member show', { member: 'etcd-1' })],
    ['get /service/ --prefix —limit 5', asked('get', { key: '/service/' }, { prefix: true, limit: '5' })],
    ['--prefix get /a', asked('get', { key: '/a' }, { prefix: true })],
    ['get --limit=5 /a', asked('get', { key: '/a' }, { limit: '5' })],
    ['get -- --prefix', asked('get', { key: '--prefix' })],
    ['get "--prefix"', asked('get', { key: '--prefix' })],
    ['get -', asked('get', { key: '-' })],
    ['get ""', asked('get', { key: '' })],
    ['get __proto__', asked('get', { key: '__proto__' })],
    ['quorum --without "etcd 1" --with 2', asked('quorum', {}, { without: 'etcd 1', with: '2' })],
    ['clusters', asked('clusters', {}, {}, null)],
    ['clusters -c staging', asked('clusters', {}, {}, 'staging')],
    ['', asked('help', {}, {}, null)],
    ['--help', asked('help', {}, {}, null)],
    ['help', asked('help', {}, {}, null)],
    ['help member list', asked('help', { command: 'member list' }, {}, null)],
    ['members -h', asked('help', { command: 'member list' }, {}, null)],
    ['get --wrong --help', asked('help', { command: 'get' }, {}, null)],
    ['member —help', asked('help', { command: 'member' }, {}, null)],
  ])('understands %j', (text, wanted) => expect(ask(text)).toEqual(wanted));

  it.each([
    ['--clutser prod status', 'option_first', { option: '--clutser' }],
    ['--limit 5 get a', 'option_first', { option: '--limit' }],
    ['--wrong', 'option_first', { option: '--wrong' }],
    ['member --only list x', 'option_first', { option: '--only' }],
    [`get a ${'x'.repeat(200)}`, 'extra_argument', { extra: `${'x'.repeat(80)}…` }],
    ['statsu', 'mistyped_command', { typed: 'statsu', meant: 'status' }],
    ['member lsit', 'mistyped_command', { typed: 'member lsit', meant: 'member list' }],
    ['membrs', 'mistyped_command', { typed: 'membrs', meant: 'members' }],
    ['member', 'incomplete_command', { typed: 'member' }],
    ['xyzzy', 'unknown_command', { typed: 'xyzzy' }],
    ['xyzzy --help', 'unknown_command', { typed: 'xyzzy' }],
    ['toString', 'unknown_command', {}],
    ['status now', 'extra_argument', { extra: 'now', usage: 'status [--cluster NAME]' }],
    ['get', 'missing_argument', { argument: 'KEY', usage: 'get KEY [--prefix] [--limit N] [--cluster NAME]' }],
    ['get a --lmit 5', 'mistyped_option', { option: '--lmit', meant: '--limit' }],
    ['get a --zzzzzz', 'unknown_option', { option: '--zzzzzz' }],
    ['get a --constructor', 'unknown_option', {}],
    ['get a --limit', 'option_without_value', { option: '--limit' }],
    ['get a --limit --prefix', 'option_without_value', { option: '--limit' }],
    ['get a --limit five', 'option_not_count', { option: '--limit', value: 'five' }],
    ['get a --limit=-1', 'option_not_count', { value: '-1' }],
    ['get a --prefix=yes', 'option_with_value', { option: '--prefix', value: 'yes' }],
    ['get a --prefix --prefix', 'repeated_option', { option: '--prefix' }],
    ['status -c prod --cluster staging', 'repeated_option', { option: '--cluster' }],
    ['status -c', 'option_without_value', { option: '--cluster' }],
    ['status -c prdo', 'mistyped_cluster', { typed: 'prdo', meant: 'prod' }],
    ['status -c mars', 'unknown_cluster', { typed: 'mars' }],
    ['clusters -c mars', 'unknown_cluster', { typed: 'mars' }],
  ])('refuses %j as %s', (text, code, params) => {
    const values = Object.fromEntries(Object.entries(params).map(([name, value]) => [name, { type: 'code', value }]));
    expect(ask(text)).toMatchObject({ refused: code, params: values });
  });

  it('takes the only cluster, and asks when there are several', () => {
    expect(ask('status', { clusters: ['solo'], channelCluster: null })).toEqual(asked('status', {}, {}, 'solo'));
    expect(ask('status', { channelCluster: null })).toMatchObject({ refused: 'cluster_unnamed' });
  });
});

describe('whatever is typed', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      'status',
      'member',
      'list',
      'get',
      'quorum',
      '--limit',
      '—prefix',
      '–c',
      'prod',
      '--',
      '--help',
      '"',
    ),
    fc.constantFrom(
      '<@U1|alice>',
      '<!channel>',
      '<http://a|b>',
      '&lt;',
      '<',
      '>',
      '“',
      '’',
      '{x}',
      '\u200b',
      '*b*',
      '=',
      '`',
    ),
  );
  const text = fc.oneof(
    fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join(' ')),
    fc.array(piece, { maxLength: 12 }).map(pieces => pieces.join('')),
    fc.string({ unit: 'binary', minLength: 3990, maxLength: 5000 }),
  );

  it('is a request or a refusal, and its words stay inside arguments and parameters', () => {
    fc.assert(
      fc.property(text, typed => {
        const answer = ask(typed);
        if ('refused' in answer) {
          expect(en).toHaveProperty([`refusal.${answer.refused}.message`]);
          for (const param of Object.values(answer.params)) expect(kindOf(param)).toMatch(/^(code|list|number)$/);
        } else {
          expect([...commands.map(command => command.words.join(' '))]).toContain(answer.command);
          const command = commands.find(candidate => candidate.words.join(' ') === answer.command);
          const names = [...(command?.args ?? []), ...(command?.options ?? [])].map(spec => spec.name);
          for (const name of [...Object.keys(answer.args), ...Object.keys(answer.options)])
            expect(names).toContain(name);
          expect([null, 'prod', 'staging']).toContain(answer.cluster);
        }
      }),
      { numRuns: 600 },
    );
  });
});

const kindOf = (param: Param): string => (typeof param === 'object' ? param.type : typeof param);
