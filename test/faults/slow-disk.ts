import { execa } from 'execa';
import { until } from '../../src/local/until.ts';
import { findOrGet } from '../../src/setup/binaries.ts';

/**
 * Every sync of a process to its disk takes so much longer, as on a disk that is overloaded; or only those of one file. Resolves with what
 * makes it quick again.
 */
export async function slowDisk(pid: number, delayMs: number, file?: string): Promise<() => Promise<void>> {
  const { path } = await findOrGet('strace', { say: () => undefined });
  const inject = `inject=fsync,fdatasync:delay_exit=${delayMs * 1000}`;
  const only = file === undefined ? [] : ['-P', file];
  const tracer = execa(path, ['-f', '-q', '-p', String(pid), ...only, '-e', 'trace=fsync,fdatasync', '-e', inject], {
    reject: false,
    stdin: 'ignore',
    stdout: 'ignore',
    buffer: { stderr: true },
  });
  let words = '';
  tracer.stderr?.on('data', (chunk: Buffer) => {
    words += chunk.toString();
  });
  // The first sync that is traced shows that it has taken hold.
  await until(async () => (words.includes('sync(') ? true : undefined), {
    what: `strace of ${pid}: ${words}`,
    withinMs: 30_000,
  });
  return async () => {
    tracer.kill('SIGINT');
    await tracer;
  };
}
