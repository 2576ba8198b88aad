import { get } from 'node:http';
import { isIP } from 'node:net';
import { connect, type TLSSocket } from 'node:tls';
import { type Served, type Trust, unreadCodes } from '../core/certificates.ts';
import type { TlsMaterial } from './channel.ts';
import { toFault } from './errors.ts';
import { describeCertificate, namesHost } from './read-certificate.ts';

/** Looks at what a port really serves, whatever the configuration thinks of it: nothing is refused, everything is told. Never rejects. */
export async function lookAt(address: string, tls: TlsMaterial | null, withinMs: number): Promise<Served> {
  const deadline = Date.now() + withinMs;
  try {
    return await handshake(new URL(address), tls, withinMs);
  } catch (error) {
    const { code, detail } = toFault(error);
    const closed = code === 'refused' || code === 'deadline';
    if (!closed && (await answersPlainly(address, deadline - Date.now()))) return { kind: 'plain' };
    return { kind: 'unread', code: unreadCodes.find(known => known === code) ?? 'unknown', detail };
  }
}

function handshake({ hostname, port }: URL, tls: TlsMaterial | null, withinMs: number): Promise<Served> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(tls?.ca ? { ca: tls.ca } : {}),
      // A port that asks for a client's certificate logs an error for whoever has none.
      ...(tls?.cert && tls.key ? { cert: tls.cert, key: tls.key } : {}),
      rejectUnauthorized: false,
      checkServerIdentity: () => undefined,
    });
    const timer = setTimeout(() => socket.destroy(new Error('Deadline exceeded')), Math.max(0, withinMs));
    socket.on('error', reject);
    socket.once('close', () => {
      clearTimeout(timer);
      reject(new Error('Client network socket disconnected before secure TLS connection was established'));
    });
    socket.once('secureConnect', () => {
      try {
        resolve(describe(socket, host, tls));
      } catch (error) {
        reject(error);
      }
      socket.destroy();
    });
  });
}

function describe(socket: TLSSocket, host: string, tls: TlsMaterial | null): Served {
  const chain = chainOf(socket);
  const [leaf] = chain;
  if (leaf === undefined) throw new Error('no certificate was served');
  return {
    kind: 'tls',
    protocol: socket.getProtocol() ?? '–',
    chain: chain.map(describeCertificate),
    trust: trustOf(socket, tls),
    named: namesHost(leaf, host),
  };
}

/** OpenSSL looks for the issuer before it looks at dates (x509_vfy.c), so what is only over has an issuer that is known. */
function trustOf({ authorized, authorizationError }: TLSSocket, tls: TlsMaterial | null): Trust {
  if (!tls?.ca) return 'unchecked';
  if (authorized) return 'signed';
  return /CERT_(HAS_EXPIRED|NOT_YET_VALID)/.test(String(authorizationError)) ? 'expired' : 'foreign';
}

const LONGEST_CHAIN = 10;

function chainOf(socket: TLSSocket): readonly Buffer[] {
  const chain: Buffer[] = [];
  let certificate = socket.getPeerCertificate(true);
  // An authority signs itself, and Node tells it as its own issuer.
  while (certificate?.raw !== undefined && chain.length < LONGEST_CHAIN) {
    const { raw } = certificate;
    if (chain.some(known => known.equals(raw))) break;
    chain.push(raw);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

/** A port with TLS answers 400 to plain http (net/http, badRequest), so only another answer is proof. */
function answersPlainly(address: string, withinMs: number): Promise<boolean> {
  const url = new URL('/version', address.replace(/^https:/, 'http:'));
  return new Promise(resolve => {
    const request = get(url, { agent: false }, response => {
      response.resume();
      resolve(response.statusCode !== 400);
      request.destroy();
    });
    const timer = setTimeout(() => request.destroy(), Math.max(0, withinMs));
    request.on('error', () => resolve(false));
    request.once('close', () => {
      clearTimeout(timer);
      resolve(false);
    });
  });
}
