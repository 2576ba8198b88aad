import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { type Grammar, nameOf, parse } from '../../src/core/parse.ts';
import { argvOf, gapsIn } from '../../src/core/parse-gaps.ts';
import { wordsOfArgv, wordsOfSlack } from '../../src/core/words.ts';

const grammar: Grammar = { commands, clusters: ['prod', 'dev'], channelCluster: 'prod' };

function gaps(text: string, given = grammar) {
  const words = wordsOfSlack(text);
  if (!words.ok) throw new Error(words.error.refused);
  const found = gapsIn(words.value, given);
  return found && { ...found, command: nameOf(found.command), missing: found.missing.map(({ name }) => name) };
}

describe('what is missing of a command', () => {
  it.each([
    ['member remove', ['member'], {}],
    ['member replace etcd-3', ['name', 'url'], { member: 'etcd-3' }],
    ['member add etcd-4 --dry-run', ['url'], { name: 'etcd-4' }],
    ['approve', ['id'], {}],
    ['explain', ['command'], {}],
  ])('%s: %j', (text, missing, args) => {
    expect(gaps(text)).toMatchObject({ missing, args, cluster: text.startsWith('a') ? expect.anything() : 'prod' });
  });

  it('keeps options and the cluster that was named', () => {
    expect(gaps('member remove --dry-run -c dev')).toMatchObject({ options: { 'dry-run': true }, cluster: 'dev' });
  });

  it.each([
    ['all of it is there', 'member remove etcd-3'],
    ['only what may be left out is missing', 'move-leader'],
    ['it is no command', 'membre remove'],
    ['an option is wrong', 'member remove --dri-run'],
    ['help is wanted', 'member remove --help'],
    ['the cluster is unknown', 'member remove -c nowhere'],
  ])('is nothing to ask for where %s: %s', (_, text) => {
    expect(gaps(text)).toBeNull();
  });

  it('is nothing to ask for where nobody can tell the cluster', () => {
    expect(gaps('member remove', { ...grammar, channelCluster: null })).toBeNull();
  });

  it('is put in so that nothing that was typed is taken for an option', () => {
    const words = wordsOfSlack('member remove --dry-run -c dev');
    const found = words.ok ? gapsIn(words.value, grammar) : null;
    if (!found) throw new Error('nothing is missing');
    const argv = wordsOfArgv(argvOf({ ...found, args: { member: '--cluster=prod' } }));
    const asked = argv.ok ? parse(argv.value, grammar) : argv;
    expect(asked).toEqual({
      ok: true,
      value: {
        command: 'member remove',
        args: { member: '--cluster=prod' },
        options: { 'dry-run': true },
        cluster: 'dev',
      },
    });
  });
});
