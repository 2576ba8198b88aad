// node --expose-gc scanning.js <endpoint>: counts the keys there, and tells what it took as JSON.
import { openEtcdReader } from '../src/etcd/survey.ts';
import type { Scanned } from './scan.ts';

const SAMPLE_MS = 10;
const WITHIN_MS = 600_000;
const nothing = (): void => undefined;
const log = { debug: nothing, info: nothing, warn: nothing, error: nothing };
const reader = openEtcdReader(
  {
    ...{ name: 'scan', environment: 'development', endpoints: [process.argv[2] ?? ''], deadlineMs: 10_000 },
    ...{ tls: null, auth: null, patroni: null, pigsty: null, snapshots: null },
  },
  log,
);
const inMemory = (): number => process.memoryUsage.rss();

// What a first question loads and connects is not what keys take.
await reader.survey({ parts: ['status'] });
globalThis.gc?.();
const before = inMemory();
let most = before;
const sampling = setInterval(() => {
  most = Math.max(most, inMemory());
}, SAMPLE_MS);
const began = performance.now();
const { space } = await reader.survey({ parts: ['status'], space: { under: '', withinMs: WITHIN_MS } });
const took = performance.now() - began;
clearInterval(sampling);
if (!space?.ok || space.value.stopped !== null) throw new Error(`not everything was counted: ${JSON.stringify(space)}`);
const { read, total } = space.value;
if (read.keys !== total) throw new Error(`${read.keys} of ${total} keys were counted`);
const result: Scanned = { keys: read.keys, took, memory: Math.max(most, inMemory()) - before };
process.stdout.write(`${JSON.stringify(result)}\n`);
await reader.close();
