import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string(),
      resolved: z.string().optional(),
      optionalDependencies: z.record(z.string(), z.string()).optional(),
    }),
  ),
});

const text = await readFile(join(import.meta.dirname, '../../package-lock.json'), 'utf8');
const { packages } = Lock.parse(JSON.parse(text));

test('the lock file names no host: every registry will do', () => {
  expect(Object.values(packages).filter(entry => entry.resolved !== undefined)).toEqual([]);
});

test('the lock file knows the packages of other platforms, without which npm ci refuses it', () => {
  const known = new Set(Object.keys(packages).map(path => path.split('node_modules/').at(-1)));
  const wanted = Object.values(packages).flatMap(entry => Object.keys(entry.optionalDependencies ?? {}));
  expect(wanted.filter(name => !known.has(name))).toEqual([]);
});
