import type { Request } from '../src/core/request.ts';

/** A parsed command of an operator in a channel. */
export const aRequest = (command: string, changes: Partial<Request> = {}): Request => ({
  id: 'r1',
  command,
  args: {},
  options: {},
  cluster: 'prod',
  actor: { kind: 'slack', team: 'T1', user: 'U1', name: 'alice' },
  place: { kind: 'channel', channel: 'C1', thread: null },
  language: 'en',
  askedAt: Date.UTC(2026, 10, 22, 3, 10),
  ...changes,
});
