import { describe, expect, it } from 'vitest';
import { wordsOfArgv, wordsOfSlack } from '../../src/core/words.ts';

const typed = (text: string) => {
  const words = wordsOfSlack(text);
  return words.ok ? words.value.map(word => word.text) : words.error.refused;
};

describe('words typed into Slack', () => {
  it.each([
    ['', []],
    ['  status  ', ['status']],
    ['get\u00a0/service/\u3000x\n y', ['get', '/service/', 'x', 'y']],
    ['status —cluster prod', ['status', '--cluster', 'prod']],
    ['status ––cluster=prod', ['status', '--cluster=prod']],
    ['status –c prod', ['status', '-c', 'prod']],
    ['status —c prod', ['status', '-c', 'prod']],
    ['get — -x', ['get', '--', '-x']],
    ['get a—b', ['get', 'a—b']],
    ['get “a b” c', ['get', 'a b', 'c']],
    ['get ‘a b’', ['get', 'a b']],
    ['get "a “b” c\'"', 'unclosed_quote'],
    ['get "a \\"b\\" \\\\ c"', ['get', 'a "b" \\ c']],
    ['get --prefix="a b"', ['get', '--prefix=a b']],
    ['get —prefix=“a b”', ['get', '--prefix=a b']],
    ['`get /a`', ['get /a']],
    ["get it's", ['get', "it's"]],
    ['get it’s', ['get', 'it’s']],
    ['get ""', ['get', '']],
    ['get "a', 'unclosed_quote'],
    ['get &lt;a&gt;&amp;lt;', ['get', '<a>&lt;']],
    ['add m <http://10.0.0.1:2380>', ['add', 'm', 'http://10.0.0.1:2380']],
    ['add m <http://10.0.0.1:2380/?a=1&amp;b|10.0.0.1:2380/?a=1&amp;b>', ['add', 'm', '10.0.0.1:2380/?a=1&b']],
    ['add <http://etcd.io|etcd.io>,<mailto:a@b.c|a@b.c>', ['add', 'etcd.io,a@b.c']],
    ['add <http://evil.example|http://good.example>', 'link_differs'],
    ['get <@U1|alice>', 'mention'],
    ['get x<#C1|general>y', 'mention'],
    ['get <!channel>', 'mention'],
    ['get <!subteam^S1|@dba>', 'mention'],
    ['\u200bstatus\u200b \ufeffprod\u200e', ['status', 'prod']],
    ['sta\u200btus', 'hidden_character'],
    ['get "a\u202eb"', 'hidden_character'],
    ['get a\u0000b', 'hidden_character'],
    ['get a\ud800b', 'hidden_character'],
    ['get \u3164', 'hidden_character'],
    ['status -c pr\u043ed', 'mixed_alphabets'],
    ['get /键/名', ['get', '/键/名']],
    ['get ключ', ['get', 'ключ']],
    ['x'.repeat(4000), ['x'.repeat(4000)]],
    ['x'.repeat(4001), 'too_long'],
    ['&amp;'.repeat(4000), ['&'.repeat(4000)]],
    ['&'.repeat(50_000), 'too_long'],
  ])('%j', (text, words) => expect(typed(text)).toEqual(words));

  it('remembers which words were quoted: they are never options', () => {
    expect(wordsOfSlack('get "--x" --y')).toEqual({
      ok: true,
      value: [
        { text: 'get', literal: false },
        { text: '--x', literal: true },
        { text: '--y', literal: false },
      ],
    });
  });
});

describe('words of a shell', () => {
  it('stay as the shell split them', () => {
    const words = wordsOfArgv(['get', 'a b', '<@U1>', '&lt;', '—prefix']);
    expect(words.ok && words.value.map(word => word.text)).toEqual(['get', 'a b', '<@U1>', '&lt;', '--prefix']);
    expect(wordsOfArgv(['get', 'a\u200bb'])).toMatchObject({ ok: false, error: { refused: 'hidden_character' } });
    expect(wordsOfArgv(['x'.repeat(4001)])).toMatchObject({ ok: false, error: { refused: 'too_long' } });
  });
});
