import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join, resolve, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** `vite build` writes to dist/page of the package; this file runs from src as well as from dist. */
export function findPage(): string {
  const candidates = ['../../../dist/page', '../../../page'].map(path => resolve(import.meta.dirname, path));
  return candidates.find(path => existsSync(join(path, 'index.html'))) ?? candidates[0] ?? '';
}

/** Answers with a file of the built page; 404 for anything else. */
export async function sendAsset(folder: string, path: string, response: ServerResponse): Promise<void> {
  const file = resolve(folder, `.${path === '/' ? '/index.html' : path}`);
  const type = types[extname(file)];
  if (!file.startsWith(folder + sep) || type === undefined) return notFound(response);
  const bytes = await readFile(file).catch(() => null);
  if (bytes === null) return path === '/' ? notBuilt(response) : notFound(response);
  const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-store';
  response.writeHead(200, { 'content-type': type, 'cache-control': cache }).end(bytes);
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('There is no such page.\n');
}

function notBuilt(response: ServerResponse): void {
  response
    .writeHead(503, { 'content-type': 'text/plain; charset=utf-8' })
    .end('The page is not built yet. `npm run build` builds it.\n');
}
