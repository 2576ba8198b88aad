import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { startOwned } from '../../src/local/owned-process.ts';
import { freePorts } from '../../src/local/ports.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { until } from '../../src/local/until.ts';
import { findOrGet } from '../../src/setup/binaries.ts';

export type Job = {
  readonly name: string;
  readonly targets: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
};

export type APrometheus = {
  readonly url: string;
  /** How many series this query finds. */
  readonly count: (query: string) => Promise<number>;
  readonly kill: () => Promise<void>;
  readonly remove: () => Promise<void>;
};

/** A real Prometheus that scrapes these every second. Targets are `host:port`. */
export async function aPrometheus(jobs: readonly Job[]): Promise<APrometheus> {
  const [program, folder, [port = 0]] = await Promise.all([
    findOrGet('prometheus', { say: () => undefined }),
    scratchFolder('prometheus'),
    freePorts(1),
  ]);
  const config = {
    global: { scrape_interval: '1s', scrape_timeout: '1s' },
    scrape_configs: jobs.map(({ name, targets, labels = {} }) => ({
      job_name: name,
      static_configs: [{ targets, labels }],
    })),
  };
  const file = join(folder.path, 'prometheus.yml');
  // JSON is YAML.
  await writeFile(file, JSON.stringify(config));
  const child = await startOwned({
    program,
    args: [
      `--config.file=${file}`,
      `--storage.tsdb.path=${join(folder.path, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    directory: folder.path,
    logFile: join(folder.path, 'log'),
  });
  const url = `http://127.0.0.1:${port}`;
  const ready = async () => ((await fetch(`${url}/-/ready`)).ok ? true : undefined);
  await until(ready, { what: 'Prometheus to be ready', withinMs: 60_000 });
  return {
    url,
    count: async query => {
      const answer = await fetch(`${url}/api/v1/query?query=${encodeURIComponent(query)}`);
      return JSON.stringify(await answer.json()).split('"metric":').length - 1;
    },
    kill: child.kill,
    remove: async () => {
      await child.kill();
      await folder.remove();
    },
  };
}

/** What stands before it where people have to log in: below `/metrics-of-all`, and only for whoever has the token. */
export async function aGate(prometheus: string, token: string) {
  const server = createServer((request, response) => {
    const isOurs = request.headers.authorization === `Bearer ${token}`;
    const path = /^\/metrics-of-all(\/.*)$/.exec(request.url ?? '')?.[1];
    response.statusCode = isOurs ? 404 : 401;
    if (!isOurs || path === undefined) return response.end('no');
    fetch(`${prometheus}${path}`).then(
      async answer => response.writeHead(answer.status).end(await answer.text()),
      () => response.writeHead(502).end(),
    );
  });
  const [port = 0] = await freePorts(1);
  await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${port}/metrics-of-all`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
