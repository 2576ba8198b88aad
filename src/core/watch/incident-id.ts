import { createHash } from 'node:crypto';

/** `al-` and ten characters of 0-9a-z: one for what began at this time. */
export function incidentId(name: string, at: number): string {
  const number = BigInt(`0x${createHash('sha256').update(`${name} ${at}`).digest('hex')}`);
  return `al-${number.toString(36).slice(-10).padStart(10, '0')}`;
}
