import { code, duration } from '../core/message.ts';
import type { Announcer } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Request } from '../core/request.ts';
import { whispered } from '../flow/hear.ts';

/** What the asker reads when a request is taken by nobody, or was lost. */
export function overdueNotices(announcer: Announcer) {
  const tell = async (request: Request, refusal: Refusal): Promise<void> => {
    const { place, actor, language, command, cluster } = request;
    if (place.kind !== 'channel' || actor.kind !== 'slack') return;
    const where = { id: `overdue-${request.id}`, channel: place.channel, thread: place.thread, language };
    await announcer.announce(whispered(where, actor.user, { command, cluster: cluster ?? '', refusal }));
  };
  return {
    notTaken: (request: Request, waitedMs: number) =>
      tell(request, refuse('no_worker', { command: code(`/etcd ${request.command}`), waited: duration(waitedMs) })),
    failed: (request: Request) => tell(request, refuse('internal_error', { request: code(request.id) })),
  };
}
