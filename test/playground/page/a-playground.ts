import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { App, LogLevel } from '@slack/bolt';
import type { HomeView, KnownBlock, ModalView } from '@slack/types';
import { type Browser, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { servePlayground } from '../../../src/playground/server/playground-server.ts';
import { createStandIn, type StandIn } from '../../../src/playground/slack/server.ts';
import { findChromium } from '../../../src/setup/chromium.ts';

export interface APlayground {
  readonly url: string;
  readonly standIn: StandIn;
  readonly app: App;
  readonly browser: Browser;
  /** A fresh browser, acting as that person. */
  readonly openAs: (person: string, look?: Look) => Promise<Page>;
  readonly close: () => Promise<void>;
}

export interface Look {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
}

/** The built page, the stand-in, a Bolt app to listen with, and Chromium. */
export async function startPlayground(listen: (app: App) => void): Promise<APlayground> {
  const pageFolder = await buildPage();
  let url = '';
  const standIn = createStandIn(() => url, { lingerTcp: false });
  const served = await servePlayground({ standIn, cluster: null, port: 0, version: '0.0.0-test', pageFolder });
  url = served.url;
  const app = new App({
    token: standIn.tokens.bot,
    appToken: standIn.tokens.app,
    socketMode: true,
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: `${url}/api/` },
  });
  listen(app);
  await app.start();
  const program = await findChromium({ say: () => undefined });
  const browser = await chromium.launch({
    executablePath: program.path,
    env: { ...process.env, ...program.env },
    args: ['--no-sandbox'],
  });
  return {
    url,
    standIn,
    app,
    browser,
    async openAs(person, look = {}) {
      const context = await browser.newContext({
        viewport: { width: look.width ?? 1440, height: look.height ?? 900 },
        colorScheme: look.colorScheme ?? 'light',
        reducedMotion: 'reduce',
      });
      const page = await context.newPage();
      page.setDefaultTimeout(8_000);
      await page.goto(url);
      await page.getByTestId('act-as').selectOption(person);
      await page.getByTestId('channel-etcd-prod').click();
      return page;
    },
    async close() {
      await browser.close();
      await app.stop();
      standIn.stop();
      await served.close();
      await rm(pageFolder, { recursive: true });
    },
  };
}

async function buildPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'playground-page-'));
  const configFile = resolve(import.meta.dirname, '../../../vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir: folder } });
  return folder;
}

/** The published types lack some blocks that Slack takes; the stand-in checks them on the way in. */
export const asBlocks = (blocks: readonly unknown[]): KnownBlock[] => JSON.parse(JSON.stringify(blocks));
export const asModal = (view: unknown): ModalView => JSON.parse(JSON.stringify(view));
export const asHome = (view: unknown): HomeView => JSON.parse(JSON.stringify(view));

/** Types into the message box and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  await page.getByTestId('message-box').fill(text);
  await page.getByTestId('message-box').press('Enter');
}
