import { onTestFinished } from 'vitest';
import type { Log } from '../../src/core/ports.ts';
import type { SlackSettings } from '../../src/core/settings.ts';
import { openSlack, type Slack, type SlackParts } from '../../src/slack/app.ts';
import type { Incoming } from '../../src/slack/incoming.ts';
import { type ASlack, aSlack } from '../a-slack.ts';

export type LogLine = { readonly level: string; readonly fields: object; readonly message: string };

export type ABot = {
  readonly slack: ASlack;
  readonly bot: Slack;
  readonly handled: readonly Incoming[];
  readonly lines: readonly LogLine[];
  readonly log: Log;
};

export function aLog(): { readonly log: Log; readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (fields: object, message: string) => void lines.push({ level, fields, message });
  return { lines, log: { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') } };
}

export const socketSettings = (slack: ASlack): SlackSettings => ({
  mode: 'socket',
  botToken: slack.tokens.bot,
  appToken: slack.tokens.app,
  apiUrl: slack.apiUrl,
});

type Options = Partial<SlackParts> & { readonly slack?: ASlack };

/** Our edge on a stand-in of Slack, by real Bolt. Not started. Everything ends with the test. */
export async function anUnstartedBot({ slack: given, handle, ...parts }: Options = {}): Promise<ABot> {
  const slack = given ?? (await aSlack());
  const { log, lines } = aLog();
  const handled: Incoming[] = [];
  const known = new Set<string>();
  const bot = openSlack({
    settings: socketSettings(slack),
    handle: async incoming => {
      handled.push(incoming);
      await handle?.(incoming);
    },
    seen: async id => known.size === known.add(id).size,
    check: () => null,
    busyText: () => 'busy',
    meter: { acknowledged: () => {}, socketConnections: () => {} },
    log,
    clock: Date.now,
    random: () => 0,
    ...parts,
  });
  onTestFinished(async () => {
    await bot.drain(1000);
    await slack.close();
  });
  return { slack, bot, handled, lines, log };
}

/** As above, and receiving by as many connections as it keeps. */
export async function aBot(options: Options = {}): Promise<ABot> {
  const world = await anUnstartedBot(options);
  await world.bot.start();
  if ((options.settings?.mode ?? 'socket') === 'socket')
    await world.slack.waitUntil(() => world.slack.connections() === 2);
  return world;
}
