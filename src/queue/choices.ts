import type { Log } from '../core/ports.ts';
import type { Request } from '../core/request.ts';
import type { Asks } from './asks.ts';
import { askAndWait } from './wait.ts';
import { type Logins, readLogins } from './wire/logins.ts';
import { type ListedMember, readMembers } from './wire/members.ts';

/** A person waits in front of a modal. */
const WAIT_MS = 2_500;

/** The members as a worker sees them now; empty when none answers in time. `request` says who asks, and of which cluster. Never rejects. */
export const listMembers = async (asks: Asks, request: Request, log: Log): Promise<readonly ListedMember[]> =>
  readMembers(await factsOf('member list', asks, request, log));

/** The names of users and roles, in the same way. */
export const listLogins = async (asks: Asks, request: Request, log: Log): Promise<Logins> =>
  readLogins(await factsOf('user list', asks, request, log));

async function factsOf(command: string, asks: Asks, request: Request, log: Log): Promise<unknown> {
  const place = { kind: 'terminal' } as const;
  try {
    return (await askAndWait(asks, { ...request, command, args: {}, options: {}, place }, WAIT_MS)).facts;
  } catch (error) {
    log.info({ request: request.id, error }, 'nobody tells in time what can be chosen: it has to be typed');
    return null;
  }
}
