import { readFileSync } from 'node:fs';

/** The version of package.json, which stands above the sources as above the build. */
export function readVersion(): string {
  for (const above of ['../..', '../../..']) {
    const text = tryRead(new URL(`${above}/package.json`, import.meta.url));
    const version = text && /"version":\s*"([^"]+)"/.exec(text)?.[1];
    if (version) return version;
  }
  return '0.0.0';
}

function tryRead(url: URL): string | null {
  try {
    return readFileSync(url, 'utf8');
  } catch {
    return null;
  }
}
