import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createStandIn } from '../../src/playground/slack/server.ts';
import { openSlack } from '../../src/slack/app.ts';
import { aLog } from './a-bot.ts';

const portOf = (server: { address(): AddressInfo | string | null }): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const listening = (server: Server): Promise<void> => new Promise(done => server.listen(0, '127.0.0.1', () => done()));

/** A cable that can be cut without either end being told. */
async function aCable(to: () => number) {
  const ends = new Set<readonly [Socket, Socket]>();
  const server = createServer(near => {
    const far = connect(to(), '127.0.0.1');
    ends.add([near, far]);
    for (const end of [near, far]) end.on('error', () => {});
    near.pipe(far).pipe(near);
  });
  await listening(server);
  onTestFinished(() => {
    for (const pair of ends) for (const end of pair) end.destroy();
    server.close();
  });
  return {
    port: portOf(server),
    goSilent: () => {
      for (const [near, far] of ends) {
        near.unpipe().pause();
        far.unpipe().pause();
      }
    },
  };
}

it('replaces connections that went silent, within seconds', async () => {
  let origin = '';
  const standIn = createStandIn(() => origin);
  const http = createHttpServer((request, response) => void standIn.handle(request, response));
  http.on('upgrade', (request, socket, head) => void standIn.upgrade(request, socket, head));
  await listening(http);
  const cable = await aCable(() => portOf(http));
  origin = `http://127.0.0.1:${cable.port}`;
  const { log } = aLog();
  const bot = openSlack({
    settings: { mode: 'socket', botToken: standIn.tokens.bot, appToken: standIn.tokens.app, apiUrl: `${origin}/api/` },
    handle: async () => {},
    seen: async () => false,
    check: () => null,
    busyText: () => 'busy',
    meter: { acknowledged: () => {}, socketConnections: () => {} },
    log,
    clock: Date.now,
    random: () => 0,
  });
  onTestFinished(async () => {
    await bot.drain(0);
    standIn.stop();
    http.closeAllConnections();
    http.close();
  });
  await bot.start();
  await vi.waitFor(() => expect(bot.connections()).toBe(2));
  const opened = (): number => standIn.calls.named('apps.connections.open').length;
  expect(opened()).toBe(2);
  cable.goSilent();
  await vi.waitFor(() => expect([opened(), bot.connections()]).toEqual([4, 2]), 12_000);
});
