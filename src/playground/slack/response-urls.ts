import { type Fields, flagOf, isFields } from './fields.ts';
import { addMessage, findMessage, removeMessage, replaceMessage } from './messages.ts';
import type { Office } from './office.ts';
import { byBot, contentOf } from './post.ts';
import { SlackError } from './slack-error.ts';
import { caps, trim } from './workspace.ts';

interface Origin {
  readonly channel: string;
  readonly user: string;
  /** The message whose button was clicked; a slash command has none. */
  readonly messageTs?: string;
  readonly threadTs?: string;
}

/** response_url: 5 uses within 30 minutes (docs.slack.dev/interactivity/handling-user-interaction). */
export interface ResponseUrls {
  readonly issue: (origin: Origin) => string;
  /** Carries out what was posted to the url. Throws used_url, expired_url, and all that chat.postMessage throws. */
  readonly use: (id: string, body: unknown) => void;
}

const lifeMs = 30 * 60_000;
const uses = 5;

export function createResponseUrls(office: Office): ResponseUrls {
  const issued = new Map<string, Origin & { readonly until: number; readonly left: number }>();
  return {
    issue(origin) {
      const id = office.newSecret();
      issued.set(id, { ...origin, until: office.now() + lifeMs, left: uses });
      trim(issued, caps.responseUrls);
      return `${office.origin()}/response/${id}`;
    },
    use(id, body) {
      const url = issued.get(id);
      if (!url || office.now() > url.until) throw new SlackError('expired_url');
      if (url.left === 0) throw new SlackError('used_url');
      if (!isFields(body)) throw new SlackError('invalid_payload');
      answer(office, url, body);
      issued.set(id, { ...url, left: url.left - 1 });
    },
  };
}

/** Posts what an acknowledgement or a response_url carries: ephemeral unless it says `in_channel`. */
export function answer(office: Office, origin: Origin, body: Fields): void {
  const original = origin.messageTs && findMessage(office.workspace, origin.channel, origin.messageTs);
  if (flagOf(body.delete_original)) {
    if (original) removeMessage(office, original);
    return;
  }
  const content = contentOf(office, body);
  if (flagOf(body.replace_original) && original) {
    replaceMessage(office, { ...original, ...content });
    return;
  }
  const visible = body.response_type === 'in_channel';
  addMessage(office, {
    channel: origin.channel,
    ...byBot(office),
    ...content,
    ...(origin.threadTs ? { threadTs: origin.threadTs } : {}),
    ...(visible ? {} : { ephemeralTo: origin.user }),
  });
}
