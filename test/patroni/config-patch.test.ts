import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createSocket, type Server as SocketServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { openConfigPatch } from '../../src/patroni/config-patch.ts';

const open: (Server | SocketServer)[] = [];
const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0)) await close();
  for (const server of open.splice(0)) {
    if ('closeAllConnections' in server) server.closeAllConnections();
    await new Promise(done => server.close(done));
  }
});

async function listen(server: Server | SocketServer): Promise<string> {
  open.push(server);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/patroni`;
}

type Heard = { readonly method: string; readonly path: string; readonly login: string; readonly body: string };

/** A member that answers with this, and what it was asked. */
async function aMember(status: number, more?: (request: IncomingMessage, response: ServerResponse) => void) {
  const heard: Heard[] = [];
  const url = await listen(
    createServer(async (request, response) => {
      const login = Buffer.from(request.headers.authorization?.split(' ')[1] ?? '', 'base64').toString();
      heard.push({ method: request.method ?? '', path: request.url ?? '', login, body: await text(request) });
      if (more) more(request, response);
      else response.writeHead(status, { location: 'http://127.0.0.1:1/' }).end('{}');
    }),
  );
  return { url, heard };
}

/** Where nobody listens any more. */
async function nobody(): Promise<string> {
  const server = createServer();
  const url = await listen(server);
  await new Promise(done => server.close(done));
  return url;
}

const patroni = { namespace: '/pg', username: 'postgres', password: 'Patroni.API' };

function rest() {
  const opened = openConfigPatch({ patroni, tls: null });
  if (opened === null) throw new Error('no REST');
  closers.push(opened.close);
  return opened;
}

const asked = (path: string) => ({ method: 'PATCH', path: '/config', login: 'postgres:Patroni.API', body: path });

describe('a pause by Patroni’s REST API', () => {
  it('is asked of the first member, with name and password, and of nobody else', async () => {
    const [one, two] = [await aMember(200), await aMember(200)];
    expect(await rest().setPause([one.url, two.url], true)).toEqual({ outcome: 'done' });
    expect(one.heard).toEqual([asked('{"pause":true}')]);
    expect(two.heard).toEqual([]);
  });

  it('is taken out by null, as patronictl does', async () => {
    const one = await aMember(200);
    await rest().setPause([one.url], false);
    expect(one.heard).toEqual([asked('{"pause":null}')]);
  });

  it('is asked of the next member where one is out of reach, keeps the bot out, or has no configuration', async () => {
    const [barred, empty, fit] = [await aMember(403), await aMember(503), await aMember(200)];
    expect(await rest().setPause([await nobody(), barred.url, empty.url, fit.url], true)).toEqual({ outcome: 'done' });
    expect([barred.heard, empty.heard, fit.heard].map(({ length }) => length)).toEqual([1, 1, 1]);
  });

  it.each([
    [401, 'auth_failed'],
    [409, 'conflict'],
    [400, 'unknown'],
    [307, 'unknown'],
  ] as const)('ends with the no of a member: %i', async (status, code) => {
    const [one, two] = [await aMember(status), await aMember(200)];
    const outcome = await rest().setPause([one.url, two.url], true);
    expect(outcome).toMatchObject({ outcome: 'refused', fault: { code, by: 'patroni' } });
    expect(JSON.stringify(outcome)).not.toContain('Patroni.API');
    expect(two.heard).toEqual([]);
  });

  it.each<readonly [string, (request: IncomingMessage, response: ServerResponse) => void]>([
    ['an error inside', (_, response) => response.writeHead(500).end()],
    ['a line that breaks', request => request.socket.destroy()],
  ])('may have happened after %s', async (_, answer) => {
    const [one, two] = [await aMember(200, answer), await aMember(200)];
    const outcome = await rest().setPause([one.url, two.url], true);
    expect(outcome).toMatchObject({ outcome: 'unknown', fault: { by: 'patroni' } });
    expect(two.heard).toEqual([]);
  });

  it('certainly has not happened where nobody could be asked', async () => {
    const unreachable = { outcome: 'refused', fault: { code: 'unreachable', by: 'patroni' } };
    expect(await rest().setPause([], true)).toMatchObject(unreachable);
    expect(await rest().setPause([await nobody(), await nobody()], true)).toMatchObject(unreachable);
    expect(await rest().setPause([(await aMember(403)).url], true)).toMatchObject(unreachable);
    expect(await rest().setPause(['file:///etc/passwd', 'nonsense'], true)).toMatchObject(unreachable);
  });

  it('says that there is no configuration, also when others are silent after that', async () => {
    const empty = await aMember(503);
    expect(await rest().setPause([empty.url, await nobody()], true)).toMatchObject({
      outcome: 'refused',
      fault: { code: 'no_config' },
    });
  });

  it('sends the password nowhere where TLS was meant and is not spoken', async () => {
    const heard: Buffer[] = [];
    const url = await listen(
      createSocket(socket => {
        socket.on('error', () => undefined);
        socket.on('data', bytes => {
          heard.push(bytes);
          socket.end('HTTP/1.1 200 OK\r\n\r\n');
        });
      }),
    );
    const outcome = await rest().setPause([url.replace('http:', 'https:')], true);
    expect(outcome.outcome).not.toBe('done');
    expect(Buffer.concat(heard).toString('latin1')).not.toMatch(/authorization/i);
  });

  it('is not to be had without name and password', () => {
    expect(openConfigPatch({ patroni: null, tls: null })).toBeNull();
    expect(openConfigPatch({ patroni: { ...patroni, username: null }, tls: null })).toBeNull();
    expect(openConfigPatch({ patroni: { ...patroni, password: null }, tls: null })).toBeNull();
  });
});
