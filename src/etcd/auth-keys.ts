import type { Access, KeySpan } from '../core/auth.ts';
import { type Permission, Permission_Type } from './gen/etcd_pb.ts';
import { endOfPrefix } from './kv.ts';

/** How etcd writes "no end": from a key on. With the key 0x00, all keys, as etcdctl writes the empty prefix. */
const OPEN = Buffer.from([0]);
const NOTHING = Buffer.alloc(0);

export function rangeOf(keys: KeySpan): { readonly key: Buffer; readonly rangeEnd: Buffer } {
  const key = Buffer.from(keys.key);
  switch (keys.span) {
    case 'key':
      return { key, rangeEnd: NOTHING };
    case 'from':
      return { key, rangeEnd: OPEN };
    case 'prefix':
      return keys.key === '' ? { key: OPEN, rangeEnd: OPEN } : { key, rangeEnd: endOfPrefix(key) };
    case 'range':
      return { key, rangeEnd: Buffer.from(keys.end) };
  }
}

/** The way somebody would have typed it. */
export function spanOf({ key, rangeEnd }: Pick<Permission, 'key' | 'rangeEnd'>): KeySpan {
  const from = Buffer.from(key);
  const end = Buffer.from(rangeEnd);
  const text = from.toString('utf8');
  if (end.length === 0) return { span: 'key', key: text };
  if (end.equals(OPEN)) return from.equals(OPEN) ? { span: 'prefix', key: '' } : { span: 'from', key: text };
  return end.equals(endOfPrefix(from))
    ? { span: 'prefix', key: text }
    : { span: 'range', key: text, end: end.toString('utf8') };
}

const types: Readonly<Record<Access, Permission_Type>> = {
  read: Permission_Type.READ,
  write: Permission_Type.WRITE,
  readwrite: Permission_Type.READWRITE,
};

export const permTypeOf = (access: Access): Permission_Type => types[access];

export function accessOf({ permType }: Pick<Permission, 'permType'>): Access {
  if (permType === Permission_Type.READ) return 'read';
  return permType === Permission_Type.WRITE ? 'write' : 'readwrite';
}
