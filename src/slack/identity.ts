import type { WebClient } from '@slack/web-api';
import type { Log } from '../core/ports.ts';
import { refusalOfTokens } from './errors.ts';
import type { Self } from './incoming.ts';
import { messageOf } from './listen.ts';
import { backOff, pause } from './pause.ts';

/**
 * Asks Slack who we are, as often as it takes. @throws SlackRefusesError when Slack refuses the bot token.
 * @throws Error when `signal` aborts first.
 */
export async function findSelf(client: WebClient, log: Log, random: () => number, signal: AbortSignal): Promise<Self> {
  for (let attempt = 0; !signal.aborted; attempt += 1) {
    try {
      const answer = await client.auth.test();
      if (!answer.team_id || !answer.user_id) throw new Error('auth.test named neither workspace nor bot');
      return { team: answer.team_id, enterprise: answer.enterprise_id ?? null, botUserId: answer.user_id };
    } catch (error) {
      const refusal = refusalOfTokens(error, 'bot');
      if (refusal) throw refusal;
      const waitMs = backOff(attempt, random);
      log.warn({ error: messageOf(error), waitMs: Math.round(waitMs) }, 'cannot reach Slack, trying again');
      await pause(waitMs, signal);
    }
  }
  throw new Error('stopped before Slack was reached');
}
