import { list, say, type Text, verbatim } from '../src/core/message.ts';
import type { PlaybookRun } from '../src/core/playbook.ts';
import type { PlaybookEnd, PlaybookProgress, PlaybookStop, Playbooks, PlaybookTrace } from '../src/core/playbooks.ts';
import { Superseded } from './fenced.ts';
import { noting, pause, type Run, Stopped } from './run.ts';

/** Ansible for one step of an operation: what runs is watched, told, and ended when somebody cancels. */
export type Playing = {
  /** @throws Stopped or Superseded when this run leaves the operation to another: only after Ansible has ended. */
  readonly run: (run: PlaybookRun, withinMs: number) => Promise<PlaybookEnd>;
  readonly trace: () => Promise<PlaybookTrace>;
  readonly tell: (note: Text) => Promise<void>;
  readonly pause: (ms: number) => Promise<void>;
};

/** Where a step of this number is carried out. */
export const siteAt = (step: number, run: Run): Run & { readonly playing?: Playing } =>
  run.playbooks ? { ...run, playing: playingOf(run.playbooks, step, run) } : run;

const LOOK_EVERY_MS = 1_000;

function playingOf(playbooks: Playbooks, step: number, run: Run): Playing {
  const key = { operation: run.id, step };
  const tell = noting(step, run, 'progress');
  return {
    run: async (given, withinMs) => {
      const watch = watchOver(run, tell);
      try {
        const end = await playbooks.run(given, { key, withinMs, tell: watch.progressed, stop: watch.stop });
        const left = watch.left();
        if (left !== null) throw left;
        return end;
      } finally {
        await watch.close();
      }
    },
    trace: () => playbooks.traceOf(key),
    tell,
    pause: ms => pause(ms, run),
  };
}

/** Looks every second whether it is to end, and writes down how far it is. */
function watchOver(run: Run, tell: (note: Text) => Promise<void>) {
  const stopping: { with: (stop: PlaybookStop) => void } = { with: () => undefined };
  const stop = new Promise<PlaybookStop>(resolve => {
    stopping.with = resolve;
  });
  const over = new AbortController();
  const seen: { latest: Text | null; left: Error | null } = { latest: null, left: null };
  const leave = (error: Error): void => {
    seen.left = error;
    stopping.with('leave');
    over.abort();
  };
  const look = async (): Promise<void> => {
    await run.world.pause(LOOK_EVERY_MS, AbortSignal.any([over.signal, run.stop]));
    if (over.signal.aborted) return;
    if (run.stop.aborted) return leave(new Stopped('this process ends'));
    const operation = await run.world.operations.load(run.id);
    if (operation?.fence !== run.fence) return leave(new Superseded('another run has gone on'));
    if (operation.cancel !== null) stopping.with('cancel');
    if (seen.latest !== null && !over.signal.aborted) await tell(seen.latest);
  };
  const looking = (async () => {
    while (!over.signal.aborted) await look();
  })().catch((error: unknown) => leave(error instanceof Error ? error : new Error(String(error))));
  return {
    stop,
    progressed: (progress: PlaybookProgress): void => {
      seen.latest = progressText(progress);
    },
    left: () => seen.left,
    close: async () => {
      over.abort();
      await looking;
    },
  };
}

/** `10.1.0.12: 5 of 9 tasks, etcd : restart etcd`. */
export function progressText({ task, tasks, name, hosts }: PlaybookProgress): Text {
  if (name === null) return say('playbook.looking');
  const told = { who: list(hosts.map(verbatim)), done: task, task: name };
  return tasks === null ? say('playbook.progress_open', told) : say('playbook.progress', { ...told, total: tasks });
}
