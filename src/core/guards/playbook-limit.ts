import { code, say, type Text } from '../message.ts';
import type { Inventory } from '../pigsty/inventory.ts';
import type { PlaybookRun } from '../playbook.ts';
import { addressesIn, isDestroying, type Run, runsIn } from './playbook-runs.ts';
import { guard, passed, refused, skipped, viewOf } from './verdict.ts';

/** A run concerns what it names: one host, or groups that the inventory knows. Without a limit, etcd-rm.yml removes the whole cluster. */
export const playbookLimit = guard('playbook_limit', given => {
  const { pigsty } = given.snapshot;
  const runs = runsIn(viewOf(given));
  if (runs.length === 0) return skipped(say('guard.playbook_limit.none'));
  if (!pigsty?.ok) return refused(say('guard.playbook_limit.unread'));
  const { inventory } = pigsty.value;
  const problem = runs.map(run => problemOf(run, inventory)).find(found => found !== null);
  return problem ? refused(problem) : passed(say('guard.playbook_limit.named', { count: runs.length }));
});

function problemOf(stage: Run, inventory: Inventory): Text | null {
  const { number, step } = stage;
  const { limit, playbook } = step.run;
  if (limit.length === 0) return say('guard.playbook_limit.bare', { number, playbook: code(playbook) });
  const strange = limit.find(word => !isKnown(word, playbook, inventory));
  if (strange !== undefined) return say('guard.playbook_limit.unknown', { number, word: code(strange) });
  const addresses = addressesIn(stage, inventory);
  if (addresses.length > 1) return say('guard.playbook_limit.several', { number, count: addresses.length });
  return playbook === 'etcd-rm.yml' ? problemOfRemoval(stage, inventory, addresses) : null;
}

/** A node of infra may be one of etcd, too: its group is for its own playbook alone. */
function isKnown(
  word: string,
  playbook: PlaybookRun['playbook'],
  { group, infra, hosts, postgres }: Inventory,
): boolean {
  const bare = word.replace(/^!/, '');
  if (playbook === 'infra.yml') return bare === infra;
  return [group, ...hosts.map(({ address }) => address), ...postgres.map(each => each.group)].includes(bare);
}

/** What a removal names is what has to be gone: its one host, or the group where everybody goes. */
function problemOfRemoval(stage: Run, { group, hosts }: Inventory, addresses: readonly string[]): Text | null {
  const { number, step, before } = stage;
  const { proof, run } = step;
  const [address] = addresses;
  if (proof.kind !== 'gone') return say('guard.playbook_limit.unproven', { number });
  if (address === undefined) {
    const whole = isDestroying(stage) && run.limit.length === 1 && run.limit[0] === group;
    return whole ? null : say('guard.playbook_limit.group', { number, group: code(run.limit.join()) });
  }
  const [member, ...others] = proof.members;
  const seat = before.seats.find(({ id }) => id !== null && id === member?.id);
  const host = hosts.find(each => each.address === address);
  const same =
    run.limit.length === 1 &&
    run.limit[0] === address &&
    others.length === 0 &&
    seat?.peerUrls.some(url => URL.canParse(url) && new URL(url).hostname === host?.address);
  return same ? null : say('guard.playbook_limit.other', { number, address: code(address), name: member?.name ?? '–' });
}
