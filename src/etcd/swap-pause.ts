import { withPause } from '../core/patroni/merge-pause.ts';
import type { EffectOutcome } from '../core/ports.ts';
import type { CallContext } from './channel.ts';
import type { KeyReads, KeyWrites } from './kv.ts';

const refusedBy = (code: 'conflict' | 'no_config', detail: string): EffectOutcome => ({
  outcome: 'refused',
  fault: { code, detail },
});

/**
 * Turns the pause on or off in the configuration that Patroni keeps at `key`, and only if nobody else writes it at the same moment: what
 * Patroni's own REST API does (patroni/api.py, do_PATCH_config). Nothing is written where it is so already. Rejects with what `toFault` reads.
 */
export async function swapPause(
  keys: KeyReads & KeyWrites,
  { key, pause }: { readonly key: string; readonly pause: boolean },
  context: CallContext,
): Promise<EffectOutcome> {
  const one = { key: Buffer.from(key), end: null, limit: 1, keysOnly: false, serializable: false, revision: null };
  const [found] = (await keys.range(one, context)).kvs;
  if (found === undefined) return refusedBy('no_config', `${key} is not there`);
  const before = found.value.toString('utf8');
  const after = withPause(before, pause);
  if (after === null) return refusedBy('no_config', `${key} holds no JSON object`);
  if (after === before) return { outcome: 'done' };
  const swapped = await keys.swap(key, { value: after, revision: String(found.mod_revision) }, context);
  return swapped ? { outcome: 'done' } : refusedBy('conflict', '');
}
