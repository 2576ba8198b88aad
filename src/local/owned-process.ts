import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { open, readFile } from 'node:fs/promises';

/** A program and what must be added to its environment. */
export type LocalProgram = { readonly path: string; readonly env: Readonly<Record<string, string>> };

/** A child process that does not outlive this one. Its signals go to the program itself: no shell stands between. */
export type OwnedProcess = {
  readonly pid: number;
  readonly running: () => boolean;
  readonly signal: (signal: NodeJS.Signals) => void;
  /** SIGSTOP; returns when no thread of it runs any more, where the system tells. */
  readonly freeze: () => void;
  /** SIGTERM, then SIGKILL after `graceMs` (5 000); wakes a frozen process first. Resolves when it is gone. */
  readonly stop: (graceMs?: number) => Promise<void>;
  /** SIGKILL; resolves when it is gone. */
  readonly kill: () => Promise<void>;
  /** The first and the last of what it wrote since it started, for an error message. */
  readonly words: () => Promise<string>;
};

export type OwnedProcessOptions = {
  readonly program: LocalProgram;
  readonly args: readonly string[];
  readonly directory: string;
  /** Output is appended here. */
  readonly logFile: string;
};

const alive = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of alive) child.kill('SIGKILL');
});

/**
 * Starts a program bound to the life of this process. An exit, even by an uncaught error, kills it in the `exit` event; for a SIGKILL of this process the kernel
 * does it: `setpriv --pdeathsig` (util-linux, on every Debian) asks for that, then becomes the program, so no guard process is needed.
 * Where setpriv is missing (macOS), only a SIGKILL of the parent leaves the child behind; its ports are then reported by name.
 */
export async function startOwned(options: OwnedProcessOptions): Promise<OwnedProcess> {
  const log = await open(options.logFile, 'a');
  const { size } = await log.stat();
  const guard = existsSync('/usr/bin/setpriv') ? ['/usr/bin/setpriv', '--pdeathsig', 'KILL', '--'] : [];
  const [command = options.program.path, ...args] = [...guard, options.program.path, ...options.args];
  const child = spawn(command, args, {
    cwd: options.directory,
    env: { PATH: process.env.PATH, HOME: options.directory, LC_ALL: 'C', ...options.program.env },
    stdio: ['ignore', log.fd, log.fd],
  });
  const gone = new Promise<void>(resolve => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  alive.add(child);
  void gone.then(() => alive.delete(child));
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', reject);
  }).finally(() => log.close());
  return controls(child, gone, () => excerpt(options.logFile, size));
}

function controls(child: ChildProcess, gone: Promise<void>, words: () => Promise<string>): OwnedProcess {
  const running = () => child.exitCode === null && child.signalCode === null;
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  return {
    pid: child.pid ?? 0,
    running,
    signal: signal => void child.kill(signal),
    freeze: () => freeze(child),
    kill,
    stop: async (graceMs = 5_000) => {
      child.kill('SIGTERM');
      child.kill('SIGCONT');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await gone;
      clearTimeout(timer);
    },
    words,
  };
}

/** As long as a thread that waits for a processor may take to see the signal, milliseconds. */
const FROZEN_WITHIN_MS = 1_000;

/** Until a thread has seen the signal, others of its process may still answer somebody. */
function freeze(child: ChildProcess): void {
  child.kill('SIGSTOP');
  const until = Date.now() + FROZEN_WITHIN_MS;
  while (Date.now() < until && threadsOf(child.pid ?? 0).some(state => state !== 'T')) pauseFor(1);
}

/** Blocks: whoever freezes must not go on before it is true. */
const pauseFor = (ms: number): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);

/** The state of every thread, as Linux tells (proc(5)); none elsewhere, and of a process that is gone. */
function threadsOf(pid: number): readonly string[] {
  try {
    const folder = `/proc/${pid}/task`;
    return readdirSync(folder).map(
      thread => readFileSync(`${folder}/${thread}/stat`, 'utf8').split(') ').at(-1)?.charAt(0) ?? '',
    );
  } catch {
    return [];
  }
}

async function excerpt(logFile: string, from: number): Promise<string> {
  const lines = (await readFile(logFile)).subarray(from).toString().trimEnd().split('\n');
  return (lines.length <= 8 ? lines : [...lines.slice(0, 3), '…', ...lines.slice(-4)]).join('\n');
}
