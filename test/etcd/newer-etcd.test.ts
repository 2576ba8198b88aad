import { create, fromJson } from '@bufbuild/protobuf';
import { Server } from '@grpc/grpc-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memberId } from '../../src/core/cluster.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { connect } from '../../src/etcd/connection.ts';
import {
  AlarmResponseSchema,
  Cluster,
  DowngradeResponseSchema,
  HashKVResponseSchema,
  KV,
  Maintenance,
  MemberListResponseSchema,
  RangeResponseSchema,
  StatusResponseSchema,
} from '../../src/etcd/gen/etcd_pb.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { everything, quiet, settingsOf, within } from './a-lab.ts';
import { answer, listen } from './a-server.ts';

/**
 * No Debian suite carries etcd 3.6 yet. This server is not etcd: it gives answers in the shape of etcd 3.6 (fields and
 * defaults as in its proto), so
 * that the fields which came with 3.6 are read, and none of its behaviour is claimed.
 */
const header = { clusterId: 0xcdf818194e3a8c32n, memberId: 0x8e9e05c52164694dn, revision: 12n, raftTerm: 4n };
const answers = {
  status: create(StatusResponseSchema, {
    header,
    version: '3.6.14',
    dbSize: 20_480n,
    dbSizeInUse: 16_384n,
    dbSizeQuota: 2_147_483_648n,
    storageVersion: '3.6.0',
    downgradeInfo: { enabled: false, targetVersion: '' },
    leader: 0x8e9e05c52164694dn,
    raftIndex: 21n,
    raftTerm: 4n,
    raftAppliedIndex: 21n,
    errors: ['memberID:10276657743932975437 alarm:NOSPACE '],
  }),
  hash: create(HashKVResponseSchema, { header, hash: 0x00f7a8b9, compactRevision: -1n, hashRevision: 12n }),
  alarm: fromJson(AlarmResponseSchema, { alarms: [{ memberId: '10276657743932975437', alarm: 7 }] }),
  members: create(MemberListResponseSchema, {
    header,
    members: [
      {
        id: 0x8e9e05c52164694dn,
        name: 'etcd-1',
        peerUrls: ['http://127.0.0.1:2380'],
        clientUrls: ['http://127.0.0.1:2379'],
      },
    ],
  }),
  range: create(RangeResponseSchema, { header, count: 0n }),
  downgrade: create(DowngradeResponseSchema, { header, version: '3.6.0' }),
};

let server: Server;
let endpoint: string;
let reader: EtcdReader;

beforeAll(async () => {
  server = new Server();
  answer(server, Maintenance.method.status, () => answers.status);
  answer(server, Maintenance.method.hashKV, () => answers.hash);
  answer(server, Maintenance.method.alarm, () => answers.alarm);
  answer(server, Maintenance.method.downgrade, () => answers.downgrade);
  answer(server, Cluster.method.memberList, () => answers.members);
  answer(server, KV.method.range, () => answers.range);
  endpoint = await listen(server);
  reader = openEtcdReader(settingsOf([endpoint]), quiet);
});
afterAll(async () => {
  await reader.close();
  server.forceShutdown();
});

describe('answers in the shape of etcd 3.6', () => {
  it('tell quota and storage version with the status', async () => {
    const seen = await reader.survey(everything);
    expect(seen.endpoints[0]?.status).toEqual({
      ok: true,
      value: {
        memberId: '8e9e05c52164694d',
        clusterId: 'cdf818194e3a8c32',
        version: '3.6.14',
        storageVersion: '3.6.0',
        leader: '8e9e05c52164694d',
        learner: false,
        revision: 12,
        raftTerm: 4,
        raftIndex: 21,
        raftAppliedIndex: 21,
        dbSize: 20_480,
        dbSizeInUse: 16_384,
        quota: 2_147_483_648,
        errors: ['memberID:10276657743932975437 alarm:NOSPACE'],
        latencyMs: expect.any(Number),
      },
    });
    expect(seen.endpoints[0]?.hash).toMatchObject({ value: { hash: '00f7a8b9', revision: 12, compactRevision: -1 } });
  });

  it('make the metrics page needless from the second survey on', async () => {
    await reader.survey(everything);
    const seen = await reader.survey(everything);
    expect(seen.endpoints[0]?.metrics).toMatchObject({ ok: false, fault: { code: 'not_asked' } });
  });

  it('name an alarm of a later etcd as unknown', async () => {
    const seen = await reader.survey({ parts: ['alarms'] });
    expect(seen.alarms).toEqual({ ok: true, value: [{ member: memberId('8e9e05c52164694d'), kind: 'UNKNOWN' }] });
  });

  it('say what a call does that this server lacks', async () => {
    const connection = connect(settingsOf([endpoint]), Date.now);
    try {
      const calls = connection.endpoints[0]?.calls;
      expect(await calls?.downgrade('VALIDATE', '3.5', within(1_000))).toBe('3.6.0');
      await expect(calls?.defragment(within(1_000))).rejects.toMatchObject({ code: 12 });
    } finally {
      connection.close();
    }
  });
});
