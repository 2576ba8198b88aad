/**
 * Stands between a worker and Ansible, as a process of its own. Ansible runs in a process group, so that all of it can be ended; and it is ended
 * when the worker is gone, whatever took it: then standard input closes. What the worker writes there are signals, one in a line.
 */
export const KEEPER_TEXT = `
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [pidFile, command, ...words] = process.argv.slice(2);
const child = spawn(command, words, { detached: true, stdio: ['ignore', 'inherit', 'inherit', 3] });
child.on('error', error => {
  process.stderr.write(error.message + '\\n');
  process.exit(127);
});
if (child.pid !== undefined) writeFileSync(pidFile, JSON.stringify({ pid: child.pid, start: startOf(child.pid) }));

let ended = false;
const send = signal => {
  ended = true;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // Nobody is left.
  }
};
createInterface({ input: process.stdin })
  .on('line', signal => send(signal))
  .on('close', () => {
    send('SIGTERM');
    setTimeout(() => send('SIGKILL'), 5000).unref();
  });
// Whoever stops the worker may signal everybody: it is the worker who decides what becomes of Ansible.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, () => undefined);
child.on('exit', (code, signal) => {
  if (ended) send('SIGKILL');
  process.exit(signal === null ? code : 128);
});

function startOf(pid) {
  try {
    return readFileSync('/proc/' + pid + '/stat', 'utf8').replace(/^.*\\) /s, '').split(' ')[19] ?? null;
  } catch {
    return null;
  }
}
`;
