import { exitCodes } from './exit.ts';

/** How long stopping may take; what supervisors give by default is 30 s. */
const LONGEST_STOP_MS = 25_000;

type Started = { readonly close: () => Promise<void> };

/**
 * Ends the process in order at SIGINT, SIGTERM or SIGHUP, also one that comes while it starts; a second signal ends it at
 * once. Resolves when everything has started, rejects when starting failed.
 */
export async function endOnSignals(starting: Promise<Started>, say: (line: string) => void): Promise<void> {
  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(exitCodes.internal);
    stopping = true;
    say(`${signal}: stopping …`);
    setTimeout(() => process.exit(exitCodes.internal), LONGEST_STOP_MS).unref();
    starting
      .then(started => started.close())
      .then(
        () => process.exit(exitCodes.stopped),
        () => process.exit(exitCodes.internal),
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  await starting;
}
