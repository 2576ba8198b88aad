import { memberFactsOf } from '../../src/core/expectations.ts';
import { stateOf } from '../../src/core/health/state.ts';
import { bytes, code, inner, say, type Text } from '../../src/core/message.ts';
import type { Look, Site, StepOf, Wait } from './deed.ts';
import { noteBefore, shownBy } from './playbook-proof.ts';

/** As long as somebody needs who has read the card, and has to get to a shell. */
const RESTARTED_WITHIN_MS = 30 * 60_000;

/** Waits for the hands of a person on one member, and sees by etcd alone that they were there: another process, which serves and has read what was edited. */
export function awaitRestart(step: StepOf<'await-restart'>, site: Site): Wait {
  const seen = { silent: false };
  return {
    kind: 'wait',
    before: () => noteBefore({ kind: 'restarted', member: step.member }, site),
    look: before => look(step, before, site, seen),
    withinMs: RESTARTED_WITHIN_MS,
    everyMs: 2_000,
  };
}

/** `silent`: whether it has been away since; for one that does not tell since when it runs, there is no other trace of a restart. */
async function look(
  { member, address, quota }: StepOf<'await-restart'>,
  before: Text | null,
  site: Site,
  seen: { silent: boolean },
): Promise<Look> {
  const { name } = member;
  const { shows, unmet } = await shownBy({ kind: 'restarted', member }, before, site);
  if (shows === false && 'key' in unmet && unmet.key === 'playbook.unmet.silent') seen.silent = true;
  if (shows === false || (shows === null && !seen.silent)) {
    const note = say('running.restart.waits', { name, address: code(address), unmet: inner(unmet) });
    return { state: 'waiting', note };
  }
  const now = await quotaOf(member, site);
  if (now === null) return { state: 'done', note: say('running.restart.done', { name }) };
  return now < quota
    ? { state: 'waiting', note: say('running.restart.unread', { name, quota: bytes(now), wanted: bytes(quota) }) }
    : { state: 'done', note: say('running.restart.read', { name, quota: bytes(now) }) };
}

/** Bytes, by which it shows that it has read its configuration; null where it does not tell. */
async function quotaOf(member: StepOf<'await-restart'>['member'], { operator }: Site): Promise<number | null> {
  const { members } = stateOf(await operator.survey({ parts: ['status', 'members', 'metrics'] }));
  return memberFactsOf(member, members)?.quota ?? null;
}
