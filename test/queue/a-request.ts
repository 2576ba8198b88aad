import type { Request } from '../../src/core/request.ts';

export function aRequest(id: string, more: Partial<Request> = {}): Request {
  return {
    id,
    command: 'status',
    args: {},
    options: {},
    cluster: 'prod',
    actor: { kind: 'slack', team: 'T1', user: 'U1', name: 'alice' },
    place: { kind: 'channel', channel: 'C1', thread: null },
    language: 'en',
    askedAt: Date.now(),
    ...more,
  };
}
