import { aChangeWorker } from './a-change-worker.ts';

/** A worker that says what it runs, and then hangs until it is killed. */
export async function run(url: string, prefix: string): Promise<void> {
  await aChangeWorker(url, prefix, operation => {
    process.stdout.write(`running ${operation}\n`);
    return new Promise(() => undefined);
  });
}
