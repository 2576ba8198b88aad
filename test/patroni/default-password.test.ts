import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tryDefaultPassword } from '../../src/patroni/default-password.ts';
import { aPatroniLab, type PatroniLab } from '../a-patroni.ts';

describe('the password that everybody knows, at a real Patroni', () => {
  let lab: PatroniLab;
  let address: string;
  beforeAll(async () => {
    lab = await aPatroniLab({ clusters: [{ name: 'pg-test', members: 1, failsafe: true }] });
    address = `${lab.cluster('pg-test').members[0]?.apiUrl}/patroni`;
  });
  afterAll(async () => {
    await lab?.close();
  });

  const configured = async () => (await fetch(new URL('/config', address))).text();

  it('is told as taken, and the try changes nothing', async () => {
    const before = await configured();
    expect(await tryDefaultPassword(address, { tls: null })).toBe('default');
    expect(await configured()).toBe(before);
  });

  it('is told as not taken where there is another', async () => {
    const other = { username: 'postgres', password: 'long-and-random' };
    expect(await tryDefaultPassword(address, { tls: null }, other)).toBe('refused');
  });
});

describe('an address', () => {
  const servers: Server[] = [];
  afterAll(() => {
    for (const server of servers) server.close();
  });
  const silent = async (): Promise<string> => {
    const server = createServer();
    servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const bound = server.address();
    return `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : 0}/patroni`;
  };

  it.each([
    ['that is none of Patroni’s', 'ftp://127.0.0.1:8008/patroni'],
    ['with a login in it', 'http://somebody:secret@127.0.0.1:8008/patroni'],
    ['where nobody listens', 'http://127.0.0.1:9/patroni'],
  ])('%s is told as unknown', async (_, address) => {
    expect(await tryDefaultPassword(address, { tls: null })).toBe('unknown');
  });

  it('where somebody listens and says nothing is told as unknown', async () => {
    expect(await tryDefaultPassword(await silent(), { tls: null })).toBe('unknown');
  });
});
