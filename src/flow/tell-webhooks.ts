import type { Text } from '../core/message.ts';
import type { WebhookSettings } from '../core/settings.ts';
import type { Told } from '../core/watch/incident.ts';
import { isCluster } from '../core/watch/watched-names.ts';
import { webhookMessage } from '../core/watch/webhook.ts';

type Hooks = {
  readonly webhooks: readonly WebhookSettings[];
  /** `id`: the same message again is none. */
  readonly send: (id: string, url: string, body: string) => Promise<void>;
  readonly tell: (text: Text) => string;
};

/** Every receiver that wants this cluster gets every story once: its id is made of the story. What is of no single cluster concerns all. */
export const tellWebhooks =
  ({ webhooks, send, tell }: Hooks) =>
  async (cluster: string, told: Told): Promise<void> => {
    const body = JSON.stringify(webhookMessage(cluster, told, tell));
    for (const [index, { url, clusters }] of webhooks.entries()) {
      if (clusters !== null && isCluster(cluster) && !clusters.includes(cluster)) continue;
      await send(`${told.incident.id}-${told.story.number}-${index}`, url, body);
    }
  };
