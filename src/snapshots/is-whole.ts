import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

const SUM_BYTES = 32;
const PAGE_BYTES = 512;

/** A database of whole pages, and behind it its SHA-256 (etcd, client/v3/snapshot and etcdutl, hasChecksum). */
const isShaped = (size: number): boolean => size > PAGE_BYTES && size % PAGE_BYTES === SUM_BYTES;

/** Whether a file of `size` bytes is what etcd sent, by the sum that it ends with. Rejects when it cannot be read. */
export async function isWhole(path: string, size: number): Promise<boolean> {
  if (!isShaped(size)) return false;
  const end = size - SUM_BYTES;
  const sum = createHash('sha256');
  for await (const chunk of createReadStream(path, { end: end - 1, highWaterMark: 1024 * 1024 })) sum.update(chunk);
  return sum.digest().equals(await readAt(path, end));
}

async function readAt(path: string, position: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SUM_BYTES), 0, SUM_BYTES, position);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
