// node setup/start.mjs start|bot|worker|playground|bench [arguments]: sets up what is missing, then becomes that program.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, prepare, root } from './prepare.mjs';

const MODES = ['start', 'bot', 'worker', 'playground', 'bench'];
const [mode = 'start', ...rest] = process.argv.slice(2);

checkNode();
if (!MODES.includes(mode)) {
  process.stderr.write(`usage: node setup/start.mjs ${MODES.join('|')}\n`);
  process.exit(64);
}
await prepare({ page: mode === 'start' || mode === 'playground' });
const program = join(root, 'dist', mode === 'bench' ? 'bench/main.js' : 'src/main.js');
// The same process, so that Ctrl-C and the exit code are the program's own.
process.argv = [process.execPath, program, ...(mode === 'bench' ? [] : [mode]), ...rest];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
