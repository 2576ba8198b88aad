import type { WebClient } from '@slack/web-api';
import type { Document } from '../core/document.ts';
import type { Language, Speak } from '../core/message.ts';
import type { Log } from '../core/ports.ts';
import { render } from './blocks/render.ts';
import { messageOf } from './listen.ts';

export type HomeParts = { readonly client: WebClient; readonly speak: Speak; readonly log: Log };

/** Puts a document into a person's tab of the app. Never rejects: the next time it is opened it is put there again. */
export const openHomes =
  ({ client, speak, log }: HomeParts) =>
  async (user: string, document: Document, language: Language): Promise<void> => {
    const { blocks } = render(document, language, speak);
    try {
      await client.views.publish({ user_id: user, view: { type: 'home', blocks: [...blocks] } });
    } catch (error) {
      log.warn({ user, error: messageOf(error) }, "could not fill somebody's own tab");
    }
  };
