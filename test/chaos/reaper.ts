import { readFileSync } from 'node:fs';
import { claim, doomAt, GONE_ALREADY, type Point, places, type Role } from './doom.ts';

/** Ends this process, or Redis, where that is written for this point. What follows in this process after its own end never happens. */
export function reap(folder: string, role: Role, point: Point): void {
  const doom = doomAt(folder, role, point);
  if (doom === null) return;
  if (doom.victim === 'redis') killRedis(folder, point);
  else killSelf(folder, point);
}

function killSelf(folder: string, point: Point): void {
  if (!claim(folder, point)) return;
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

/** While somebody else has killed it already, this point is one without it all the same. */
function killRedis(folder: string, { subject, what }: Point): void {
  const pid = Number(readFileSync(places(folder).redis, 'utf8'));
  if (!isRunning(pid)) claim(folder, { subject, what: `${what}${GONE_ALREADY}` });
  else if (claim(folder, { subject, what })) process.kill(pid, 'SIGKILL');
}

function isRunning(pid: number): boolean {
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
