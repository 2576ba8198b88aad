import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EtcdCluster, startEtcdCluster } from '../../../src/local/etcd-cluster.ts';
import { type ScratchFolder, scratchFolder } from '../../../src/local/scratch-folder.ts';
import { type ClusterFaults, createClusterFaults } from '../../../src/playground/faults.ts';
import { findOrGet } from '../../../src/setup/binaries.ts';

let folder: ScratchFolder;
let cluster: EtcdCluster;
let faults: ClusterFaults;

beforeAll(async () => {
  folder = await scratchFolder('playground-faults');
  const binary = await findOrGet('etcd', { say: () => undefined });
  cluster = await startEtcdCluster({ binary, members: 3, directory: folder.path, quotaBytes: 16_000_000 });
  faults = createClusterFaults(cluster, () => undefined);
});
afterAll(async () => {
  faults.close();
  await cluster.stop();
  await folder.remove();
});

const states = () => faults.state().members.map(member => member.state);

it('stops, freezes, thaws and restarts a member, and tells its state', async () => {
  expect(states()).toEqual(['running', 'running', 'running']);
  expect(await faults.act({ action: 'freeze', member: 'etcd-2' })).toBeNull();
  expect(await faults.act({ action: 'stop', member: 'etcd-3' })).toBeNull();
  expect(states()).toEqual(['running', 'frozen', 'stopped']);
  expect(await faults.act({ action: 'thaw', member: 'etcd-2' })).toBeNull();
  const restarted = faults.act({ action: 'restart', member: 'etcd-3' });
  expect(states()).toEqual(['running', 'running', 'starting']);
  expect(await faults.act({ action: 'stop', member: 'etcd-1' })).toMatch(/already/);
  expect(await restarted).toBeNull();
  expect(states()).toEqual(['running', 'running', 'running']);
  expect(await faults.act({ action: 'stop', member: 'etcd-9' })).toBe('there is no member etcd-9');
});

it('fills the quota until etcd raises its alarm', async () => {
  expect(await faults.act({ action: 'fill-quota' })).toBeNull();
  expect(faults.state().note).toMatch(/NOSPACE alarm is on/);
  expect(JSON.stringify(await cluster.api.call('maintenance/alarm', { action: 'GET' }))).toContain('NOSPACE');
});

it('prepares a member, and starts it once the cluster knows it', async () => {
  expect(await faults.act({ action: 'prepare-member' })).toBeNull();
  const newcomer = faults.state().members[3];
  expect(newcomer).toMatchObject({ name: 'etcd-4', state: 'prepared' });
  expect(faults.state().note).toContain(`/etcd member add etcd-4 ${newcomer?.peerUrl}`);
  expect(await faults.act({ action: 'prepare-member' })).toMatch(/etcd-4 is prepared already/);
  expect(await faults.act({ action: 'start', member: 'etcd-4' })).toMatch(/does not know etcd-4 yet/);
  expect(await faults.act({ action: 'start', member: 'etcd-1' })).toMatch(/restart it/);
  await cluster.api.registerMember(newcomer?.peerUrl ?? '', true);
  expect(await faults.act({ action: 'start', member: 'etcd-4' })).toBeNull();
  expect(states()).toEqual(['running', 'running', 'running', 'running']);
  expect(JSON.stringify(await cluster.api.call('cluster/member/list', {}))).toContain('"name":"etcd-4"');
});
