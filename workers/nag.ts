import { isNagDue } from '../src/core/break-glass.ts';
import { code } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
import { refuse } from '../src/core/refusal.ts';
import { fail } from '../src/core/result.ts';
import { apply } from '../src/core/transition.ts';
import { cardPlace } from '../src/present/card-message.ts';
import { reviewMessage } from '../src/present/review-message.ts';
import type { ChangeWorld } from './change-world.ts';

/** As many as one looks back at: emergencies are rare. */
const MOST = 500;

type Nagging = Pick<ChangeWorld, 'operations' | 'settings' | 'announcer' | 'clock' | 'log'>;

/** Asks for the reviews that are due. Of several workers one does, because one moves the operation on. Never rejects. */
export async function nag(world: Nagging): Promise<void> {
  const { operations, clock, log } = world;
  try {
    const latest = await operations.list({ cluster: null, open: false, limit: MOST });
    for (const operation of latest.filter(each => isNagDue(each, clock()))) await ask(operation, world);
  } catch (error) {
    log.warn({ error }, 'reviews that are due are not asked for at this moment');
  }
}

/**
 * Said first, then written down: who dies in between leaves the same message to the next one, and the same message twice is said once. Somebody
 * may have signed meanwhile: then it says so.
 */
async function ask(operation: Operation, { operations, settings, announcer, clock }: Nagging): Promise<void> {
  const place = cardPlace(operation, settings);
  const nags = (operation.breakGlass?.nags ?? 0) + 1;
  const say = async (current: Operation): Promise<void> => {
    const { breakGlass } = current;
    if (place === null || !breakGlass) return;
    await announcer.announce(reviewMessage({ ...current, breakGlass: { ...breakGlass, nags } }, place));
  };
  await say(operation);
  const moved = await operations.transition(operation.id, current =>
    isNagDue(current, clock())
      ? apply(current, { kind: 'nagged' }, clock())
      : fail(refuse('nothing_to_review', { id: code(operation.id) })),
  );
  const now = moved.ok ? null : await operations.load(operation.id);
  if (now?.breakGlass?.review) await say(now);
}
