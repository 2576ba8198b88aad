import type { ModalView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import type { Document } from '../core/document.ts';
import type { Speak } from '../core/message.ts';
import type { Log } from '../core/ports.ts';
import { type Denying, denialView } from './denial.ts';
import { messageOf } from './listen.ts';
import { type Confirmation, confirmationView } from './typed-confirmation.ts';

export type ModalParts = {
  /** One that never repeats a call: a trigger is good for one use within 3 s. */
  readonly client: WebClient;
  readonly speak: Speak;
  readonly log: Log;
};

/** Asks a person by a modal. False when Slack does not open it: the trigger is too old, or Slack is away. Never rejects. */
export function openModals({ client, speak, log }: ModalParts) {
  const open = async (trigger: string, operation: string, view: ModalView): Promise<boolean> => {
    try {
      await client.views.open({ trigger_id: trigger, view });
      return true;
    } catch (error) {
      log.warn({ operation, error: messageOf(error) }, 'could not open a modal');
      return false;
    }
  };
  return {
    confirm: (trigger: string, confirmation: Confirmation, about: Document): Promise<boolean> =>
      open(trigger, confirmation.operation, confirmationView(confirmation, about, speak)),
    deny: (trigger: string, denying: Denying, about: Document): Promise<boolean> =>
      open(trigger, denying.operation, denialView(denying, about, speak)),
  };
}
