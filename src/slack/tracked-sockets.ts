import type { Socket } from 'node:net';
import { Agent, buildConnector } from 'undici';

export type TrackedSockets = { readonly dispatcher: Agent; readonly destroy: () => void };

/**
 * A dispatcher that knows its sockets. A WebSocket leaves the pool and hides its socket, and the client forgets one that
 * connects after it was told to close: nobody else could end it, and Slack would go on sending into it.
 */
export function trackSockets(): TrackedSockets {
  const connect = buildConnector({ allowH2: false });
  const sockets = new Set<Socket>();
  let destroyed = false;
  const dispatcher = new Agent({
    connect: (options, callback) =>
      connect(options, (...result) => {
        const [error, socket] = result;
        if (error === null) {
          sockets.add(socket);
          socket.once('close', () => sockets.delete(socket));
          if (destroyed) socket.destroy();
        }
        callback(...result);
      }),
  });
  return {
    dispatcher,
    destroy: () => {
      destroyed = true;
      for (const socket of sockets) socket.destroy();
      dispatcher.destroy().catch(() => {});
    },
  };
}
