import { readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { formatProblems } from '../../src/config/problem.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { statusOf } from '../../src/core/facts/status.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type EtcdCluster, startEtcdCluster } from '../../src/local/etcd-cluster.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { readPigsty } from '../../src/pigsty/open-pigsty.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';
import { findOrGet } from '../../src/setup/binaries.ts';
import { withPigsty } from '../../workers/with-pigsty.ts';
import { aRequest } from '../a-request.ts';
import { silent } from '../queue/silence.ts';

const port = (url: string): string => new URL(url).port;
const inventoryFor = ({ members: [member] }: EtcdCluster, more = ''): string => `
all:
  children:
    infra: { hosts: { 127.0.0.1: { infra_seq: 1 } } }
    etcd:
      hosts:
        127.0.0.1: { etcd_seq: 1, etcd_port: ${port(member?.clientUrl ?? '')}, etcd_peer_port: ${port(member?.peerUrl ?? '')} }${more}
      vars: { etcd_cluster: etcd, etcd_safeguard: true }
    pg-orders:
      hosts: { 10.1.1.21: { pg_seq: 1, pg_role: primary } }
      vars: { pg_cluster: pg-orders }
  vars: { version: v4.5.0, admin_ip: 127.0.0.1, etcd_root_password: 'change-me', pg_namespace: /pg }
`;

let cluster: EtcdCluster;
let reader: EtcdReader;
let home: string;
let remove: () => Promise<void>;

beforeAll(async () => {
  const folder = await scratchFolder('pigsty');
  home = join(folder.path, 'pigsty');
  const binary = await findOrGet('etcd', { say: () => undefined });
  const auth = { rootPassword: 'change-me' };
  cluster = await startEtcdCluster({
    binary,
    members: 1,
    directory: folder.path,
    tls: { clientCertificates: true },
    auth,
  });
  const { certificates } = cluster;
  const place = async (from: string, to: string): Promise<void> => {
    await mkdir(dirname(join(home, to)), { recursive: true });
    await cp(from, join(home, to));
  };
  await place(certificates?.ca ?? '', 'files/pki/ca/ca.crt');
  await place(certificates?.client.certificate ?? '', 'files/pki/etcd/etcd-1.crt');
  await place(certificates?.client.key ?? '', 'files/pki/etcd/etcd-1.key');
  await writeFile(join(home, 'pigsty.yml'), inventoryFor(cluster));
  const yaml = `
clusters:
  - name: prod
    environment: production
    pigsty: { home: ${home}, inventory: pigsty.yml }
`;
  const file = (path: string): string => (path === '/etcd-chatops.yaml' ? yaml : readFileSync(path, 'utf8'));
  const read = readSettings({ ETCD_CHATOPS_CONFIG: '/etcd-chatops.yaml' }, file, 'worker', readInventory);
  if (!read.ok) throw new Error(formatProblems(read.error));
  const [settings] = read.value.settings.clusters;
  if (!settings?.pigsty) throw new Error('no cluster');
  const { pigsty } = settings;
  const folderOf = { read: () => readPigsty(pigsty), listTags: async () => null };
  reader = withPigsty(openEtcdReader({ ...settings, deadlineMs: 10_000 }, silent), folderOf);
  remove = async () => {
    await reader.close();
    await cluster.stop();
    await folder.remove();
  };
});

afterAll(() => remove());

describe('a bot that knows nothing but an inventory', () => {
  it('reads a cluster with TLS, client certificates and logins', async () => {
    const status = statusOf(
      await reader.survey({ parts: ['status', 'members', 'alarms', 'probes', 'patroni', 'pigsty'] }),
    );
    expect(status.serving).toBe(true);
    expect(status.members.map(({ name, health }) => [name, health])).toEqual([['etcd-1', 'healthy']]);
    expect(status.alarms).toEqual({ ok: true, value: [] });
    expect(status.patroni).toEqual({ ok: true, value: [] });
    expect(status.findings.filter(({ code }) => code.startsWith('inventory'))).toEqual([]);
  });

  it('plans by it', async () => {
    const command = commands.find(({ words }) => words.join(' ') === 'playbook restart');
    if (command?.kind !== 'change') throw new Error('no change');
    const request = aRequest('playbook restart');
    const needs = command.needs(request);
    const plan = isRefusal(needs) ? needs : command.plan(request, await reader.survey(needs));
    expect(isRefusal(plan) ? plan.refused : plan.steps.map(({ kind }) => kind)).toEqual([
      'await-health',
      'run-playbook',
      'verify',
    ]);
  });

  it('sees an edit of the inventory at the next look, and says how it differs', async () => {
    await writeFile(join(home, 'pigsty.yml'), inventoryFor(cluster, '\n        127.0.0.2: { etcd_seq: 2 }'));
    const status = statusOf(await reader.survey({ parts: ['status', 'members', 'probes', 'pigsty'] }));
    expect(status.findings.find(({ code }) => code === 'inventory_differs')).toBeDefined();
    await writeFile(join(home, 'pigsty.yml'), 'all: [');
    const broken = statusOf(await reader.survey({ parts: ['status', 'members', 'probes', 'pigsty'] }));
    expect(broken.findings.find(({ code }) => code === 'inventory_unreadable')).toBeDefined();
  });
});
