/** Without letters that look alike, quotes, or what a shell or a renderer would take for its own. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
/** 28 of 57 characters: 163 bits, and less than the 72 bytes that bcrypt reads (etcd server/auth/store.go). */
const LENGTH = 28;

/** A password. `random` gives so many unpredictable bytes. */
export function makePassword(random: (bytes: number) => Uint8Array): string {
  const fair = 256 - (256 % ALPHABET.length);
  let made = '';
  while (made.length < LENGTH) {
    for (const byte of random(2 * LENGTH)) {
      if (byte < fair && made.length < LENGTH) made += ALPHABET[byte % ALPHABET.length];
    }
  }
  return made;
}
