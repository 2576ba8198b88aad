import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';

/** The key pair of one process. The private half never leaves its memory. */
export type SealKeys = {
  /** X25519, base64url: what others seal to. */
  readonly publicKey: string;
  readonly privateKey: KeyObject;
};

/** What a sealed text is for. Opened for anything else, it does not open. */
export type Purpose = { readonly for: 'bot' | 'worker'; readonly cluster: string; readonly user: string };

const CIPHER = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
/** The length of a password says something about it: all are as long as the longest. */
const TEXT_BYTES = 256;
const VERSION = '1';

export function makeSealKeys(): SealKeys {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  return { publicKey: rawOf(publicKey), privateKey };
}

/**
 * Seals a short text to each of these public keys, in the way of ECIES: an ephemeral X25519 key, HKDF-SHA256, AES-256-GCM. Any one of the
 * receivers opens it. @throws RangeError for a text over 254 bytes, or a key that is none.
 */
export function seal(text: string, purpose: Purpose, receivers: readonly string[]): string {
  const own = makeSealKeys();
  const padded = pad(text);
  const parts = receivers.map(receiver => {
    const key = keyFor(own.privateKey, receiver, own.publicKey, receiver, purpose);
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG_BYTES });
    const body = Buffer.concat([iv, cipher.update(padded), cipher.final(), cipher.getAuthTag()]);
    return `${receiver}:${body.toString('base64url')}`;
  });
  return [VERSION, own.publicKey, ...parts].join('.');
}

/** The text; null when it was sealed to another key or for another purpose, or was changed. */
export function unseal(sealed: string, purpose: Purpose, keys: SealKeys): string | null {
  const [version, sender = '', ...parts] = sealed.split('.');
  const mine = parts.find(part => part.startsWith(`${keys.publicKey}:`));
  if (version !== VERSION || mine === undefined) return null;
  try {
    const body = Buffer.from(mine.slice(keys.publicKey.length + 1), 'base64url');
    const key = keyFor(keys.privateKey, sender, sender, keys.publicKey, purpose);
    const decipher = createDecipheriv(CIPHER, key, body.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(body.subarray(-TAG_BYTES));
    const padded = Buffer.concat([decipher.update(body.subarray(IV_BYTES, -TAG_BYTES)), decipher.final()]);
    return padded.subarray(2, 2 + padded.readUInt16BE(0)).toString('utf8');
  } catch {
    return null;
  }
}

/** One key for one text, one receiver and one purpose: both public keys and the purpose go into it. */
function keyFor(own: KeyObject, other: string, sender: string, receiver: string, purpose: Purpose): Buffer {
  const shared = diffieHellman({ privateKey: own, publicKey: publicKeyOf(other) });
  const salt = Buffer.from(`${sender}.${receiver}`);
  const info = JSON.stringify(['etcd-chatops password', VERSION, purpose.for, purpose.cluster, purpose.user]);
  return Buffer.from(hkdfSync('sha256', shared, salt, info, KEY_BYTES));
}

function pad(text: string): Buffer {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length > TEXT_BYTES - 2) throw new RangeError('too long to seal');
  const padded = Buffer.alloc(TEXT_BYTES);
  padded.writeUInt16BE(bytes.length);
  bytes.copy(padded, 2);
  return padded;
}

const rawOf = (key: KeyObject): string => key.export({ format: 'jwk' }).x ?? '';

function publicKeyOf(raw: string): KeyObject {
  if (!/^[A-Za-z0-9_-]{43}$/.test(raw)) throw new RangeError('no public key');
  return createPublicKey({ key: { kty: 'OKP', crv: 'X25519', x: raw }, format: 'jwk' });
}
