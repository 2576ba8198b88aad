import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';
import { findChromium } from '../../src/setup/chromium.ts';
import { type Playground, startPlayground } from '../../src/wiring/playground.ts';
import { type AProcess, aProcess, main } from '../e2e/a-process.ts';
import { aDayLater, aPast, backUp, fill, presentOf, remember } from './a-past.ts';
import { smallPng } from './small-png.ts';

const PROD = 'etcd-prod';
const STAGING = 'etcd-staging';
const schemes = ['light', 'dark'] as const;
type Scheme = (typeof schemes)[number];

let scratch: ScratchFolder;
let playground: Playground;
let product: AProcess;
let browser: Browser;

/** The playground as it is, with keys of others, a backup, and a past; the second channel speaks Chinese and hears of alerts, too. */
beforeAll(async () => {
  scratch = await scratchFolder('screenshots');
  playground = await startPlayground({
    ...{ port: 0, listenOn: '127.0.0.1', version: '0.0.0', say: () => undefined, now: Date.now },
  });
  const endpoints = endpointsIn(playground.configText);
  await fill(endpoints);
  const backups = join(scratch.path, 'backups');
  await backUp(endpoints[0] ?? '', backups, Date.now());
  const past = aPast(Date.now(), await presentOf(endpoints));
  await remember(redis(), 'playground', past, Date.now());
  const config = join(scratch.path, 'etcd-chatops.yaml');
  const text = playground.configText
    .replace('    patroni:', `    snapshots: { directory: ${backups} }\n    patroni:`)
    .replace('"0 9 * * *"', '"* * * * *"')
    .replace('    language: zh', '    language: zh\n    alerts: true\n    reports: { schedule: "* * * * *" }');
  await writeFile(config, text);
  product = aProcess([main, 'start'], {
    ...{ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ADMIN_PORT: '0', ETCD_CHATOPS_CONFIG: config },
    ...playground.env,
  });
  const program = await findChromium({ say: () => undefined });
  browser = await chromium.launch({
    ...{ executablePath: program.path, env: { ...process.env, ...program.env }, args: ['--no-sandbox'] },
  });
}, 300_000);
afterAll(async () => {
  await browser?.close();
  product?.child.kill('SIGINT');
  await product?.ended;
  await playground?.close();
  await scratch?.remove();
});

const redis = (): string => playground.env.REDIS_URL ?? '';

const endpointsIn = (config: string): readonly string[] =>
  [...(/endpoints: \[([^\]]*)\]/.exec(config)?.[1] ?? '').matchAll(/"([^"]+)"/g)].map(([, url]) => url ?? '');

async function open(channel: string, colorScheme: Scheme = 'light'): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1180, height: 2400 },
    colorScheme,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.goto(playground.url);
  await page.getByTestId('act-as').selectOption('U0ALICE');
  await page.getByTestId(`channel-${channel}`).click();
  return page;
}

let empty: Page | undefined;
const blank = async (): Promise<Page> => {
  empty ??= await browser.newPage();
  return empty;
};

async function ask(page: Page, text: string, kind = 'answer'): Promise<string> {
  const answers = page.locator(`[data-testid=message][data-kind=${kind}]`);
  const before = await answers.count();
  await page.getByTestId('message-box').fill(text);
  await page.getByTestId('message-box').press('Enter');
  await answers.nth(before).waitFor();
  return (await answers.nth(before).getAttribute('data-ts')) ?? '';
}

const messageAt = (page: Page, ts: string): Locator => page.locator(`[data-testid=message][data-ts="${ts}"]`);

/** One message on a light and on a dark page, in docs/images. */
async function shoot(channel: string, ts: string, name: string): Promise<void> {
  for (const scheme of schemes) {
    const page = await open(channel, scheme);
    const message = messageAt(page, ts);
    await message.waitFor();
    await message.scrollIntoViewIfNeeded();
    expect(await message.getByTestId('unsupported-block').count()).toBe(0);
    const images = process.env.SCREENSHOTS ?? join(import.meta.dirname, '../../docs/images');
    await mkdir(images, { recursive: true });
    const small = await smallPng(await message.screenshot(), await blank());
    await writeFile(join(images, `${name}${scheme === 'dark' ? '-dark' : ''}.png`), small);
    await page.context().close();
  }
}

const report = '[data-testid=message][data-kind=report]';
const both = [
  [PROD, ''],
  [STAGING, '-zh'],
] as const;

describe('pictures of the playground', () => {
  it('a report that has one before it, in both languages', async () => {
    for (const [channel] of both) await (await open(channel)).locator(report).first().waitFor({ timeout: 90_000 });
    await aDayLater(redis());
    const page = await open(PROD);
    const card = messageAt(page, await ask(page, '/etcd move-leader', 'plan'));
    await page.getByTestId('act-as').selectOption('U0BOB');
    await card.locator('[data-action-id=approve]').click();
    await page.getByTestId('confirm-accept').click();
    await card.and(page.locator('[data-state=succeeded]')).waitFor({ timeout: 60_000 });
    for (const [channel, suffix] of both) {
      const second = (await open(channel)).locator(report).nth(1);
      await second.waitFor({ timeout: 90_000 });
      await shoot(channel, (await second.getAttribute('data-ts')) ?? '', `report${suffix}`);
    }
  });

  it('trend, as Slack draws it', async () => {
    const page = await open(PROD);
    await shoot(PROD, await ask(page, '/etcd trend'), 'trend');
  });

  it('trend and space, as pictures where Slack has no charts', async () => {
    const page = await open(PROD);
    await page.getByTestId('tab-slack').click();
    await page.getByTestId('fault-no-charts').click();
    for (const [what, name] of [
      ['trend', 'trend-picture'],
      ['space', 'space-picture'],
    ] as const) {
      const ts = await ask(page, `/etcd ${what}`);
      await messageAt(page, ts).locator('img[alt]').first().waitFor();
      await shoot(PROD, ts, name);
    }
  });

  it('an alert, in both languages', async () => {
    const page = await open(PROD);
    await page.getByTestId('tab-cluster').click();
    await page.locator('[data-testid=member][data-member=etcd-3] [data-member-action=stop]').click();
    for (const [channel, suffix] of both) {
      const alert = (await open(channel))
        .locator('[data-testid=message][data-kind=alert]', { hasText: 'etcd-3' })
        .first();
      await alert.waitFor({ timeout: 60_000 });
      await shoot(channel, (await alert.getAttribute('data-ts')) ?? '', `alert${suffix}`);
    }
  });
});
