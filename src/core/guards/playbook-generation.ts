import { code, list, say, verbatim } from '../message.ts';
import { HARMLESS_SINCE, isAtLeast, readRelease, WIPING_TAGS } from '../pigsty/release.ts';
import { runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/**
 * Up to 3.5, Pigsty's etcd.yml wipes a running etcd (etcd_clean is true there, and a member that does not answer is wiped whatever the
 * safeguard says). The version in the inventory and the tags of the playbook have to agree that this one does not.
 */
export const playbookGeneration = guard('playbook_generation', given => {
  const runs = runsIn(viewOf(given)).filter(({ step }) => step.run.playbook.startsWith('etcd'));
  const { pigsty } = given.snapshot;
  if (runs.length === 0) return skipped(say('guard.playbook_generation.none'));
  if (!pigsty?.ok) return refused(say('guard.playbook_generation.unread'));
  const { inventory, tags } = pigsty.value;
  const release = readRelease(inventory.version);
  const wiping = tags?.filter(tag => WIPING_TAGS.includes(tag)) ?? [];
  if (wiping.length > 0) {
    return refused(say('guard.playbook_generation.tags', { tags: list(wiping.map(tag => verbatim(tag))) }));
  }
  if (inventory.version === null || release === null) return refused(say('guard.playbook_generation.unknown'));
  const about = { version: code(inventory.version) };
  if (!isAtLeast(release, HARMLESS_SINCE)) return refused(say('guard.playbook_generation.wipes', about));
  if (tags !== null) return passed(say('guard.playbook_generation.harmless', about));
  return given.around.phase === 'planning'
    ? passed(say('guard.playbook_generation.untold', about))
    : refused(say('guard.playbook_generation.no_tags'));
});
