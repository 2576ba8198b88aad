import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { parse } from '../../src/core/parse.ts';
import { shortUsageOf } from '../../src/core/parse-usage.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { en } from '../../src/core/text/en.ts';
import { wordsOfSlack } from '../../src/core/words.ts';
import { aRequest } from '../a-request.ts';

const grammar = { commands, clusters: ['prod'], channelCluster: null };
const named = commands.map(command => [command.words.join(' '), command] as const);

describe('the list of commands', () => {
  it('names nothing twice', () => {
    const names = commands.flatMap(command => [command.words, ...command.aliases].map(words => words.join(' ')));
    expect(names).toEqual([...new Set(names)]);
  });

  it.each(named)('%s has examples that parse to it, and an alias that does', (name, command) => {
    expect(command.examples.length).toBeGreaterThan(0);
    const aliases = command.args.some(arg => arg.required) ? [] : command.aliases.map(words => words.join(' '));
    for (const text of [...command.examples.filter(example => !example.includes('--help')), ...aliases]) {
      const words = wordsOfSlack(text);
      expect(words.ok && parse(words.value, grammar), text).toMatchObject({ ok: true, value: { command: name } });
    }
  });

  it.each(named)('%s explains itself and its options in words of the catalogue', (_, command) => {
    expect(en).toHaveProperty([command.summary]);
    for (const option of command.options) expect(en).toHaveProperty([option.summary]);
    for (const option of command.options) expect(['cluster', 'help', 'c', 'h']).not.toContain(option.name);
    for (const [index, arg] of command.args.entries()) {
      expect(arg.kind === 'words' && index < command.args.length - 1, 'words come last').toBe(false);
    }
  });
});

describe('the page about commands', () => {
  const page = readFileSync(resolve(import.meta.dirname, '../../docs/commands.md'), 'utf8');

  it.each(named)('has %s with its aliases and options', (_, command) => {
    const row = page.split('\n').find(line => line.startsWith(`| \`${shortUsageOf(command)}\` |`)) ?? '';
    for (const alias of command.aliases) expect(row).toContain(`\`${alias.join(' ')}\``);
    // What every change takes stands once, below the table.
    const common: readonly string[] = command.kind === 'change' ? ['break-glass', 'pause-postgres'] : [];
    const own = command.options.filter(({ name }) => !common.includes(name));
    for (const option of own) expect(row).toContain(`--${option.name}`);
    expect(row).not.toBe('');
  });

  it('says that every change of etcd can have PostgreSQL paused first', () => {
    expect(page).toContain('Any of them but `pg …` takes `--pause-postgres`');
    const changes = commands.filter(({ kind }) => kind === 'change');
    const taking = changes.filter(({ options }) => options.some(({ name }) => name === 'pause-postgres'));
    expect(changes.filter(command => !taking.includes(command)).map(({ words }) => words.join(' '))).toEqual([
      'pg pause',
      'pg resume',
    ]);
  });

  it('says of an emergency that every change takes it', () => {
    expect(page).toContain('Any change takes `--break-glass INCIDENT`');
    const changes = commands.filter(({ kind }) => kind === 'change');
    for (const { options } of changes) expect(options.map(({ name }) => name)).toContain('break-glass');
  });
});

describe('help', () => {
  const help = commands.find(command => command.words[0] === 'help');
  const world = {
    commands,
    clusters: [],
    actor: { kind: 'schedule', name: 'x' },
    rights: { read: true, values: false, operate: false, approve: false },
  } as const;
  const about = (command: string) =>
    help?.kind === 'local' ? help.answer(aRequest('help', { args: { command }, cluster: null }), world) : null;

  it('knows aliases', () => expect(about('OPS')).toMatchObject({ about: 'operations' }));

  it('suggests a command for a mistyped one', () => {
    const answer = about('operatoins');
    expect(answer && isRefusal(answer) && answer).toMatchObject({
      refused: 'mistyped_command',
      params: { meant: { value: 'operations' } },
    });
  });
});
