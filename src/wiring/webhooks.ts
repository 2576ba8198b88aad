import { plain } from '../core/message.ts';
import type { Meter } from '../core/ports.ts';
import type { Settings } from '../core/settings.ts';
import { tellWebhooks } from '../flow/tell-webhooks.ts';
import type { Link } from '../queue/link.ts';
import { openWebhooks } from '../queue/webhooks.ts';
import { speak } from '../text/speak.ts';
import { openPost } from '../webhooks/post.ts';

/** Whoever else is told of alerts: a queue that tries again, and the posting itself. */
export function openOutside(link: Link, { webhooks = [], language }: Settings, meter: Meter) {
  const poster = openPost(url => webhooks.find(each => each.url === url)?.token ?? null);
  const { queue, send, close } = openWebhooks({ ...link, post: poster.post, done: meter.webhookPosted });
  return {
    queue,
    tell: tellWebhooks({ webhooks, send, tell: text => plain(speak(text, language)) }),
    close: async () => {
      await close();
      await poster.close();
    },
  };
}
