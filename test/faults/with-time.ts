import type { Lab } from '../e2e/a-change.ts';
import type { Fault } from './fault.ts';
import { slowDisk } from './slow-disk.ts';

const DELAY_MS = 700;
const WRITES = 300;
const MOVES = 6;

/** What is judged by counters of a window: it ends when the window has passed, five minutes for a disk and fifteen for a leader. */
type Timed = Fault & {
  /** Ends what causes it; after that, the window has to pass. */
  readonly mend: () => Promise<void>;
};

/** Every fsync of a follower takes longer. */
export async function aSlowDisk({ cluster, leader }: Lab): Promise<Timed> {
  const leading = await leader();
  const member = cluster.members.findLast(({ name }) => name !== leading);
  if (!member) throw new Error('a cluster without a follower');
  let mend = async (): Promise<void> => undefined;
  const cause = async () => {
    mend = await slowDisk(member.pid, DELAY_MS);
    for (let n = 0; n < WRITES; n += 1) await cluster.api.put(`/load/${n % 100}`, `x-${n}`);
  };
  return { finding: 'fsync_slow', words: 'Slow disk', cause, undo: null, mend: () => mend() };
}

/** Leadership moves more often than it should in a quarter of an hour. */
export function aFlappingLeader({ ctl }: Lab): Timed {
  const cause = async () => {
    for (let n = 0; n < MOVES; n += 1) {
      const status = await ctl('endpoint', 'status', '-w', 'simple');
      const rows = status.split('\n').map(line => line.split(', '));
      const [leading, heir] = [rows.find(row => row[4] === 'true'), rows.find(row => row[4] !== 'true')];
      await ctl(`--endpoints=${leading?.[0] ?? ''}`, 'move-leader', heir?.[1] ?? '');
    }
  };
  return { finding: 'leader_changes', words: 'The leader changed', cause, undo: null, mend: async () => undefined };
}
