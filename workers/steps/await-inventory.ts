import { code, inner, say, verbatim } from '../../src/core/message.ts';
import type { Look, Site, StepOf, Wait } from './deed.ts';

/** As long as somebody needs who has read the card. */
const EDITED_WITHIN_MS = 30 * 60_000;

/** Waits for an edit that is a person's: the inventory is under version control in most places, and not the bot's to write. */
export const awaitInventory = ({ file, address }: StepOf<'await-inventory'>, site: Site): Wait => ({
  kind: 'wait',
  look: () => look(file, address, site),
  withinMs: EDITED_WITHIN_MS,
  everyMs: 2_000,
});

async function look(file: string, address: string, { operator }: Site): Promise<Look> {
  const { pigsty } = await operator.survey({ parts: ['pigsty'] });
  if (!pigsty?.ok) {
    const detail = inner(verbatim(pigsty?.fault.detail ?? ''));
    return { state: 'waiting', note: say('running.inventory.unreadable', { detail }) };
  }
  const { hosts, problems } = pigsty.value.inventory;
  if (problems.length > 0) return { state: 'waiting', note: say('running.inventory.problems') };
  const left = hosts.some(host => host.address === address);
  const about = { address: code(address), file: code(file) };
  return left
    ? { state: 'waiting', note: say('running.inventory.waits', about) }
    : { state: 'done', note: say('running.inventory.out', about) };
}
