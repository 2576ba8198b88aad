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

async function ask({ id }: Operation, { operations, settings, announcer, clock }: Nagging): Promise<void> {
  const moved = await operations.transition(id, current =>
    isNagDue(current, clock())
      ? apply(current, { kind: 'nagged' }, clock())
      : fail(refuse('nothing_to_review', { id: code(id) })),
  );
  const place = moved.ok ? cardPlace(moved.value, settings) : null;
  if (moved.ok && place !== null) await announcer.announce(reviewMessage(moved.value, place));
}
