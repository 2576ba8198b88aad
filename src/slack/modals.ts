import type { WebClient } from '@slack/web-api';
import type { Document } from '../core/document.ts';
import type { Speak } from '../core/message.ts';
import type { Log } from '../core/ports.ts';
import { messageOf } from './listen.ts';
import { type Confirmation, confirmationView } from './typed-confirmation.ts';

export type ModalParts = {
  /** One that never repeats a call: a trigger is good for one use within 3 s. */
  readonly client: WebClient;
  readonly speak: Speak;
  readonly log: Log;
};

/** Asks a person by a modal. False when Slack does not open it: the trigger is too old, or Slack is away. Never rejects. */
export const openModals = ({ client, speak, log }: ModalParts) => ({
  confirm: async (triggerId: string, confirmation: Confirmation, about: Document): Promise<boolean> => {
    try {
      await client.views.open({ trigger_id: triggerId, view: confirmationView(confirmation, about, speak) });
      return true;
    } catch (error) {
      log.warn({ operation: confirmation.operation, error: messageOf(error) }, 'could not open a modal');
      return false;
    }
  },
});
