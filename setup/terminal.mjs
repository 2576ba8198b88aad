#!/usr/bin/env node
// The command `etcd-chatops`: sets up what is missing, then becomes the terminal program.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, prepare, root } from './prepare.mjs';

checkNode();
await prepare();
const program = join(root, 'dist/src/terminal.js');
process.argv = [process.execPath, program, ...process.argv.slice(2)];
process.setSourceMapsEnabled(true);
await import(pathToFileURL(program).href);
