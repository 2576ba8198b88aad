import { z } from 'zod';
import { memberActions, slackFaults } from './wire.ts';

const id = z.string().min(1).max(100);
const choice = z.union([z.string().max(20_000), z.array(z.string().max(2_000)).max(200)]);
const values = z.record(z.string().max(600), choice);
const place = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('message'), channel: id, ts: id }),
  z.strictObject({ kind: z.literal('view'), id }),
  z.strictObject({ kind: z.literal('home') }),
]);

/** The shape of each POST's body, as `Asks` has it. */
export const askShapes = {
  type: z.strictObject({ as: id, channel: id, text: z.string().min(1).max(40_000), threadTs: id.nullable() }),
  click: z.strictObject({
    as: id,
    place,
    blockId: z.string().max(255),
    actionId: z.string().max(255),
    choice: choice.nullable(),
    values,
  }),
  submit: z.strictObject({ as: id, view: id, values }),
  'close-view': z.strictObject({ as: id, view: id }),
  'open-home': z.strictObject({ as: id }),
  'slack-fault': z.strictObject({ fault: z.enum(slackFaults) }),
  'cluster-fault': z.union([
    z.strictObject({ action: z.enum(memberActions), member: id }),
    z.strictObject({ action: z.enum(['fill-quota', 'prepare-member']) }),
  ]),
} as const;
