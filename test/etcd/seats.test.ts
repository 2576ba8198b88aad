import { describe, expect, it } from 'vitest';
import type { Snapshot } from '../../src/core/cluster.ts';
import { unlistedUrls } from '../../src/etcd/seats.ts';
import { aCluster } from '../a-cluster.ts';

/** A cluster asked by TLS whose third member stands in etcd's list alone, with this address. */
function withThird(url: string, by: 'http' | 'https'): Snapshot {
  const snapshot = aCluster('lab').unasked('etcd-3').snapshot();
  const { members } = snapshot;
  if (!members.ok) throw new Error('no members');
  const listed = members.value.members.map(member =>
    member.name === 'etcd-3'
      ? { ...member, clientUrls: [url] }
      : { ...member, clientUrls: member.clientUrls.map(each => each.replace(/^http:/, `${by}:`)) },
  );
  const endpoints = snapshot.endpoints.map(each => ({ ...each, endpoint: each.endpoint.replace(/^http:/, `${by}:`) }));
  return { ...snapshot, endpoints, members: { ok: true, value: { ...members.value, members: listed } } };
}

describe('members that only the list of etcd names', () => {
  it.each([
    ['https', 'https://10.0.0.9:2379/', ['https://10.0.0.9:2379']],
    ['http', 'http://10.0.0.9:2379', ['http://10.0.0.9:2379']],
    ['http', 'https://10.0.0.9:2379', ['https://10.0.0.9:2379']],
    // The bot's password and its token would cross the network for everybody to read.
    ['https', 'http://10.0.0.9:2379', []],
  ] as const)('of a cluster asked by %s and advertised as %s are asked at %j', (by, url, asked) => {
    expect(unlistedUrls(withThird(url, by))).toEqual(asked);
  });
});
