import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocket, type Server as SocketServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openReach, pageOf } from '../../src/patroni/reach.ts';

/** Long enough for a machine under load, short enough for a test that waits for it. */
const ANSWERS_MS = 1_000;

const open: (Server | SocketServer)[] = [];
const listen = async (server: Server | SocketServer): Promise<string> => {
  open.push(server);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return `http://127.0.0.1:${address.port}/patroni`;
};
const serve = (listener: RequestListener) => listen(createServer(listener));
const ask = async (addresses: readonly string[], signal?: AbortSignal) => {
  const edge = openReach({ tls: null }, ANSWERS_MS);
  return edge.ask(addresses, signal).finally(edge.close);
};

afterEach(async () => {
  await Promise.all(
    open.splice(0).map(server => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      return new Promise(done => server.close(done));
    }),
  );
});

describe('the REST address of a member', () => {
  it('answers when Patroni does, with a running PostgreSQL or without', async () => {
    const running = await serve((_, response) => response.end('{"state":"running"}'));
    const stopped = await serve((_, response) => response.writeHead(503).end('{"state":"stopped"}'));
    expect(await ask([running, stopped])).toEqual({ [running]: 'answers', [stopped]: 'answers' });
  });

  it('is silent when nobody listens, hangs up, or never answers', async () => {
    const gone = await serve(() => undefined);
    await new Promise(done => open.splice(0)[0]?.close(done));
    const frozen = await serve(() => undefined);
    const rude = await listen(createSocket(socket => socket.destroy()));
    expect(await ask([gone, frozen, rude])).toEqual({ [gone]: 'silent', [frozen]: 'silent', [rude]: 'silent' });
  });

  it('says nothing when it cannot be asked: another page, a certificate, a name', async () => {
    const other = await serve((_, response) => response.writeHead(404).end());
    const plain = await serve((_, response) => response.end());
    const addresses = [other, plain.replace('http:', 'https:'), 'http://no-such-host.invalid:8008/patroni'];
    expect(await ask(addresses)).toEqual({});
  });

  it('is not followed to another place, and gets no password', async () => {
    const asked: string[] = [];
    const target = await serve((request, response) => response.end(asked.push(`target ${request.url}`).toString()));
    const moved = await serve((request, response) => {
      asked.push(`${request.method} ${request.url} ${request.headers.authorization ?? 'nobody'}`);
      response.writeHead(302, { location: target }).end();
    });
    expect(await ask([moved])).toEqual({});
    expect(asked).toEqual(['GET /patroni nobody']);
  });

  it.each([
    ['http://10.0.0.1:8008/patroni', 'http://10.0.0.1:8008/patroni'],
    ['https://[fd00::1]:8008/patroni', 'https://[fd00::1]:8008/patroni'],
    ['http://10.0.0.1:8008', 'http://10.0.0.1:8008/patroni'],
    ['http://10.0.0.1/patroni', null],
    ['http://10.0.0.1:8008/admin?delete=all', null],
    ['http://user:password@10.0.0.1:8008/patroni', null],
    ['http://10.0.0.1:8008/patroni#x', null],
    ['file:///etc/passwd', null],
    ['unix:/run/docker.sock', null],
    ['http://10.0.0.1:99999/patroni', null],
    ['', null],
  ])('%j is asked at %j', (address, page) => expect(pageOf(address)).toBe(page));

  it('is not asked any more when nobody wants to know', async () => {
    const frozen = await serve(() => undefined);
    expect(await ask([frozen], AbortSignal.abort())).toEqual({});
  });

  it('is asked with many at a time', async () => {
    let now = 0;
    let most = 0;
    const slow = await serve((_, response) => {
      now += 1;
      most = Math.max(most, now);
      setTimeout(() => {
        now -= 1;
        response.end();
      }, 20);
    });
    const told = await ask(Array.from({ length: 200 }, () => slow));
    expect(told[slow]).toBe('answers');
    expect(most).toBeLessThanOrEqual(64);
  });
});
