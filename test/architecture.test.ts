import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

/** Zone -> zones it may import besides itself. The longest matching folder names a file's zone. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/core': [],
  commands: ['src/core'],
  'src/present': ['src/core'],
  'src/flow': ['src/core', 'src/present'],
  workers: ['src/core', 'src/present', 'commands'],
  'src/slack': ['src/core'],
  'src/queue': ['src/core'],
  'src/store': ['src/core'],
  'src/sealing': [],
  'src/snapshots': ['src/core'],
  'src/etcd': ['src/core'],
  'src/patroni': ['src/core'],
  'src/webhooks': ['src/core'],
  'src/ansible': ['src/core'],
  'src/config': ['src/core'],
  'src/pigsty': ['src/core'],
  'src/text': ['src/core'],
  'src/admin': ['src/core'],
  'src/console': ['src/core'],
  'src/pictures': ['src/core'],
  'src/setup': [],
  'src/local': ['src/setup'],
  'src/playground': ['src/core', 'src/local', 'src/setup'],
  // What the compositions share. It wires, so it may reach everything but an entry.
  'src/wiring': [
    'src/core',
    'src/flow',
    'src/text',
    'src/slack',
    'src/admin',
    'src/store',
    'src/sealing',
    'src/queue',
    'src/webhooks',
    'src/local',
    'src/setup',
    'src/playground',
    'commands',
  ],
};

/** The composition roots and entries: they wire everything, and nothing imports them but the process entry. */
const entries = ['src/bot.ts', 'workers/main.ts', 'src/main.ts', 'src/terminal.ts'].filter(file =>
  existsSync(join(root, file)),
);

/** npm packages by zone; node: modules are free everywhere but in core. */
const libraries: Readonly<Record<string, readonly string[]>> = {
  'src/core': ['node:crypto'],
  commands: [],
  'src/present': [],
  'src/flow': [],
  workers: [],
  'src/slack': ['@slack/', 'undici', 'zod'],
  'src/queue': ['bullmq', 'ioredis', 'zod', 'cron-parser', 'bullmq-otel'],
  'src/store': ['ioredis', 'zod'],
  'src/sealing': [],
  'src/snapshots': [],
  'src/etcd': ['etcd3', '@grpc/grpc-js', '@bufbuild/protobuf', 'cockatiel', 'zod'],
  'src/patroni': ['undici'],
  'src/webhooks': ['undici'],
  'src/ansible': ['execa', 'zod'],
  'src/config': ['zod', 'yaml', 'cron-parser'],
  'src/pigsty': ['zod', 'yaml'],
  'src/text': ['intl-messageformat'],
  'src/admin': ['prom-client', 'pino'],
  'src/console': ['string-width'],
  'src/pictures': ['echarts', '@resvg/resvg-js', '@expo-google-fonts/inter'],
  'src/setup': ['execa'],
  'src/local': ['execa', '@peculiar/x509', 'reflect-metadata', 'zod'],
  'src/playground': ['ws', 'preact', '@slack/', 'zod', 'execa'],
  'src/wiring': ['bullmq'],
};

const sources = ['src', 'commands', 'workers'].flatMap(folder => filesUnder(join(root, folder)));

function filesUnder(folder: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path);
    return /\.tsx?$/.test(name) ? [relative(root, path)] : [];
  });
}

function zoneOf(file: string): string | undefined {
  return Object.keys(allowed)
    .filter(zone => file.startsWith(`${zone}/`))
    .sort((a, b) => b.length - a.length)[0];
}

function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const imports = /^(?:import|export)\b[^;]*?\bfrom '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;
  return [...text.matchAll(imports)].flatMap(([, from, bare, dynamic]) => from ?? bare ?? dynamic ?? []);
}

const target = (file: string, specifier: string): string => relative(root, resolve(root, dirname(file), specifier));

describe('the import table', () => {
  it.each(sources.filter(file => !entries.includes(file)))('%s keeps to its zone', file => {
    const zone = zoneOf(file);
    expect(zone, `${file} stands in no zone of the table`).toBeDefined();
    for (const specifier of importsOf(file)) {
      if (specifier.startsWith('.')) {
        const to = target(file, specifier);
        expect(entries, `${file} imports an entry, ${to}`).not.toContain(to);
        const toZone = zoneOf(to);
        const fine = toZone === zone || (toZone !== undefined && allowed[zone ?? '']?.includes(toZone));
        expect(fine, `${file} (${zone}) may not import ${to} (${toZone})`).toBe(true);
      } else {
        const free = specifier.startsWith('node:') && zone !== 'src/core';
        const known = libraries[zone ?? '']?.some(
          name => specifier === name || specifier.startsWith(name.endsWith('/') ? name : `${name}/`),
        );
        expect(free || known, `${file} (${zone}) may not import ${specifier}`).toBe(true);
      }
    }
  });

  it('lets only the process entry import the two compositions', () => {
    for (const file of entries) {
      const composed = importsOf(file)
        .filter(specifier => specifier.startsWith('.'))
        .map(specifier => target(file, specifier))
        .filter(to => entries.includes(to));
      expect(file === 'src/main.ts' ? [] : composed, `${file} imports an entry`).toEqual([]);
    }
  });

  it('keeps core free of async', () => {
    for (const file of sources.filter(name => name.startsWith('src/core/') || name.startsWith('commands/'))) {
      expect(readFileSync(join(root, file), 'utf8'), file).not.toMatch(/\basync\b|\bawait\b(?!-)/);
    }
  });

  it('has no folder that is a bag', () => {
    for (const file of sources) expect(file).not.toMatch(/\/(utils|helpers|common|lib)\//);
  });

  it('keeps files under the hard limit of 250 lines', () => {
    const long = sources.filter(
      file => !file.includes('/gen/') && readFileSync(join(root, file), 'utf8').split('\n').length > 251,
    );
    expect(long).toEqual([]);
  });
});

describe('the import cycles', () => {
  it('are none, types included', () => {
    const graph = new Map(
      sources.map(
        file =>
          [
            file,
            importsOf(file)
              .filter(s => s.startsWith('.'))
              .map(s => target(file, s)),
          ] as const,
      ),
    );
    const done = new Set<string>();
    const visit = (file: string, way: readonly string[]): void => {
      if (way.includes(file)) throw new Error(`import cycle: ${[...way.slice(way.indexOf(file)), file].join(' -> ')}`);
      if (done.has(file)) return;
      for (const next of graph.get(file) ?? []) visit(next, [...way, file]);
      done.add(file);
    };
    for (const file of sources) visit(file, []);
  });
});
