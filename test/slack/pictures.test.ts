import { describe, expect, it, onTestFinished } from 'vitest';
import type { Addressed } from '../../src/core/announcement.ts';
import type { Document, Pictured } from '../../src/core/document.ts';
import type { Hung } from '../../src/core/hanging.ts';
import { verbatim } from '../../src/core/message.ts';
import { openDrawing } from '../../src/pictures/drawing.ts';
import { openDelivery } from '../../src/slack/delivery.ts';
import { openHanger } from '../../src/slack/hang.ts';
import { webClient } from '../../src/slack/web-client.ts';
import { speak } from '../../src/text/speak.ts';
import { aSlack } from '../a-slack.ts';
import { aLog, socketSettings } from './a-bot.ts';

const channel = 'C0PRODETCD';
const MIB = 1024 ** 2;
const START = Date.UTC(2026, 10, 1);

const chart: Pictured = {
  type: 'chart',
  title: verbatim('Database file'),
  unit: 'bytes',
  times: [START, START + 3_600_000],
  series: [
    { name: verbatim('File'), values: [100 * MIB, 300 * MIB] },
    { name: verbatim('Quota'), values: [512 * MIB, 512 * MIB], limit: true },
  ],
  ahead: { at: START + 7_200_000, value: 500 * MIB },
};
const treemap: Pictured = {
  type: 'treemap',
  title: verbatim('What fills it'),
  alt: verbatim('/pg/ 3 MiB'),
  parts: [{ label: '/pg/', bytes: 3 * MIB, owner: 'patroni' }],
};

const announcement = (id: string, document: Document = [chart]): Addressed => ({
  id,
  channel,
  thread: null,
  audience: { kind: 'channel' },
  language: 'en',
  metadata: { kind: 'answer', cluster: 'prod', command: 'trend' },
  document: [{ type: 'verdict', tone: 'good', text: verbatim(`says ${id}`) }, ...document],
});

/** Bots that share what they know of pictures; each forgets what it learned of Slack when it starts anew. */
async function aWorkspace() {
  const slack = await aSlack();
  onTestFinished(() => slack.close());
  const { log, lines } = aLog();
  const client = webClient(socketSettings(slack), log);
  const known = new Map<string, Hung>();
  const hangings = {
    of: async (key: string) => known.get(key) ?? null,
    keep: async (key: string, hung: Hung) => void known.set(key, hung),
  };
  let now = START;
  const clock = () => now;
  const aBot = () => {
    const hang = openHanger({ client, drawing: openDrawing(log), hangings, clock, log });
    return openDelivery({ client, botUserId: () => 'U0ETCDBOT', speak, hang, clock, log });
  };
  const shapes = () => slack.messages(channel).map(({ blocks }) => blocks.map(({ type }) => type));
  const uploads = () => slack.calls.named('files.completeUploadExternal').length;
  const pass = (ms: number): void => {
    now += ms;
  };
  return { slack, lines, aBot, shapes, uploads, pass };
}

describe('where Slack refuses its own chart', () => {
  it('a picture stands in for it, with its numbers in words and its colours named', async () => {
    const { slack, aBot, shapes } = await aWorkspace();
    slack.faults.refuseBlocks(['data_visualization']);
    expect(await aBot().post(announcement('a'))).toMatchObject({ outcome: 'ok' });
    expect(shapes()).toEqual([['header', 'image', 'context']]);
    const [file] = [...slack.workspace.files.values()];
    expect(file?.bytes?.subarray(1, 4).toString()).toBe('PNG');
    expect(slack.messages(channel)[0]?.blocks).toMatchObject([
      {},
      {
        slack_file: { id: file?.id },
        title: { text: 'Database file' },
        alt_text: expect.stringMatching(
          /^Database file\. File: 100 MiB → 300 MiB, at most 300 MiB\. Quota: .*500 MiB at .*2026/,
        ),
      },
      { elements: [{ text: '🟦 File · 🟥 Quota' }] },
    ]);
    expect(file?.channels, 'the file alone is posted nowhere').toEqual([]);
  });

  it('it is not asked again for a while, and then it is', async () => {
    const { slack, aBot, shapes, pass } = await aWorkspace();
    const bot = aBot();
    slack.faults.refuseBlocks(['data_visualization']);
    await bot.post(announcement('a'));
    const calls = () => slack.calls.named('chat.postMessage').length;
    expect(calls()).toBe(2);
    await bot.post(announcement('b'));
    expect(calls()).toBe(3);
    slack.faults.refuseBlocks([]);
    pass(7 * 3_600_000);
    await bot.post(announcement('c'));
    expect(shapes().at(-1)).toEqual(['header', 'data_visualization']);
  });

  it('the same picture is uploaded once, by whichever bot and however often it is delivered', async () => {
    const { slack, aBot, uploads } = await aWorkspace();
    slack.faults.refuseBlocks(['data_visualization']);
    slack.faults.api('chat.postMessage', { kind: 'error', error: 'invalid_blocks' });
    slack.faults.api('chat.postMessage', { kind: 'lost_answer' });
    expect(await aBot().post(announcement('a'))).toEqual({ outcome: 'unknown' });
    expect(await aBot().post(announcement('a'))).toMatchObject({ outcome: 'ok' });
    expect(uploads()).toBe(1);
  });

  it.each(['files.getUploadURLExternal', 'upload', 'files.completeUploadExternal'])(
    'words are left where %s fails',
    async method => {
      const { slack, aBot, shapes, lines } = await aWorkspace();
      slack.faults.refuseBlocks(['data_visualization']);
      slack.faults.api(method, { kind: 'status', status: 500 });
      expect(await aBot().post(announcement('a'))).toMatchObject({ outcome: 'ok' });
      expect(shapes()).toEqual([['header']]);
      expect(slack.messages(channel)[0]?.text).toContain('File: 100 MiB → 300 MiB');
      expect(lines).toContainEqual(expect.objectContaining({ message: 'Slack did not take a picture' }));
    },
  );

  it('words are left where pictures are refused, too', async () => {
    const { slack, aBot, shapes } = await aWorkspace();
    slack.faults.refuseBlocks(['data_visualization', 'image']);
    expect(await aBot().post(announcement('a'))).toMatchObject({ outcome: 'ok' });
    expect(shapes()).toEqual([['header']]);
  });
});

describe('where Slack does not fold sections', () => {
  const folded: Document = [
    { type: 'fold', title: verbatim('More'), parts: [{ type: 'paragraph', text: verbatim('the rest of it') }] },
    chart,
  ];

  it('they stand open, and it is not asked again for a while', async () => {
    const { slack, aBot, shapes, pass } = await aWorkspace();
    const bot = aBot();
    slack.faults.refuseBlocks(['container']);
    await bot.post(announcement('a', folded));
    const calls = () => slack.calls.named('chat.postMessage').length;
    expect(calls()).toBe(2);
    await bot.post(announcement('b', folded));
    expect(calls()).toBe(3);
    const open = ['header', 'rich_text', 'rich_text', 'data_visualization'];
    expect(shapes()).toEqual([open, open]);
    slack.faults.refuseBlocks([]);
    pass(7 * 3_600_000);
    await bot.post(announcement('c', folded));
    expect(shapes().at(-1)).toEqual(['header', 'container', 'data_visualization']);
  });

  it('where charts are refused as well, a picture stands in for these', async () => {
    const { slack, aBot, shapes } = await aWorkspace();
    const bot = aBot();
    slack.faults.refuseBlocks(['container', 'data_visualization']);
    for (const id of ['a', 'b', 'c']) await bot.post(announcement(id, folded));
    const open = ['header', 'rich_text', 'rich_text', 'image', 'context'];
    expect(shapes()).toEqual([open, open, open]);
    expect(slack.calls.named('chat.postMessage')).toHaveLength(3 + 2 + 1);
  });
});

describe('a picture that Slack still looks at', () => {
  it('makes the message wait, and is not uploaded again', async () => {
    const { slack, aBot, shapes, uploads } = await aWorkspace();
    const bot = aBot();
    slack.faults.slowFiles(60_000);
    expect(await bot.post(announcement('a', [treemap]))).toEqual({ outcome: 'unavailable' });
    expect(shapes()).toEqual([]);
    for (const [id, file] of slack.workspace.files) slack.workspace.files.set(id, { ...file, readyAt: 0 });
    expect(await bot.post(announcement('a', [treemap]))).toMatchObject({ outcome: 'ok' });
    expect(shapes()).toEqual([['header', 'image', 'context']]);
    expect(uploads()).toBe(1);
  });

  it('is not waited for any longer than half a minute', async () => {
    const { slack, aBot, shapes, pass } = await aWorkspace();
    const bot = aBot();
    slack.faults.slowFiles(3_600_000);
    expect(await bot.post(announcement('a', [treemap]))).toEqual({ outcome: 'unavailable' });
    pass(31_000);
    expect(await bot.post(announcement('a', [treemap]))).toMatchObject({ outcome: 'ok' });
    expect(shapes()).toEqual([['header']]);
  });

  it('is left out of a whisper, which nobody would see late', async () => {
    const { slack, aBot, shapes } = await aWorkspace();
    slack.faults.slowFiles(60_000);
    const whisper = { ...announcement('w', [treemap]), audience: { kind: 'person', user: 'U0ALICE' } as const };
    expect(await aBot().whisper(whisper)).toMatchObject({ outcome: 'ok' });
    expect(shapes()).toEqual([['header']]);
  });
});

it('areas are a picture everywhere, beside a chart of Slack’s own', async () => {
  const { slack, aBot, shapes } = await aWorkspace();
  await aBot().post(announcement('a', [chart, treemap]));
  expect(shapes()).toEqual([['header', 'data_visualization', 'image', 'context']]);
  expect(slack.messages(channel)[0]?.blocks.at(-1)).toMatchObject({ elements: [{ text: '🟦 Patroni' }] });
});
