import { SlackError } from './slack-error.ts';
import { trim } from './workspace.ts';

/** Trigger ids: valid for 3 s and for one use (docs.slack.dev/interactivity/handling-user-interaction). */
export interface Triggers {
  readonly issue: (user: string) => string;
  /** The person whose action made the trigger. Throws expired_trigger_id, exchanged_trigger_id, invalid_trigger_id. */
  readonly redeem: (id: string) => string;
}

const lifeMs = 3_000;
const kept = 1_000;

export function createTriggers(now: () => number, newSecret: () => string): Triggers {
  const issued = new Map<string, { readonly user: string; readonly until: number; readonly used: boolean }>();
  return {
    issue(user) {
      const id = `${Math.floor(now())}.${newSecret().replaceAll('-', '').slice(0, 24)}`;
      issued.set(id, { user, until: now() + lifeMs, used: false });
      trim(issued, kept);
      return id;
    },
    redeem(id) {
      const trigger = issued.get(id);
      if (!trigger) throw new SlackError('invalid_trigger_id');
      if (trigger.used) throw new SlackError('exchanged_trigger_id');
      if (now() > trigger.until) throw new SlackError('expired_trigger_id');
      issued.set(id, { ...trigger, used: true });
      return trigger.user;
    },
  };
}
