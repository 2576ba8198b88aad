import { once } from 'node:events';
import { createServer as createPages } from 'node:http';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { create, type DescMessage, type DescMethodUnary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { Server, ServerCredentials, type UntypedServiceImplementation } from '@grpc/grpc-js';
import { Cluster, KV, Maintenance } from '../src/etcd/gen/etcd_pb.ts';
import { answerRanges } from './stub-keys.ts';

export type StubMember = { readonly endpoint: string; readonly serve: (cluster: StubCluster) => void };
/** Who is in it, by endpoint; the first one leads. */
export type StubCluster = { readonly id: bigint; readonly endpoints: readonly string[] };

type Done = (error: null, answer: Buffer) => void;

const VERSION = '3.5.16';
const REVISION = 4_711n;
const LEADER = 0;

/**
 * A port that answers a survey as a member of etcd does, gRPC and `/metrics`, always the same: every answer is made once, so that it is not the
 * answering that is measured. With
 * `keys` it has so many, and answers for them.
 */
export async function openStubMember(page: string, keys = 0): Promise<StubMember> {
  const server = new Server();
  const injector = server.createConnectionInjector(ServerCredentials.createInsecure());
  // As etcd does: a connection that is not used stays open.
  const pages = createPages({ keepAliveTimeout: 0 }, (request, response) =>
    response.end(request.url === '/metrics' ? page : '{"health":"true","reason":""}'),
  );
  // As etcd does: one port, and the first bytes say which of the two it is (HTTP/2 begins with `PRI`).
  const port = createServer((socket: Socket) => {
    socket.once('error', () => socket.destroy());
    socket.once('readable', () => {
      const head: Buffer | null = socket.read();
      if (head === null) return;
      socket.unshift(head);
      if (String(head.subarray(0, 3)) === 'PRI') injector.injectConnection(socket);
      else pages.emit('connection', socket);
    });
  });
  await once(port.listen(0, '127.0.0.1'), 'listening');
  const endpoint = `http://127.0.0.1:${portOf(port.address())}`;
  return { endpoint, serve: cluster => answerAs(server, cluster, endpoint, keys) };
}

const portOf = (address: AddressInfo | string | null): number =>
  address !== null && typeof address === 'object' ? address.port : 0;

function answerAs(server: Server, { id: clusterId, endpoints }: StubCluster, own: string, keys: number): void {
  const ids = endpoints.map((_, index) => clusterId * 16n + BigInt(index) + 1n);
  const index = endpoints.indexOf(own);
  const header = { clusterId, memberId: ids[index] ?? 0n, revision: REVISION, raftTerm: 7n };
  const members = endpoints.map((endpoint, at) => ({
    id: ids[at] ?? 0n,
    name: `etcd-${at + 1}`,
    peerUrls: [endpoint],
    clientUrls: [endpoint],
  }));
  const raft = { raftIndex: 5_000n, raftTerm: 7n, raftAppliedIndex: 5_000n };
  const sizes = { dbSize: 25_165_824n, dbSizeInUse: 20_971_520n };
  give(server, Maintenance.method.status, { header, version: VERSION, leader: ids[LEADER] ?? 0n, ...raft, ...sizes });
  give(server, Maintenance.method.alarm, { header });
  give(server, Maintenance.method.hashKV, { header, hash: 3_735_928_559, compactRevision: 4_000n });
  give(server, Cluster.method.memberList, { header, members });
  if (keys === 0) give(server, KV.method.range, { header });
  else giveMade(server, KV.method.range, answerRanges(keys, header));
}

function give<I extends DescMessage, O extends DescMessage>(
  to: Server,
  method: DescMethodUnary<I, O>,
  answer: MessageInitShape<O>,
): void {
  const bytes = Buffer.from(toBinary(method.output, create(method.output, answer)));
  giveMade(to, method, () => bytes);
}

function giveMade<I extends DescMessage, O extends DescMessage>(
  to: Server,
  method: DescMethodUnary<I, O>,
  make: (request: Buffer) => Buffer,
): void {
  const same = (given: Buffer): Buffer => given;
  const definition = {
    path: `/${method.parent.typeName}/${method.name}`,
    ...{ requestStream: false, responseStream: false },
    ...{ requestDeserialize: same, requestSerialize: same, responseDeserialize: same, responseSerialize: same },
  };
  const implementation: UntypedServiceImplementation = {
    [method.name]: ({ request }: { readonly request: Buffer }, done: Done) => done(null, make(request)),
  };
  to.addService({ [method.name]: definition }, implementation);
}
