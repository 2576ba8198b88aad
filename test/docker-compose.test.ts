import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { readSettings } from '../src/config/read-settings.ts';
import { readInventory } from '../src/pigsty/read-inventory.ts';
import { findOrGet } from '../src/setup/binaries.ts';

const root = join(import.meta.dirname, '..');
const MOUNTED = '/etc/etcd-chatops/etcd-chatops.yaml';
const SECRETS = {
  SLACK_BOT_TOKEN: 'xoxb-1-secret',
  SLACK_APP_TOKEN: 'xapp-1-secret',
  ETCD_ROOT_PASSWORD: 'etcd-secret',
  PATRONI_PASSWORD: 'patroni-secret',
};

const Service = z.object({
  image: z.string(),
  user: z.string().optional(),
  command: z.array(z.string()).nullish(),
  environment: z.record(z.string(), z.string()).default({}),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  build: z.object({ target: z.string() }).optional(),
  networks: z.record(z.string(), z.unknown()).optional(),
  ports: z.array(z.object({ host_ip: z.string().optional(), published: z.string() })).optional(),
  volumes: z.array(z.object({ type: z.string(), target: z.string(), read_only: z.boolean().optional() })).optional(),
});
const Composition = z.object({ services: z.record(z.string(), Service) });
type Services = z.output<typeof Composition>['services'];

/** What Compose itself makes of the file: anchors, variables and profiles are resolved. */
async function servicesOf(profiles: readonly string[]): Promise<Services> {
  const compose = await findOrGet('docker-compose', { say: () => {} });
  const args = ['--project-directory', root, '--env-file', '/dev/null', '-f', join(root, 'docker-compose.yml')];
  const chosen = profiles.flatMap(profile => ['--profile', profile]);
  const { stdout } = await promisify(execFile)(compose.path, [...args, ...chosen, 'config', '--format', 'json'], {
    env: { PATH: process.env.PATH, HOME: root, ...compose.env, ...SECRETS },
  });
  return Composition.parse(JSON.parse(stdout)).services;
}

let services: Services;
let playground: Services;
beforeAll(async () => {
  services = await servicesOf([]);
  playground = await servicesOf(['playground']);
});

const service = (name: string) => services[name] ?? Service.parse({});
const environmentOf = (name: string) => service(name).environment;

test('without a profile there are Redis, three members, bot and worker', () => {
  expect(Object.keys(services).sort()).toEqual(['bot', 'etcd-1', 'etcd-2', 'etcd-3', 'redis', 'worker']);
});

test('the playground is a profile of its own, and needs no secret', () => {
  const { image, environment, ports } = playground.playground ?? Service.parse({});
  expect(image).toBe('etcd-chatops:playground');
  expect(Object.keys(environment).filter(name => /TOKEN|SECRET|PASSWORD/.test(name))).toEqual([]);
  expect(ports).toEqual([expect.objectContaining({ host_ip: '127.0.0.1', published: '3000' })]);
});

describe.each(['redis', 'etcd-1', 'etcd-2', 'etcd-3', 'bot', 'worker', 'playground'])('%s', name => {
  test('has a read-only root file system and no capability', () => {
    expect(playground[name]).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  test('tells whether it is healthy', () => {
    const { healthcheck, build } = playground[name] ?? {};
    expect(healthcheck !== undefined || build !== undefined).toBe(true);
  });

  test('is pinned to a version, or built here', () => {
    const { image, build } = playground[name] ?? {};
    expect(build !== undefined || /:v?\d+\.\d+\.\d+/.test(image ?? '')).toBe(true);
  });
});

test.each(['redis', 'bot', 'worker', 'playground'])('%s does not run as root', name => {
  expect(playground[name]?.user).toMatch(/^(node|[1-9]\d*:[1-9]\d*)$/);
});

test('Redis appends every write to disk and evicts nothing', () => {
  const command = service('redis').command?.join(' ');
  expect(command).toContain('--appendonly yes');
  expect(command).toContain('--maxmemory-policy noeviction');
});

test('the bot holds no credential of etcd and can not reach it', () => {
  expect(JSON.stringify(service('bot'))).not.toMatch(/etcd-secret|patroni-secret/);
  expect(Object.keys(service('bot').networks ?? {})).toEqual(['redis']);
});

test('the worker holds no token of Slack', () => {
  expect(JSON.stringify(service('worker'))).not.toMatch(/xoxb|xapp|SLACK/);
});

test('only the worker writes to a volume, and the configuration is read-only for both', () => {
  const writable = (name: string) =>
    (service(name).volumes ?? []).filter(volume => !volume.read_only).map(volume => volume.target);
  expect([writable('bot'), writable('worker')]).toEqual([[], ['/var/lib/etcd-chatops']]);
});

describe.each(['bot', 'worker'] as const)('the environment of %s', name => {
  const read = (path: string) => {
    if (path !== MOUNTED) throw new Error(`${path} is not mounted`);
    return readFileSync(join(root, 'deploy/etcd-chatops.yaml'), 'utf8');
  };

  test('satisfies the configuration with the mounted file', () => {
    expect(readSettings(environmentOf(name), read, name, readInventory)).toMatchObject({ ok: true });
  });

  test('is refused, and not half accepted, when the file is missing', () => {
    const nothing = () => {
      throw new Error('no such file');
    };
    expect(readSettings(environmentOf(name), nothing, name, readInventory)).toMatchObject({ ok: false });
  });
});

test('the Dockerfile runs an unprivileged user, checks liveness, and has the stages that Compose builds', async () => {
  const text = await readFile(join(root, 'Dockerfile'), 'utf8');
  const stages = text.split(/^FROM /m).slice(1);
  const stage = (name: string) => stages.find(part => part.split('\n')[0]?.endsWith(` AS ${name}`)) ?? '';
  for (const name of ['base', 'playground'])
    expect([...stage(name).matchAll(/^USER (\w+)/gm)].at(-1)?.[1]).toBe('node');
  expect(stage('base')).toMatch(/HEALTHCHECK[\s\S]*\/livez/);
  expect(stages.at(-1)).toMatch(/^base AS run/);
});

test('the build context holds what the build reads', async () => {
  const kept = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n').map(line => line.replace(/^!/, ''));
  const { include } = z
    .object({ include: z.array(z.string()) })
    .parse(parse(await readFile(join(root, 'tsconfig.build.json'), 'utf8')));
  expect(kept).toEqual(
    expect.arrayContaining([...include, 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts']),
  );
});
