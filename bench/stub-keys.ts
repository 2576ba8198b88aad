import { create, fromBinary, type MessageInitShape, toBinary } from '@bufbuild/protobuf';
import { KV } from '../src/etcd/gen/etcd_pb.ts';

const { input, output } = KV.method.range;
type Answer = MessageInitShape<typeof output>;

const FOLDERS = 1_000;
const VALUE = Buffer.alloc(100, 'v');
/** Wide enough for more keys than any etcd has. */
const WIDTH = 10;

/** `/app-017/0000000017`: keys in their order, so many in each folder. */
function keyOf(index: number, keys: number): Buffer {
  const folder = Math.floor((index * FOLDERS) / keys);
  return Buffer.from(`/app-${String(folder).padStart(3, '0')}/${String(index).padStart(WIDTH, '0')}`);
}

/** Answers ranges as an etcd does that has so many keys of 100 bytes, which it makes as they are asked for. */
export function answerRanges(keys: number, header: Answer['header']): (request: Buffer) => Buffer {
  return bytes => {
    const { key, rangeEnd, limit } = fromBinary(input, bytes);
    const first = Number(/\/(\d+)\0?$/.exec(Buffer.from(key).toString())?.[1] ?? -1) + 1;
    const from = rangeEnd.length === 0 ? keys : first;
    const until = Math.min(keys, from + (limit === 0n ? keys : Number(limit)));
    const kvs = Array.from({ length: until - from }, (_, at) => ({
      ...{ key: keyOf(from + at, keys), value: VALUE },
      ...{ version: 3n, createRevision: 2n, modRevision: 9n },
    }));
    const answer = { ...(header ? { header } : {}), kvs, more: until < keys, count: BigInt(keys - from) };
    return Buffer.from(toBinary(output, create(output, answer)));
  };
}
