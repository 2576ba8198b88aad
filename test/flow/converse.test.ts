import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { notAsked } from '../../src/core/cluster.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { converse } from '../../src/flow/converse.ts';
import { faultsOfBlocks } from '../../src/playground/slack/block-kit.ts';
import { readRequest, writeRequest } from '../../src/queue/wire/request.ts';
import { render } from '../../src/slack/blocks/render.ts';
import { speak } from '../../src/text/speak.ts';
import { runRead } from '../../workers/read.ts';
import { aCluster } from '../a-cluster.ts';
import { aWorld } from '../workers/a-world.ts';
import { aConversation, aDirectory, spoken } from './a-conversation.ts';

const fails = async (): Promise<never> => {
  throw new Error('Redis does not answer');
};

describe('a conversation', () => {
  it('hands a read to the workers, under the same id however often it is heard', async () => {
    const { conversation, asked, announced, remembered, measured } = aConversation();
    await converse(spoken('status'), conversation);
    await converse(spoken('status'), conversation);
    await converse(spoken('status', { origin: 'another' }), conversation);
    const [first, second, third] = asked.map(request => request.id);
    expect(first).toBe(second);
    expect(third).not.toBe(first);
    expect(remembered).toContain(`answer-${first}`);
    expect(measured).toEqual(['slash status', 'slash status', 'slash status']);
    expect(announced).toEqual([]);
  });

  it('answers in the channel what everybody may read, and in the thread it was asked in', async () => {
    const { conversation, announced } = aConversation();
    await converse(spoken('whoami', { kind: 'mention', thread: '1.2' }), conversation);
    expect(announced).toMatchObject([
      {
        channel: 'C1',
        thread: '1.2',
        audience: { kind: 'channel' },
        metadata: { kind: 'answer', cluster: '', command: 'whoami' },
      },
    ]);
  });

  it('refuses to the person alone, with the code in the metadata, in the language of the channel', async () => {
    const { conversation, announced, measured } = aConversation();
    await converse(spoken('get /a --show-value -c prod', { user: 'U9', channel: 'C2' }), conversation);
    expect(announced).toMatchObject([
      {
        audience: { kind: 'person', user: 'U9' },
        language: 'zh',
        metadata: { kind: 'refusal', cluster: 'prod', command: 'get', code: 'not_operator' },
      },
    ]);
    expect(measured).toEqual(['slash get', 'refused get not_operator']);
  });

  it('whispers directly when the queue does not take the question', async () => {
    const { conversation, whispered } = aConversation({ jobs: { ask: fails } });
    await converse(spoken('status'), conversation);
    expect(whispered).toHaveLength(1);
    expect(JSON.stringify(whispered[0]?.document)).toContain('refusal.queue_unreachable');
  });

  it('whispers the answer itself when the outbox does not take it', async () => {
    const { conversation, whispered } = aConversation({ announcer: { announce: fails } });
    await converse(spoken('help'), conversation);
    expect(JSON.stringify(whispered[0]?.document)).toContain('help.all');
  });

  it('is never silent, whatever breaks', async () => {
    const broken = { standing: fails, groupMembers: fails };
    const { conversation, whispered } = aConversation({ directory: broken });
    await converse(spoken('status'), conversation);
    expect(whispered).toHaveLength(1);
  });
});

const lures = [
  '<!channel>',
  '<!here|here>',
  '<@U1>',
  '<@U1|alice>',
  '<#C1|general>',
  '<!subteam^S1>',
  '<https://evil.example|status>',
  '<mailto:a@b.c|x>',
  '@everyone',
  '@channel',
  '&lt;!channel&gt;',
  '“',
  '”',
  '‘',
  '\u200b',
  '\u202e',
  '\ud800',
  '\u0000',
  '—cluster',
  '--limit',
  '`',
  '```',
  '*x*',
  '> ',
  '\n',
  '{name}',
  '😀',
  'ｓtatus',
  'ѕtatus',
  'x'.repeat(5_000),
  ...[
    'status',
    'get',
    'help',
    'member',
    'list',
    'quorum',
    '--without',
    '-c',
    'prod',
    '--help',
    '--',
    '/pg',
    'clusters',
  ],
];

const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc
    .array(fc.oneof(fc.constantFrom(...lures), fc.string({ maxLength: 8 })), { maxLength: 12 })
    .map(parts => parts.join(' ')),
  fc.array(fc.constantFrom(...lures), { maxLength: 6 }).map(parts => parts.join('')),
  fc.string({ minLength: 4_000, maxLength: 5_000 }),
  fc
    .tuple(
      fc.constantFrom(
        'get',
        'get --prefix',
        'get --prefix --show-value',
        'quorum --without',
        'quorum --with',
        'help',
        '',
      ),
      fc.oneof(fc.constantFrom('status', ...lures), fc.string({ unit: 'grapheme', maxLength: 60 })),
    )
    .map(([command, rest]) => `${command} ${rest} -c prod`),
);

const aPage = (key: string) => ({
  entries: [key, `${key}/<!channel>`, `${key}<@U1>`].map(name => ({
    key: name,
    valueBytes: 12,
    version: 1,
    modRevision: 7,
    createRevision: 7,
    lease: null,
    value: `@everyone ${name}`,
  })),
  total: 3,
  revision: 7,
});

/** A cluster whose keys are called like what was asked for. */
const theReader = (cluster: string): EtcdReader => ({
  survey: async ({ keys }) => ({
    ...aCluster(cluster).patroni().snapshot(),
    keys: keys === undefined ? notAsked : { ok: true, value: aPage(keys.key) },
  }),
  close: async () => undefined,
});

/** What Slack would take for a mention, a broadcast or a link. */
const PING = /<[!@#]|<https?:|<mailto:|@(here|channel|everyone)/i;

/** The one thing of Slack's markup that we write ourselves: a time in the reader's zone. */
const OWN_DATE = /<!date\^\d+\^[{}\w ]+\|[\d:.TZ-]+>/g;

describe('whatever an operator types', () => {
  it('is answered, refused or handed on; nothing throws, nothing pings, and Slack takes every message', async () => {
    await fc.assert(
      fc.asyncProperty(typed, fc.constantFrom('C1', 'C2', 'C9'), async (text, channel) => {
        const { conversation, asked, announced, whispered } = aConversation({ directory: aDirectory() });
        await converse(spoken(text, { channel }), conversation);
        expect(asked.length + announced.length).toBe(1);
        expect(whispered).toEqual([]);
        const worker = aWorld({ reader: theReader });
        for (const request of asked) {
          expect(readRequest(JSON.parse(JSON.stringify(writeRequest(request))))).toEqual({ ok: true, value: request });
          await runRead(request, worker.world);
        }
        expect(announced.length + worker.announced.length).toBe(1);
        for (const { document, language, metadata } of [...announced, ...worker.announced]) {
          expect(['answer', 'refusal']).toContain(metadata.kind);
          const { blocks, text: fallback } = render(document, language, speak);
          expect(faultsOfBlocks(blocks, 'message')).toEqual([]);
          expect(blocks.length).toBeGreaterThan(0);
          expect(fallback.trim()).not.toBe('');
          expect(fallback.length).toBeLessThanOrEqual(40_000);
          expect(fallback).not.toMatch(PING);
          expect(JSON.stringify(blocks).replaceAll(OWN_DATE, '')).not.toMatch(PING);
        }
      }),
      { numRuns: 3_000 },
    );
  }, 60_000);
});
