import { createServer as createSilent, type Server } from 'node:net';
import { createServer } from 'node:tls';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Certificates, ServedPort } from '../../src/core/certificates.ts';
import { daysLeft } from '../../src/core/certificates.ts';
import type { SurveyPart } from '../../src/core/cluster.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import type { ClusterSettings } from '../../src/core/settings.ts';
import { openCertificates } from '../../src/etcd/certificates.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type Authority, createAuthority, type Issue } from '../../src/local/certificates.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { type Lab, pem, quiet, settingsOf, startLab, tlsOf } from './a-lab.ts';

const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number) => new Date(Date.now() + days * DAY);

async function seenBy(reader: EtcdReader, part: SurveyPart = 'certificates'): Promise<Certificates> {
  const { certificates } = await reader.survey({ parts: [part] });
  if (!certificates?.ok) throw new Error(certificates?.fault.detail ?? 'not asked');
  return certificates.value;
}

async function look(endpoints: readonly string[], given: Partial<ClusterSettings> = {}): Promise<Certificates> {
  const reader = openEtcdReader(settingsOf(endpoints, { deadlineMs: 5_000, ...given }), quiet);
  return seenBy(reader).finally(() => reader.close());
}

const kinds = (ports: readonly ServedPort[]) => ports.map(({ port, served }) => `${port} ${served.kind}`).toSorted();

describe.each(['3.4.23', '3.5.30'] as const)('the ports of a real cluster with TLS, etcd %s', version => {
  let lab: Lab;
  let tls: ReturnType<typeof tlsOf>;
  beforeAll(async () => {
    lab = await startLab(version, { tls: { clientCertificates: true } });
    if (!lab.cluster.certificates) throw new Error('no certificates');
    tls = tlsOf(lab.cluster.certificates);
  });
  afterAll(async () => {
    await lab?.end();
  });

  it('serve clients and peers what the configured authority signed', async () => {
    const { ports, client, authority } = await look(lab.cluster.endpoints, { tls });
    expect(ports.map(({ member, port }) => `${member} ${port}`).toSorted()).toEqual(
      ['1', '2', '3'].flatMap(n => [`etcd-${n} client`, `etcd-${n} peer`]),
    );
    for (const { served } of ports) {
      expect(served).toMatchObject({ kind: 'tls', trust: 'signed', named: true, protocol: 'TLSv1.3' });
      const [leaf] = served.kind === 'tls' ? served.chain : [];
      expect(leaf).toMatchObject({ keyType: 'EC P-256', issuer: 'CN=lab authority' });
      expect(leaf?.names).toEqual(['localhost', '127.0.0.1', expect.stringMatching(/^(::1|0:0:0:0:0:0:0:1)$/)]);
      expect(daysLeft({ validTo: leaf?.validTo ?? 0 }, Date.now())).toBe(364);
    }
    expect(client).toMatchObject({ trust: 'signed', certificate: { subject: 'O=lab' } });
    expect(authority.map(({ subject }) => subject)).toEqual(['CN=lab authority']);
  });

  it('are of another authority to whoever trusts another one', async () => {
    const { foreign } = lab.cluster.certificates ?? {};
    if (!foreign) throw new Error('no foreign authority');
    const settings = { tls: { ...tls, ca: pem(foreign.ca) } };
    const { ports, client } = await look(lab.cluster.endpoints, settings);
    expect(ports.map(({ served }) => served.kind === 'tls' && served.trust)).toEqual(['foreign', 'foreign', 'foreign']);
    expect(client?.trust).toBe('foreign');
  });

  it('cost no more than the deadline when a member hangs, and nothing when it is down', async () => {
    const [, hanging, dead] = lab.cluster.members;
    hanging?.freeze();
    await dead?.kill();
    try {
      const { ports } = await look(lab.cluster.endpoints, { tls, deadlineMs: 3_000 });
      const of = (name: string) => ports.filter(({ member }) => member === name).map(({ served }) => served);
      expect(of('etcd-1')).toEqual([
        expect.objectContaining({ kind: 'tls' }),
        expect.objectContaining({ kind: 'tls' }),
      ]);
      expect(of('etcd-2')).toEqual([
        expect.objectContaining({ kind: 'unread', code: 'deadline' }),
        expect.objectContaining({ kind: 'unread', code: 'deadline' }),
      ]);
      expect(of('etcd-3')).toEqual([
        expect.objectContaining({ kind: 'unread', code: 'refused' }),
        expect.objectContaining({ kind: 'unread', code: 'refused' }),
      ]);
    } finally {
      hanging?.thaw();
      await dead?.restart();
    }
  });

  it('tell that they speak TLS, whatever the address says', async () => {
    const plainly = lab.cluster.endpoints.map(url => url.replace('https:', 'http:'));
    const { ports } = await look(plainly, { tls });
    expect(kinds(ports)).toEqual(['client tls', 'client tls', 'client tls']);
  });
});

describe('the ports of a real cluster without TLS', () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab('3.5.30', { members: 1 });
  });
  afterAll(async () => {
    await lab?.end();
  });

  it('are told as plain, also where the address says https', async () => {
    expect(kinds((await look(lab.cluster.endpoints)).ports)).toEqual(['client plain', 'peer plain']);
    const securely = lab.cluster.endpoints.map(url => url.replace('http:', 'https:'));
    expect((await look(securely)).ports[0]).toMatchObject({ port: 'client', served: { kind: 'plain' } });
  });
});

describe('a port', () => {
  const servers: Server[] = [];
  let authority: Authority;
  let folder: Awaited<ReturnType<typeof scratchFolder>>;
  let number = 0;
  beforeAll(async () => {
    folder = await scratchFolder('certificates');
    authority = await createAuthority(folder.path, 'lab', new Date());
  });
  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
  });
  afterAll(async () => {
    await folder?.remove();
  });

  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    return address.port;
  };
  const serving = async (what: Issue): Promise<ServedPort | undefined> => {
    number += 1;
    const { certificate, key } = await authority.issue(`server-${number}`, what);
    const port = await listen(createServer({ cert: pem(certificate), key: pem(key) }));
    const tls = { ca: pem(authority.certificate), cert: null, key: null };
    return (await look([`https://127.0.0.1:${port}`], { tls, deadlineMs: 2_000 })).ports[0];
  };

  it('with a certificate that is over is told as over, and as ours', async () => {
    const port = await serving({ hosts: ['127.0.0.1'], notBefore: inDays(-3), notAfter: inDays(-1) });
    expect(port?.served).toMatchObject({ kind: 'tls', trust: 'expired', named: true });
  });

  it('with a certificate that has not begun is told as not in time', async () => {
    const port = await serving({ hosts: ['127.0.0.1'], notBefore: inDays(2), notAfter: inDays(5) });
    expect(port?.served).toMatchObject({ kind: 'tls', trust: 'expired' });
  });

  it('with a certificate for another name is told by the names it is good for', async () => {
    const port = await serving({ commonName: '127.0.0.1', hosts: ['etcd.example.com', '10.0.0.9'] });
    expect(port?.served).toMatchObject({ kind: 'tls', trust: 'signed', named: false });
    expect(port?.served.kind === 'tls' && port.served.chain[0]?.names).toEqual(['etcd.example.com', '10.0.0.9']);
  });

  it('that takes connections and says nothing is not waited for', async () => {
    const port = await listen(createSilent());
    const { ports } = await look([`https://127.0.0.1:${port}`], { deadlineMs: 700 });
    expect(ports[0]?.served).toMatchObject({ kind: 'unread', code: 'deadline' });
  });

  const MINUTE = 60_000;
  const issued = async (name: string, what: Issue) => {
    const { certificate, key } = await authority.issue(name, { hosts: ['127.0.0.1'], ...what });
    return { cert: pem(certificate), key: pem(key) };
  };
  /** What whoever watches knows of a server, on a clock that only the test moves. */
  const watching = async (server: ReturnType<typeof createServer>) => {
    let now = Date.now();
    const tls = { ca: pem(authority.certificate), cert: null, key: null };
    const endpoint = `https://127.0.0.1:${await listen(server)}`;
    const reader = openCertificates(settingsOf([endpoint], { tls }), () => now);
    await reader.look([], 2_000);
    /** Days left as it is known when so many minutes more have passed. */
    const daysIn = async (minutes: number): Promise<number | null> => {
      now += minutes * MINUTE;
      await reader.lookAgain(2_000);
      const served = reader.known().ports[0]?.served;
      return served?.kind === 'tls' ? daysLeft({ validTo: served.chain[0]?.validTo ?? 0 }, now) : null;
    };
    return { reader, daysIn };
  };

  it('with a certificate that ends soon is seen within two minutes of being mended', async () => {
    const server = createServer(await issued('ending', { notAfter: inDays(3.5) }));
    const { reader, daysIn } = await watching(server);
    server.setSecureContext(await issued('mended', { notAfter: inDays(300.5) }));
    expect([await daysIn(1), await daysIn(1)]).toEqual([3, 300]);
    server.setSecureContext(await issued('another', { notAfter: inDays(200.5) }));
    expect(await daysIn(30)).toBe(300);
    expect(reader.isDue()).toBe(false);
  });

  it('that is well is not asked again before the hour is over', async () => {
    const server = createServer(await issued('well', { notAfter: inDays(200.5) }));
    const { reader, daysIn } = await watching(server);
    server.setSecureContext(await issued('shorter', { notAfter: inDays(3.5) }));
    expect([await daysIn(59), reader.isDue()]).toEqual([200, false]);
    expect([await daysIn(1), reader.isDue()]).toEqual([200, true]);
  });

  it('that was silent when it was looked at is known two minutes later', async () => {
    const server = createServer(await issued('late', { notAfter: inDays(3.5) }));
    const port = await listen(server);
    await new Promise(resolve => server.close(resolve));
    let now = Date.now();
    const tls = { ca: pem(authority.certificate), cert: null, key: null };
    const reader = openCertificates(settingsOf([`https://127.0.0.1:${port}`], { tls }), () => now);
    const known = () => reader.known().ports[0]?.served.kind;
    await reader.look([], 2_000);
    expect(known()).toBe('unread');
    await new Promise<void>(resolve => server.listen(port, '127.0.0.1', resolve));
    now += 2 * MINUTE;
    await reader.lookAgain(2_000);
    expect(known()).toBe('tls');
  });

  it('that does not answer has mended nothing', async () => {
    const server = createServer(await issued('stays', { notAfter: inDays(3.5) }));
    const { daysIn } = await watching(server);
    server.close();
    expect(await daysIn(2)).toBe(3);
  });

  it('is shown as known after it was looked at, and before that only what lies with the bot', async () => {
    const { certificate, key } = await authority.issue('known', { hosts: ['127.0.0.1'] });
    const port = await listen(createServer({ cert: pem(certificate), key: pem(key) }));
    const over = await authority.issue('over', { notBefore: inDays(-3), notAfter: inDays(-1) });
    const tls = { ca: pem(authority.certificate), cert: pem(over.certificate), key: pem(over.key) };
    const reader = openEtcdReader(settingsOf([`https://127.0.0.1:${port}`], { tls, deadlineMs: 2_000 }), quiet);
    try {
      expect(await seenBy(reader, 'known-certificates')).toMatchObject({ ports: [], client: { trust: 'expired' } });
      await seenBy(reader);
      const { ports } = await seenBy(reader, 'known-certificates');
      expect(ports).toHaveLength(1);
    } finally {
      await reader.close();
    }
  });
});
