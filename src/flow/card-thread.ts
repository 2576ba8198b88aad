import { isCountId } from '../core/counting.ts';
import type { Facts } from '../core/facts/index.ts';
import type { Operations } from '../core/ports.ts';
import type { Result } from '../core/result.ts';
import type { Word } from '../core/words.ts';
import { cardId } from '../present/card-message.ts';
import { isOperationId } from './ticket.ts';

/** Where a message was posted. Null: not yet, or nobody remembers. */
export type Posted = { readonly tsOf: (messageId: string) => Promise<string | null> };

/** Commands that in a card's thread mean its operation. */
const aboutOne: ReadonlySet<string> = new Set(['approve', 'deny', 'reject', 'request-changes', 'cancel']);

/** As many cards as one looks at to tell whose thread it is: those that can still be acted on. */
const MOST_OPEN = 200;

/** The open operation whose card began this thread; null when none did, or that cannot be told. */
export async function operationOfThread(
  thread: string,
  channel: string,
  { operations, posted }: { readonly operations: Operations; readonly posted: Posted },
): Promise<string | null> {
  const open = await operations.list({ cluster: null, open: true, limit: MOST_OPEN });
  const here = open.filter(({ request: { place } }) => place.kind !== 'channel' || place.channel === channel);
  const seen = await Promise.all(here.map(async ({ id }) => ({ id, ts: await posted.tsOf(cardId(id)) })));
  return seen.find(({ ts }) => ts === thread)?.id ?? null;
}

/** Whether what was done stands as a reply in this very thread. */
export async function isTold(facts: Facts, thread: string | null, posted: Posted): Promise<boolean> {
  if (thread === null || (facts.kind !== 'vote' && facts.kind !== 'cancel')) return false;
  return (await posted.tsOf(cardId(facts.operation)).catch(() => null)) === thread;
}

/** `approve`, typed in a card's thread without an id, means that card: the id is put in. Everything else stays as it is. */
export async function withOperation<E>(
  words: Result<readonly Word[], E>,
  find: () => Promise<string | null>,
): Promise<Result<readonly Word[], E>> {
  if (!words.ok) return words;
  const [verb, next, ...rest] = words.value;
  if (verb === undefined || !aboutOne.has(verb.text.toLowerCase())) return words;
  if (next !== undefined && (isOperationId(next.text) || isCountId(next.text) || isHelp(next))) return words;
  const id = await find().catch(() => null);
  if (id === null) return words;
  return { ok: true, value: [verb, { text: id, literal: false }, ...(next === undefined ? [] : [next]), ...rest] };
}

const isHelp = ({ text, literal }: Word): boolean => !literal && /^(-h|--?help)$/i.test(text);
