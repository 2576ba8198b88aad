import { isMembershipStep, removedBy } from '../membership-projection.ts';
import { list, say, verbatim } from '../message.ts';
import type { Step } from '../plan.ts';
import { guard, passed, refused, restOf, viewOf } from './verdict.ts';

/** What release notes say of versions that a step would meet (CHANGELOG-3.5; etcd#19557, etcd#20793). */
export const versions = guard('versions', given => {
  const { state } = viewOf(given);
  const { steps } = restOf(given);
  const told = list(state.versions.map(version => verbatim(version)));
  if (state.versions.length === 0) return refused(say('guard.versions.unknown'));
  const mixed = new Set(state.versions.map(minorOf)).size > 1;
  if (mixed && steps.some(grows)) return refused(say('guard.versions.mixed', { versions: told }));
  const [oldest = ''] = state.versions;
  const has = (kind: Step['kind']): boolean => steps.some(step => step.kind === kind);
  if (has('promote') && isIn35Before(oldest, 26)) return passed(say('guard.versions.promotes', { version: oldest }));
  if (has('defragment') && isIn35Before(oldest, 6))
    return passed(say('guard.versions.defragments', { version: oldest }));
  return passed(
    mixed ? say('guard.versions.upgrading', { versions: told }) : say('guard.versions.fine', { versions: told }),
  );
});

/** An upgrade under way is no time for a newcomer; a broken member may be taken out. */
const grows = (step: Step): boolean => isMembershipStep(step) && removedBy(step).length === 0;

const minorOf = (version: string): string => version.split('.').slice(0, 2).join('.');

const isIn35Before = (version: string, patch: number): boolean =>
  minorOf(version) === '3.5' && Number.parseInt(version.split('.')[2] ?? '', 10) < patch;
