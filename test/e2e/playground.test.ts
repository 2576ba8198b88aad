import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';
import { findChromium } from '../../src/setup/chromium.ts';
import { type AProcess, aProcess, main } from './a-process.ts';

let playground: AProcess;
let browser: Browser;
let url = '';
let shots: ScratchFolder;

beforeAll(async () => {
  shots = await scratchFolder('e2e-shots');
  const env = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', PORT: '0' };
  playground = aProcess([main, 'start'], env);
  const program = await findChromium({ say: () => undefined });
  browser = await chromium.launch({
    executablePath: program.path,
    env: { ...process.env, ...program.env },
    args: ['--no-sandbox'],
  });
  await playground.says('The playground is open', 60_000);
  url = /http:\/\/127\.0\.0\.1:\d+/.exec(playground.stdout())?.[0] ?? '';
});
afterAll(async () => {
  await browser?.close();
  playground?.child.kill('SIGINT');
  await playground?.ended;
  await shots?.remove();
});

async function open(colorScheme: 'light' | 'dark' = 'light', height = 1000): Promise<Page> {
  const viewport = { width: 1440, height };
  const context = await browser.newContext({ viewport, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(url);
  await page.getByTestId('act-as').selectOption('U0ALICE');
  await page.getByTestId('channel-etcd-prod').click();
  return page;
}

async function ask(page: Page, text: string) {
  const answers = page.locator('[data-testid=message][data-kind=answer]');
  const before = await answers.count();
  await page.getByTestId('message-box').fill(text);
  await page.getByTestId('message-box').press('Enter');
  await answers.nth(before).waitFor();
  return answers.nth(before);
}

/** The card of a change that is asked for now. */
async function askFor(page: Page, text: string): Promise<Locator> {
  const cards = page.locator('[data-testid=message][data-kind=plan]');
  const before = await cards.count();
  await page.getByTestId('message-box').fill(text);
  await page.getByTestId('message-box').press('Enter');
  await cards.nth(before).waitFor();
  const ts = await cards.nth(before).getAttribute('data-ts');
  return page.locator(`[data-testid=message][data-kind=plan][data-ts="${ts}"]`);
}

async function inState(card: Locator, state: string): Promise<void> {
  await card.and(card.page().locator(`[data-state=${state}]`)).waitFor({ timeout: 60_000 });
}

async function approveAs(page: Page, user: string, card: Locator): Promise<void> {
  await page.getByTestId('act-as').selectOption(user);
  await card.locator('[data-action-id=approve]').click();
  await page.getByTestId('confirm-accept').click();
}

/** Kept in docs/images with UPDATE_SCREENSHOTS=1: the README shows them. */
async function shoot(what: Page | Locator, name: string): Promise<void> {
  const file = join(shots.path, `${name}.png`);
  await what.screenshot({ path: file });
  if (!process.env.UPDATE_SCREENSHOTS) return;
  const images = join(import.meta.dirname, '../../docs/images');
  await mkdir(images, { recursive: true });
  await copyFile(file, join(images, `${name}.png`));
}

describe('the playground in a browser', () => {
  it('answers the operator with the state of a real cluster, and names the member that was stopped', async () => {
    const page = await open();
    const problems: string[] = [];
    page.on('pageerror', error => problems.push(error.message));
    page.on('console', message => message.type() === 'error' && problems.push(message.text()));

    const healthy = await ask(page, '/etcd status');
    await healthy.getByText('Healthy: 3 of 3 voters, tolerates 1 failure').first().waitFor();
    expect(await healthy.locator('[data-block-type=table] tbody tr').count()).toBe(3);
    expect(await healthy.getByText('pg-orders').count()).toBeGreaterThan(0);
    await shoot(page, 'status');

    // Without its leader a cluster elects first: a follower is what the sentence is about.
    const follower = (await healthy.locator('tbody tr', { hasText: 'follower' }).first().textContent())?.slice(0, 6);
    await page.getByTestId('tab-cluster').click();
    const member = page.locator(`[data-testid=member][data-member=${follower}]`);
    await member.locator('[data-member-action=stop]').click();
    await page.locator(`[data-testid=member][data-member=${follower}][data-state=stopped]`).waitFor();
    const broken = await ask(page, '/etcd status');
    const verdict = (await broken.textContent()) ?? '';
    expect(verdict).toContain('1 of 3 down');
    expect(verdict).toContain('tolerates no further failure');
    expect(verdict).toContain(`${follower} does not answer`);
    await broken.scrollIntoViewIfNeeded();
    await shoot(page, 'member-down');

    const dark = await open('dark');
    await dark.getByText('1 of 3 down').first().waitFor();
    await shoot(dark, 'member-down-dark');
    expect(await page.getByTestId('unsupported-block').count()).toBe(0);
    expect(problems).toEqual([]);
  }, 60_000);

  it('tells a stranger what he may not, where nobody else reads it', async () => {
    const page = await open();
    await page.getByTestId('act-as').selectOption('U0EVE');
    await page.getByTestId('message-box').fill('/etcd get /pg --prefix --show-value');
    await page.getByTestId('message-box').press('Enter');
    await page.locator('[data-ephemeral=true]').getByText('Only operators may do this').waitFor();
    await page.getByTestId('act-as').selectOption('U0BOB');
    await page.getByText('Only operators may do this').waitFor({ state: 'detached' });
  });

  it('takes a member in: asked for by one, approved by another, started, and a voter in the end', async () => {
    const page = await open('light', 1500);
    await page.getByTestId('tab-cluster').click();
    for (const stopped of await page.locator('[data-testid=member][data-state=stopped]').all()) {
      await stopped.locator('[data-member-action=restart]').click();
    }
    await page.locator('[data-testid=member][data-state=running]').nth(2).waitFor();
    await page.getByTestId('prepare-member').click();
    const line = (await page.getByTestId('member-add-line').textContent()) ?? '';
    expect(line).toMatch(/^\/etcd member add etcd-4 http:\/\/127\.0\.0\.1:\d+$/);

    const card = await askFor(page, line);
    await inState(card, 'awaiting_approval');
    await shoot(card, 'change-waits');
    await approveAs(page, 'U0BOB', card);
    await card.getByText('Start it with an empty data directory').first().waitFor();
    await shoot(card, 'change-runs');
    await page.locator('[data-member=etcd-4] [data-member-action=start]').click();
    await inState(card, 'succeeded');
    await shoot(card, 'change-succeeded');
    await card.getByTestId('open-thread').click();
    await page.getByTestId('thread').getByText('done and verified').first().waitFor();

    await page.getByTestId('act-as').selectOption('U0ALICE');
    const members = await ask(page, '/etcd member list');
    await members.getByText('etcd-4').first().waitFor();
  }, 120_000);

  it('lets a plan go void when the cluster changes under it, and refuses what the quorum cannot spare', async () => {
    const page = await open('light', 1500);
    const card = await askFor(page, '/etcd compact --keep 10');
    await inState(card, 'awaiting_approval');
    await page.getByTestId('tab-cluster').click();
    await page.locator('[data-member=etcd-4] [data-member-action=stop]').click();
    await page.locator('[data-testid=member][data-member=etcd-4][data-state=stopped]').waitFor();
    await approveAs(page, 'U0BOB', card);
    await inState(card, 'stale');
    await shoot(card, 'change-stale');

    await page.getByTestId('act-as').selectOption('U0ALICE');
    const refused = await askFor(page, '/etcd member remove etcd-2');
    await inState(refused, 'refused');
    await shoot(refused, 'change-refused');
    expect(await refused.locator('[data-action-id=approve]').count()).toBe(0);
    expect(await page.getByTestId('unsupported-block').count()).toBe(0);
  }, 90_000);
});
