import { describe, expect, it } from 'vitest';
import { readArgv } from '../../src/console/argv.ts';
import { languageOf, wantsColour } from '../../src/console/manners.ts';

describe('the words of a terminal', () => {
  it.each([
    ['no words', [], { json: false, words: [] }],
    ['a command', ['status', '-c', 'prod'], { json: false, words: ['status', '-c', 'prod'] }],
    ['--json at the end', ['status', '--json'], { json: true, words: ['status'] }],
    ['--json in the middle', ['member', '--JSON', 'list'], { json: true, words: ['member', 'list'] }],
    [
      '--json before an option',
      ['--json', 'get', '/a', '--limit', '3'],
      { json: true, words: ['get', '/a', '--limit', '3'] },
    ],
    ['a key that is called so', ['get', '--', '--json'], { json: false, words: ['get', '--', '--json'] }],
    ['a value that holds it', ['get', '/a', '--limit=--json'], { json: false, words: ['get', '/a', '--limit=--json'] }],
  ])('are read: %s', (_title, argv, expected) => {
    expect(readArgv(argv)).toEqual(expected);
  });
});

describe('the language of a terminal', () => {
  it.each([
    [{ LANG: 'zh_CN.UTF-8' }, 'en', 'zh'],
    [{ LANG: 'en_US.UTF-8', LC_ALL: 'zh' }, 'en', 'zh'],
    [{ LANG: 'zh_CN.UTF-8', LC_ALL: 'C' }, 'en', 'en'],
    [{ LANG: 'en_US.UTF-8' }, 'zh', 'zh'],
    [{}, 'zh', 'zh'],
    [{ LANG: ' ' }, 'en', 'en'],
    [{ LANG: 'zha_CN' }, 'en', 'en'],
  ] as const)('with %o and %s configured is %s', (env, configured, expected) => {
    expect(languageOf(env, configured)).toBe(expected);
  });
});

describe('colour', () => {
  it.each([
    ['a terminal', true, {}, true],
    ['a pipe', false, {}, false],
    ['NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['an empty NO_COLOR', true, { NO_COLOR: '' }, true],
    ['a dumb terminal', true, { TERM: 'dumb' }, false],
  ])('is for eyes alone: %s', (_title, isTerminal, env, expected) => {
    expect(wantsColour(isTerminal, env)).toBe(expected);
  });
});
