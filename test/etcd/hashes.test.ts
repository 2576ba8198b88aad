import { create } from '@bufbuild/protobuf';
import { Server, status } from '@grpc/grpc-js';
import { afterEach, describe, expect, it } from 'vitest';
import type { HashKv, Reading } from '../../src/core/cluster.ts';
import { HashKVResponseSchema, Maintenance, StatusResponseSchema } from '../../src/etcd/gen/etcd_pb.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { quiet, settingsOf } from './a-lab.ts';
import { answer, listen } from './a-server.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.forceShutdown();
});

/** A member at a revision, compacted at another; both may move with every question. The timing of a compaction is nothing a real etcd can be asked for. */
async function member(at: () => { readonly revision: number; readonly compacted: number }): Promise<string> {
  const server = new Server();
  servers.push(server);
  answer(server, Maintenance.method.status, () =>
    create(StatusResponseSchema, { header: { memberId: 1n, revision: BigInt(at().revision) } }),
  );
  answer(server, Maintenance.method.hashKV, ({ revision }) => {
    const { revision: current, compacted } = at();
    if (Number(revision) > current)
      return { code: status.OUT_OF_RANGE, details: 'etcdserver: mvcc: required revision is a future revision' };
    if (Number(revision) < compacted)
      return { code: status.OUT_OF_RANGE, details: 'etcdserver: mvcc: required revision has been compacted' };
    return create(HashKVResponseSchema, { hash: 7, compactRevision: BigInt(compacted) });
  });
  return listen(server);
}

async function hashesOf(endpoints: readonly string[]): Promise<readonly Reading<HashKv>[]> {
  const reader = openEtcdReader(settingsOf(endpoints), quiet);
  const seen = await reader.survey({ parts: ['hashes'] }).finally(() => reader.close());
  expect(seen.endpoints[0]?.status).toMatchObject({ fault: { code: 'not_asked' } });
  return seen.endpoints.map(({ hash }) => hash);
}

describe('hashes', () => {
  it('are taken at the lowest revision that a member has', async () => {
    const hashes = await hashesOf([
      await member(() => ({ revision: 20, compacted: 1 })),
      await member(() => ({ revision: 17, compacted: 1 })),
    ]);
    const hash = { ok: true, value: { hash: '00000007', revision: 17, compactRevision: 1 } };
    expect(hashes).toEqual([hash, hash]);
  });

  it('are taken again when a compaction removed the revision meanwhile', async () => {
    let asked = 0;
    const hashes = await hashesOf([
      await member(() => {
        asked += 1;
        return asked === 1 ? { revision: 10, compacted: 1 } : { revision: 30, compacted: 25 };
      }),
      await member(() => ({ revision: asked <= 1 ? 10 : 31, compacted: 25 })),
    ]);
    expect(hashes).toMatchObject([{ value: { revision: 30 } }, { value: { revision: 30 } }]);
  });

  it('are given up when compaction is always faster', async () => {
    let revision = 0;
    const endpoint = await member(() => {
      revision += 10;
      return { revision, compacted: revision };
    });
    expect(await hashesOf([endpoint])).toMatchObject([{ ok: false, fault: { code: 'compacted' } }]);
  });

  it('of a member that cannot be reached are its fault, and the others are hashed', async () => {
    const hashes = await hashesOf(['http://127.0.0.1:1', await member(() => ({ revision: 5, compacted: 1 }))]);
    expect(hashes).toMatchObject([
      { ok: false, fault: { code: 'refused' } },
      { ok: true, value: { revision: 5 } },
    ]);
  });
});
