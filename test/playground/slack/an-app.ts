import { App, LogLevel, SocketModeReceiver } from '@slack/bolt';
import type { ServedStandIn } from '../../../src/playground/slack/server.ts';

/** A real Bolt app on Socket Mode against the stand-in, with the receiver settings that survive outages. */
export function anApp(slack: ServedStandIn): { readonly app: App; readonly receiver: SocketModeReceiver } {
  const receiver = new SocketModeReceiver({
    appToken: slack.tokens.app,
    logLevel: LogLevel.ERROR,
    clientPingTimeout: 2_000,
    installerOptions: {
      clientOptions: {
        slackApiUrl: slack.apiUrl,
        timeout: 5_000,
        retryConfig: { forever: true, factor: 1.5, minTimeout: 100, maxTimeout: 1_000, randomize: true },
      },
    },
  });
  const app = new App({
    token: slack.tokens.bot,
    receiver,
    deferInitialization: true,
    convoStore: false,
    logLevel: LogLevel.ERROR,
    clientOptions: {
      slackApiUrl: slack.apiUrl,
      timeout: 2_000,
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
  return { app, receiver };
}

export async function started(app: App): Promise<void> {
  await app.init();
  await app.start();
}
