// What every entry needs before it can run: packages and a build. Node's own modules only, for nothing else may be there yet.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');
const at = (...parts) => join(root, ...parts);
const say = line => process.stderr.write(`${line}\n`);

/** Installs and builds what is missing or out of date: the playground's page too where `page` asks. `lenient`: go on after a build that failed. */
export async function prepare({ page = false, lenient = false } = {}) {
  if (isInstalled() && isBuilt('sources') && (!page || isBuilt('page'))) return;
  await oneAtATime(() => {
    if (!isInstalled()) install();
    linkTerminal();
    if (!isBuilt('sources')) buildSources(lenient);
    if (page && !isBuilt('page')) buildPage(lenient);
  });
}

/** Ends the process when Node is too old to run anything here. */
export function checkNode(required = JSON.parse(readFileSync(at('package.json'), 'utf8')).engines.node) {
  const wanted = required.replace(/^>=/, '').split('.').map(Number);
  const here = process.versions.node.split('.').map(Number);
  const isOld = here[0] < wanted[0] || (here[0] === wanted[0] && here[1] < (wanted[1] ?? 0));
  if (!isOld) return;
  say(`Node ${wanted.join('.')} or newer is needed, and this is ${process.versions.node} (${process.execPath}).`);
  process.exit(1);
}

/** npm writes down what it installed; that is compared with the lock file, package by package. */
function isInstalled() {
  if (!existsSync(at('node_modules', '.package-lock.json'))) return false;
  const packagesIn = file => JSON.parse(readFileSync(file, 'utf8')).packages;
  const wanted = Object.entries(packagesIn(at('package-lock.json'))).filter(([path]) => path !== '');
  const present = packagesIn(at('node_modules', '.package-lock.json'));
  return wanted.every(([path, { version, optional, devOptional, peer }]) => {
    const found = present[path];
    return found === undefined ? Boolean(optional || devOptional || peer) : found.version === version;
  });
}

function install() {
  say('Installing npm packages as package-lock.json names them …');
  const npm = process.env.npm_execpath?.endsWith('.js') ? [process.execPath, process.env.npm_execpath] : ['npm'];
  run(
    [...npm, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'],
    'npm could not install the packages',
  );
}

/** So that `npx etcd-chatops` finds the command of this very clone. */
function linkTerminal() {
  const link = at('node_modules', '.bin', 'etcd-chatops');
  if (!existsSync(link)) {
    rmSync(link, { force: true });
    symlinkSync('../../setup/terminal.mjs', link);
  }
}

function buildSources(lenient) {
  say('Building the program …');
  const command = [process.execPath, at('node_modules', 'typescript', 'bin', 'tsc'), '-p', at('tsconfig.build.json')];
  if (run(command, 'The program could not be built', lenient)) stamp('sources');
}

function buildPage(lenient) {
  say("Building the playground's page …");
  const vite = at('node_modules', 'vite', 'bin', 'vite.js');
  const command = [process.execPath, vite, 'build', '--logLevel', 'warn'];
  if (run(command, "The playground's page could not be built", lenient)) stamp('page');
}

const BUILDS = {
  sources: ['src', 'commands', 'workers', 'bench', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
  page: ['src/playground/page', 'src/playground/slack', 'src/core', 'vite.config.ts', 'package-lock.json'],
};

function isBuilt(build) {
  const file = at('dist', `.built-${build}`);
  return existsSync(file) && readFileSync(file, 'utf8') === fingerprint(build);
}

function stamp(build) {
  mkdirSync(at('dist'), { recursive: true });
  writeFileSync(at('dist', `.built-${build}`), fingerprint(build));
}

/** Names, sizes and times of everything the build reads: a deleted or an older file counts as a change, too. */
function fingerprint(build) {
  const hash = createHash('sha256');
  const add = path => {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isDirectory()) for (const name of readdirSync(path).sort()) add(join(path, name));
    else if (found) hash.update(`${path} ${found.size} ${found.mtimeMs}\n`);
  };
  for (const name of BUILDS[build]) add(at(name));
  return hash.digest('hex');
}

/** Two entries started at once, such as bot and worker, must not install into the same folder together. */
async function oneAtATime(work) {
  const lock = at('.cache', 'setup.pid');
  const own = `${lock}.${process.pid}`;
  mkdirSync(at('.cache'), { recursive: true });
  writeFileSync(own, String(process.pid));
  try {
    for (let told = false; !isFirst(own, lock); ) {
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : process.pid;
      if (!isAlive(holder)) rmSync(lock, { force: true });
      else if (!told) {
        say(`Waiting for another set-up (pid ${holder}) …`);
        told = true;
      }
      await new Promise(wake => setTimeout(wake, 100));
    }
    work();
    rmSync(lock, { force: true });
  } finally {
    rmSync(own, { force: true });
  }
}

function isFirst(own, lock) {
  try {
    linkSync(own, lock);
    return true;
  } catch {
    return false;
  }
}

function isAlive(pid) {
  if (!(pid > 0) || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Output goes to the error stream: what a command prints may be read by another program. */
function run([command, ...args], failure, lenient = false) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2] });
  if (status === 0) return true;
  say(`${failure}${error ? `: ${error.message}` : ` (see above; exit code ${status})`}.`);
  if (lenient && status !== null) return false;
  rmSync(at('.cache', 'setup.pid'), { force: true });
  rmSync(at('.cache', `setup.pid.${process.pid}`), { force: true });
  process.exit(1);
}
