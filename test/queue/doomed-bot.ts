import type { Delivery } from '../../src/core/ports.ts';
import { aBot } from './a-bot.ts';

const never = (): Promise<never> => new Promise(() => undefined);

/** A bot that says when it is about to post, and then hangs until it is killed. */
export async function run(url: string, prefix: string): Promise<void> {
  const delivery: Delivery = {
    post: announcement => {
      process.stdout.write(`posting ${announcement.id}\n`);
      return never();
    },
    update: never,
    whisper: never,
    find: never,
  };
  await aBot(url, prefix, delivery, { lockMs: 2_000 });
}
