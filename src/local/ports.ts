import { readdir, readFile, readlink } from 'node:fs/promises';
import { createServer } from 'node:net';

/** A port with the name a person knows it by, such as "etcd-1's client port". */
export type NamedPort = { readonly name: string; readonly port: number };

/** Below the range from which systems take ports for outgoing connections (Linux 32768, macOS 49152), so that none is taken in between. */
const FIRST = 20_000;
const COUNT = 12_000;

/**
 * Another address of this machine, on which nobody listens: who holds a port of it has drawn that port for as long as the process lives, which
 * is known to all and forgotten by none. Between drawing a port and listening on it lie seconds, and a member that is stopped wants its own back.
 */
const DRAWN = '127.77.0.1';

/** Ports on 127.0.0.1 that nobody listens on right now, drawn at random, and by no two processes that live at the same time. */
export async function freePorts(count: number, random: () => number = Math.random): Promise<readonly number[]> {
  const found = new Set<number>();
  for (let tries = 0; found.size < count; tries += 1) {
    if (tries > 50 * count) throw new Error(`no ${count} free ports between ${FIRST} and ${FIRST + COUNT}`);
    const port = FIRST + Math.floor(random() * COUNT);
    if (!found.has(port) && (await isFree(port)) && (await isOurs(port))) found.add(port);
  }
  return [...found];
}

/** Throws one Error that names every taken port and, where the system tells, the program that holds it. */
export async function assertFree(ports: readonly NamedPort[]): Promise<void> {
  const taken = (await Promise.all(ports.map(async named => ((await isFree(named.port)) ? [] : [named])))).flat();
  if (taken.length === 0) return;
  const lines = taken.map(async ({ name, port }) => `${name} ${port} is in use by ${await holderOf(port)}`);
  throw new Error((await Promise.all(lines)).join('\n'));
}

async function isFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** Systems that know one loopback address only (macOS) draw without it. */
async function isOurs(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', error => resolve('code' in error && error.code === 'EADDRNOTAVAIL'));
    server.listen({ port, host: DRAWN, exclusive: true }, () => resolve(true));
    server.unref();
  });
}

/** Linux tells through /proc which process listens; other systems and other people's processes stay unnamed. */
async function holderOf(port: number): Promise<string> {
  const inodes = (await Promise.all(['tcp', 'tcp6'].map(table => listenersIn(table, port)))).flat();
  for (const pid of (await readdir('/proc').catch(() => [])).filter(name => /^\d+$/.test(name))) {
    const links = (await readdir(`/proc/${pid}/fd`).catch(() => [])).map(fd =>
      readlink(`/proc/${pid}/fd/${fd}`).catch(() => ''),
    );
    if (!(await Promise.all(links)).some(link => inodes.includes(link))) continue;
    const name = (await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '')).trim();
    return `${name || 'a process'} (pid ${pid})`;
  }
  return 'another program';
}

async function listenersIn(table: string, port: number): Promise<readonly string[]> {
  const LISTEN = '0A';
  const drawn = Buffer.from(DRAWN.split('.').map(Number).toReversed()).toString('hex').toUpperCase();
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const rows = (await readFile(`/proc/net/${table}`, 'utf8').catch(() => '')).split('\n').slice(1);
  return rows
    .map(row => row.trim().split(/\s+/))
    .filter(fields => fields[1]?.endsWith(suffix) && fields[3] === LISTEN && fields[1] !== `${drawn}${suffix}`)
    .map(fields => `socket:[${fields[9]}]`);
}
