import type { Log } from '../core/ports.ts';
import type { Request } from '../core/request.ts';
import type { Asks } from './asks.ts';
import { askAndWait } from './wait.ts';
import { type ListedMember, readMembers } from './wire/members.ts';

/** A person waits in front of a modal. */
const WAIT_MS = 2_500;

/** The members as a worker sees them now; empty when none answers in time. `request` says who asks, and of which cluster. Never rejects. */
export async function listMembers(asks: Asks, request: Request, log: Log): Promise<readonly ListedMember[]> {
  const read: Request = { ...request, command: 'member list', args: {}, options: {}, place: { kind: 'terminal' } };
  try {
    return readMembers((await askAndWait(asks, read, WAIT_MS)).facts);
  } catch (error) {
    log.info({ request: request.id, error }, 'nobody tells the members in time: they have to be typed');
    return [];
  }
}
