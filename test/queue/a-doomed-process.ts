import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { scratchFolder } from '../../src/local/scratch-folder.ts';

/** A process of its own that runs a module of this folder, to be killed in the middle of what it does. */
export async function aDoomedProcess(
  module: 'doomed-bot' | 'doomed-worker',
  url: string,
  prefix: string,
): Promise<{ readonly child: ChildProcess; readonly close: () => Promise<void> }> {
  const folder = await scratchFolder('doomed');
  const script = join(folder.path, `${module}.mjs`);
  await writeFile(
    script,
    `import { runnerImport } from ${JSON.stringify(import.meta.resolve('vite'))};
const { module } = await runnerImport(${JSON.stringify(join(import.meta.dirname, `${module}.ts`))});
await module.run(${JSON.stringify(url)}, ${JSON.stringify(prefix)});`,
  );
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const close = async (): Promise<void> => {
    child.kill('SIGKILL');
    await folder.remove();
  };
  return { child, close };
}
