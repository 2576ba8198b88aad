import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

/** Where numbers of processes mean something: one machine since its start, seen from one container. */
export type Machine = { readonly host: string; readonly boot: string | null; readonly namespace: string | null };

export const thisMachine = (): Machine => ({
  host: hostname(),
  boot: tryTo(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()),
  namespace: tryTo(() => readlinkSync('/proc/self/ns/pid')),
});

/** Whether numbers of that machine can be judged from here: it is this one, as it runs now. */
export const isHere = (there: Machine, here: Machine): boolean =>
  there.host === here.host && there.boot === here.boot && there.namespace === here.namespace;

/** This machine as well, before it was started anew: none of its processes is left. */
export const isPast = (there: Machine, here: Machine): boolean =>
  there.host === here.host && there.boot !== null && here.boot !== null && there.boot !== here.boot;

/** Leader of a process group; `start` as the kernel counts, null where it does not say. */
export type Leader = { readonly pid: number; readonly start: string | null };

/** Whether any process of the group is left. One that has ended and was not looked after yet does not count. */
export function isGroupAlive({ pid, start }: Leader): boolean {
  const stats = tryTo(() => readdirSync('/proc').filter(name => /^\d+$/.test(name)));
  if (stats === null) return tryTo(() => process.kill(-pid, 0)) ?? false;
  const leader = statOf(String(pid));
  // The number was given again: nobody of the old group can be left then.
  if (leader !== null && start !== null && leader.start !== start) return false;
  return stats.some(name => {
    const stat = statOf(name);
    return stat !== null && stat.group === pid && stat.state !== 'Z' && stat.state !== 'X';
  });
}

/** Fields after the name, which may hold anything (proc(5)). */
function statOf(pid: string) {
  const text = tryTo(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0], group: Number(fields[2]), start: fields[19] ?? null };
}

function tryTo<T>(look: () => T): T | null {
  try {
    return look();
  } catch {
    return null;
  }
}
