import { expect } from 'vitest';
import { BOB } from '../e2e/a-change.ts';
import { ALICE } from '../e2e/a-product.ts';
import type { Stage } from './a-stage.ts';
import type { Asked } from './ask.ts';
import { TURNS_OF_DENIAL } from './bot-killed.ts';
import type { Deed } from './deed.ts';
import { insist, load } from './endure.ts';

/** Changes that are not approved but denied, or taken back: nothing of them happens. */
export const withdrawn = (): readonly Deed[] =>
  Array.from({ length: TURNS_OF_DENIAL }).flatMap((_, index) => [
    { ...nothingOf(`denied-${index}`), name: 'role add, denied', state: 'denied', decide: deny } as const,
    { ...nothingOf(`cancelled-${index}`), name: 'role add, cancelled', state: 'cancelled', decide: cancel } as const,
  ]);

const nothingOf = (role: string): Pick<Deed, 'line' | 'proof'> => ({
  line: async () => `role add ${role}`,
  proof: async ({ ctl }) => expect(await ctl('role', 'list')).not.toContain(role),
});

const deny = ({ id, channel }: Asked, stage: Stage): Promise<void> =>
  insist(
    async () => (await load(id, stage)).votes.length > 0,
    () => stage.world.slack.people.type(BOB, channel, `/etcd deny ${id} not now`),
  );

const cancel = ({ id, channel, ts }: Asked, stage: Stage): Promise<void> =>
  insist(
    async () => (await load(id, stage)).cancel !== null,
    () => stage.world.slack.people.click(ALICE, channel, ts, 'cancel'),
  );
