import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FaultCode, Snapshot } from '../../src/core/cluster.ts';
import type { ClusterSettings } from '../../src/core/settings.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import type { LabCertificates } from '../../src/local/certificates.ts';
import { everything, type Lab, pem, quiet, settingsOf, startLab, tlsOf, versions } from './a-lab.ts';

describe.each(versions)('the way to etcd %s', version => {
  let secure: Lab;
  let plain: Lab;
  let certificates: LabCertificates;
  let relay: Server;

  beforeAll(async () => {
    secure = await startLab(version, { members: 1, tls: { clientCertificates: true } });
    plain = await startLab(version, { members: 1 });
    if (secure.cluster.certificates === undefined) throw new Error('no certificates');
    certificates = secure.cluster.certificates;
    relay = await listenElsewhere(portOf(secure));
  });
  afterAll(async () => {
    relay?.close();
    await Promise.all([secure, plain].map(lab => lab?.end()));
  });

  const survey = async (settings: ClusterSettings): Promise<Snapshot> => {
    const reader = openEtcdReader(settings, quiet);
    return reader.survey(everything).finally(() => reader.close());
  };
  const good = () => tlsOf(certificates);
  const at = (lab: Lab, tls: ClusterSettings['tls']) => settingsOf(lab.cluster.endpoints, { tls });
  const over = (scheme: string, lab: Lab) => [`${scheme}://127.0.0.1:${portOf(lab)}`];

  const wrongWays: readonly (readonly [string, FaultCode, () => ClusterSettings])[] = [
    ['another CA', 'tls_untrusted', () => at(secure, { ...good(), ca: pem(certificates.foreign.ca) })],
    ['the system’s CAs', 'tls_untrusted', () => at(secure, null)],
    [
      'an address that is not in the certificate',
      'tls_name_mismatch',
      () => settingsOf([`https://127.0.0.2:${portAt(relay)}`], { tls: good() }),
    ],
    [
      'no client certificate',
      'tls_client_certificate',
      () => at(secure, { ca: pem(certificates.ca), cert: null, key: null }),
    ],
    [
      'a stranger’s client certificate',
      'tls_client_certificate',
      () =>
        at(secure, {
          ca: pem(certificates.ca),
          cert: pem(certificates.foreign.client.certificate),
          key: pem(certificates.foreign.client.key),
        }),
    ],
    [
      'an expired client certificate',
      'tls_client_certificate',
      () =>
        at(secure, {
          ca: pem(certificates.ca),
          cert: pem(certificates.expired.certificate),
          key: pem(certificates.expired.key),
        }),
    ],
    ['http to a port with TLS', 'tls_failed', () => settingsOf(over('http', secure))],
    ['https to a port without TLS', 'tls_failed', () => settingsOf(over('https', plain), { tls: good() })],
    ['a CA that is no certificate', 'tls_untrusted', () => at(secure, { ...good(), ca: 'ca.crt' })],
    [
      'a certificate file that holds none',
      'tls_failed',
      () => at(secure, { ...good(), cert: pem(certificates.client.key) }),
    ],
    [
      'a key of another certificate',
      'tls_failed',
      () => at(secure, { ...good(), key: pem(certificates.foreign.client.key) }),
    ],
    ['a certificate without a key', 'tls_failed', () => at(secure, { ...good(), key: null })],
  ];

  it.each(wrongWays)('with %s is %s, everywhere and at once', async (_title, code, settings) => {
    const seen = await survey(settings());
    const [endpoint] = seen.endpoints;
    for (const part of [endpoint?.status, endpoint?.linearizable, endpoint?.serializable, endpoint?.hash])
      expect(part).toMatchObject({ ok: false, fault: { code } });
    for (const part of [seen.members, seen.alarms, seen.patroni, seen.keys])
      expect(part).toMatchObject({ ok: false, fault: { code } });
    expect(seen.tookMs).toBeLessThan(1_500);
  });

  it('is closed again with the reader: no connection stays', async () => {
    const opened: Socket[] = [];
    const counted = await listenElsewhere(portOf(plain), socket => opened.push(socket));
    const reader = openEtcdReader(settingsOf([`http://127.0.0.2:${portAt(counted)}`]), quiet);
    expect((await reader.survey(everything)).endpoints[0]).toMatchObject({ status: { ok: true } });
    expect(opened.filter(socket => !socket.destroyed).length).toBeGreaterThan(0);
    await reader.close();
    await vi.waitFor(() => expect(opened.filter(socket => !socket.destroyed)).toEqual([]));
    counted.close();
    expect((await reader.survey(everything)).endpoints[0]?.status).toMatchObject({ ok: false });
  });

  it('with the right certificates is open, by address and by name', async () => {
    for (const host of ['127.0.0.1', 'localhost']) {
      const seen = await survey(settingsOf([`https://${host}:${portOf(secure)}`], { tls: good() }));
      expect(seen.endpoints[0]).toMatchObject({
        status: { ok: true },
        linearizable: { ok: true },
        metrics: { ok: true },
      });
    }
  });
});

describe('a connection that swallows everything', () => {
  it('costs one survey its deadline, and is replaced', async () => {
    const lab = await startLab('3.5.30', { members: 1 });
    const opened: Socket[] = [];
    const relay = await listenElsewhere(portOf(lab), socket => opened.push(socket));
    const reader = openEtcdReader(settingsOf([`http://127.0.0.2:${portAt(relay)}`], { deadlineMs: 500 }), quiet);
    try {
      expect((await reader.survey(everything)).endpoints[0]).toMatchObject({ status: { ok: true } });
      // As after a loss of power: nothing comes back, not even a reset.
      for (const socket of opened) socket.unpipe().pause();
      const silent = await reader.survey(everything);
      expect(silent.endpoints[0]?.status).toMatchObject({ ok: false, fault: { code: 'deadline' } });
      const seen = await reader.survey(everything);
      expect(seen.endpoints[0]).toMatchObject({ status: { ok: true }, metrics: { ok: true } });
      expect(seen.keys).toMatchObject({ ok: true });
    } finally {
      await reader.close();
      for (const socket of opened) socket.destroy();
      relay.close();
      await lab.end();
    }
  });
});

describe('an address where nobody is', () => {
  it.each([
    ['refused', 'http://127.0.0.1:1'],
    ['unreachable', 'http://nobody.invalid:2379'],
  ] as const)('is %s: %s', async (code, endpoint) => {
    const reader = openEtcdReader(settingsOf([endpoint]), quiet);
    const seen = await reader.survey(everything).finally(() => reader.close());
    expect(seen.endpoints[0]?.status).toMatchObject({ ok: false, fault: { code } });
    expect(seen.endpoints[0]?.metrics).toMatchObject({ ok: false, fault: { code } });
    expect(seen.members).toMatchObject({ ok: false, fault: { code } });
  });
});

const portOf = (lab: Lab): string => new URL(lab.cluster.endpoints[0] ?? '').port;

function portAt(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === 'object' ? (address?.port ?? 0) : 0;
}

/** The same server at an address that its certificate does not name. */
async function listenElsewhere(port: string, onOpen: (socket: Socket) => void = () => undefined): Promise<Server> {
  const server = createServer(socket => {
    onOpen(socket);
    const onward = connect(Number(port), '127.0.0.1');
    socket.on('error', () => onward.destroy());
    onward.on('error', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.2', resolve));
  return server;
}
