import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What an engineer types one after the other to learn what `status` tells at once. */
const QUESTIONS = [
  ['endpoint', 'status'],
  ['endpoint', 'health'],
  ['member', 'list'],
  ['alarm', 'list'],
] as const;

/** Asks etcdctl all of it, every endpoint named. A member that hangs makes some of these fail; the time counts all the same. */
export async function askEtcdctl(
  program: { readonly path: string; readonly env?: Readonly<Record<string, string>> },
  endpoints: readonly string[],
): Promise<void> {
  for (const words of QUESTIONS) {
    const args = [...words, `--endpoints=${endpoints.join(',')}`, '--write-out=json'];
    await run(program.path, args, { env: { ...process.env, ...program.env, ETCDCTL_API: '3' } }).catch(ignoreFailure);
  }
}

/** etcdctl exits with 1 when an endpoint is unhealthy; a program that could not be run is another thing. */
function ignoreFailure(error: unknown): void {
  if (error instanceof Error && 'code' in error && typeof error.code === 'number') return;
  throw error;
}
