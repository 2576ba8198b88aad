import { createServer, type Server, type ServerResponse } from 'node:http';
import type { Metrics } from './meter.ts';

/** A named condition of readiness: the text says what is missing, null that all is well. */
export type ReadinessCheck = { readonly name: string; readonly problem: () => Promise<string | null> };

export type AdminServer = { readonly url: string; readonly close: () => Promise<void> };

const checkDeadlineMs = 2_000;

/**
 * `/livez` (the process turns its event loop), `/readyz` (every check, 503 with the reasons) and `/metrics`.
 * @throws the listen error (`EADDRINUSE`) as Node gives it.
 */
export async function serveAdmin(
  { host, port }: { readonly host: string; readonly port: number },
  checks: () => readonly ReadinessCheck[],
  metrics: Pick<Metrics, 'expose' | 'contentType'>,
): Promise<AdminServer> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').split('?')[0];
    if (request.method !== 'GET' && request.method !== 'HEAD') return send(response, 405, 'text/plain', 'only GET\n');
    if (path === '/livez') return send(response, 200, 'text/plain', 'ok\n');
    if (path === '/readyz')
      return void readiness(checks()).then(({ ready, lines }) =>
        send(response, ready ? 200 : 503, 'text/plain', lines),
      );
    if (path === '/metrics') {
      return void metrics.expose().then(
        text => send(response, 200, metrics.contentType, text),
        () => send(response, 500, 'text/plain', 'metrics failed\n'),
      );
    }
    send(response, 404, 'text/plain', 'try /livez, /readyz or /metrics\n');
  });
  await listen(server, host, port);
  const address = server.address();
  const actual = typeof address === 'object' && address ? address.port : port;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`, close: () => close(server) };
}

async function readiness(
  checks: readonly ReadinessCheck[],
): Promise<{ readonly ready: boolean; readonly lines: string }> {
  const problems = await Promise.all(
    checks.map(async ({ name, problem }) => ({ name, problem: await Promise.race([problem().catch(String), late()]) })),
  );
  const lines = problems.map(({ name, problem }) =>
    problem === null ? `ok ${name}\n` : `NOT READY ${name}: ${problem}\n`,
  );
  return { ready: problems.every(({ problem }) => problem === null), lines: lines.join('') };
}

function late(): Promise<string> {
  return new Promise(resolve => setTimeout(resolve, checkDeadlineMs, `no answer within ${checkDeadlineMs} ms`).unref());
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' });
  response.end(body);
}
