import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Ends whatever still works in a folder. */
export type FolderKeeper = { readonly end: () => Promise<void> };

/**
 * A small process that waits for the end of this one, however it comes, or for `end`; then it ends every process whose working folder lies below `folder`:
 * SIGQUIT first, by which PostgreSQL leaves at once and leaves no shared memory, then SIGKILL. PostgreSQL's server is a grandchild that
 * nobody owns: Patroni lets go of it on purpose, so that it survives Patroni.
 */
export async function keepFolder(folder: string): Promise<FolderKeeper> {
  const child = spawn('/bin/sh', ['-c', SCRIPT, 'keeper', folder], {
    cwd: '/',
    // Ctrl-C reaches a whole group: this one has to stay.
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const gone = once(child, 'exit');
  await once(child, 'spawn');
  return {
    end: async () => {
      child.stdin.end();
      await gone;
    },
  };
}

const SCRIPT = `
cat >/dev/null
for signal in QUIT QUIT QUIT KILL KILL KILL KILL KILL KILL KILL; do
  left=
  for process in /proc/[0-9]*; do
    case "$(readlink "$process/cwd" 2>/dev/null)/" in
      "$1"/*) kill -s "$signal" "\${process#/proc/}" 2>/dev/null && left=yes ;;
    esac
  done
  [ -n "$left" ] || exit 0
  sleep 0.3
done
`;
