import { dirname, resolve } from 'node:path';
import type { Outline, OutlineCluster } from './outline.ts';
import type { Problem } from './problem.ts';

/** Reads a file as text. @throws with Node's `code` when it cannot be read. */
export type ReadFile = (path: string) => string;

/** The contents of files by the path of the setting that names them: `clusters[0].tls.ca`. */
export type NamedFiles = { readonly contents: ReadonlyMap<string, string>; readonly problems: readonly Problem[] };

type Named = { readonly setting: string; readonly file: string; readonly kind: 'certificate' | 'key' | 'password' };

/** Reads every file the clusters name; relative names count from the folder of the configuration file. */
export function readNamedFiles(outline: Outline, configFile: string, readFile: ReadFile): NamedFiles {
  const contents = new Map<string, string>();
  const problems: Problem[] = [];
  const named = outline.clusters.flatMap((cluster, index) => (cluster ? filesOf(cluster, `clusters[${index}]`) : []));
  for (const { setting, file, kind } of named) {
    const path = resolve(dirname(configFile), file);
    const text = tryRead(path, readFile);
    const problem = 'reason' in text ? `names a file that ${text.reason}: ${path}` : contentProblem(text.content, kind);
    if (problem !== null) problems.push({ path: setting, message: problem });
    else if ('content' in text) contents.set(setting, kind === 'password' ? text.content.trim() : text.content);
  }
  return { contents, problems };
}

function filesOf({ tls, auth, patroni }: OutlineCluster, path: string): readonly Named[] {
  const name = (setting: string, file: string | undefined, kind: Named['kind']): readonly Named[] =>
    file ? [{ setting: `${path}.${setting}`, file, kind }] : [];
  return [
    ...name('tls.ca', tls?.ca, 'certificate'),
    ...name('tls.cert', tls?.cert, 'certificate'),
    ...name('tls.key', tls?.key, 'key'),
    ...name('auth.passwordFile', auth?.passwordFile, 'password'),
    ...name('auth.nextPasswordFile', auth?.nextPasswordFile, 'password'),
    ...name('patroni.passwordFile', patroni?.passwordFile, 'password'),
  ];
}

function contentProblem(content: string, kind: Named['kind']): string | null {
  if (kind === 'password') return content.trim() ? null : 'names a file that is empty';
  const wanted = kind === 'key' ? /-----BEGIN [A-Z ]*PRIVATE KEY-----/ : /-----BEGIN CERTIFICATE-----/;
  return wanted.test(content) ? null : `names a file that holds no ${kind} in PEM form (-----BEGIN …)`;
}

/** The text, or why there is none as a clause. */
export function tryRead(path: string, readFile: ReadFile): { readonly content: string } | { readonly reason: string } {
  try {
    return { content: readFile(path) };
  } catch (error) {
    return { reason: unreadable(error) };
  }
}

/** Node's error code as a clause: "… that does not exist". */
export function unreadable(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'this process may not read';
  if (code === 'EISDIR') return 'is a folder';
  return 'cannot be read';
}
