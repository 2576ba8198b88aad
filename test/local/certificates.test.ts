import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { createServer, get } from 'node:https';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CertificateFiles, type LabCertificates, writeLabCertificates } from '../../src/local/certificates.ts';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';

let folder: ScratchFolder;
let lab: LabCertificates;

beforeAll(async () => {
  folder = await scratchFolder('local-pki');
  lab = await writeLabCertificates(folder.path, new Date());
});
afterAll(() => folder.remove());

const pair = async (files: CertificateFiles) => ({
  cert: await readFile(files.certificate),
  key: await readFile(files.key),
});

/** What a server that demands client certificates says to this client. */
async function knock(client: CertificateFiles, ca = lab.ca): Promise<string> {
  const server = createServer({
    ...(await pair(lab.server)),
    ca: await readFile(lab.ca),
    requestCert: true,
    rejectUnauthorized: true,
  });
  server.on('request', (_, response) => response.end('welcome'));
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const options = { host: 'localhost', family: 4, port, ca: await readFile(ca), agent: false, ...(await pair(client)) };
  try {
    return await new Promise(resolve => {
      const request = get(options, response => response.on('data', chunk => resolve(String(chunk))));
      request.on('error', error => resolve('code' in error ? String(error.code) : error.message));
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a client of the lab is let in', async () => expect(await knock(lab.client)).toBe('welcome'));
test('an expired client is not', async () => expect(await knock(lab.expired)).not.toBe('welcome'));
test('a client of a foreign authority is not', async () => expect(await knock(lab.foreign.client)).not.toBe('welcome'));
test('a client that trusts another authority turns away', async () =>
  expect(await knock(lab.client, lab.foreign.ca)).toMatch(/UNABLE_TO_VERIFY|SELF_SIGNED|SIGNATURE/));

test('the server certificate is good for this machine alone', async () => {
  const server = new X509Certificate(await readFile(lab.server.certificate));
  expect([server.checkHost('localhost'), server.checkIP('127.0.0.1'), server.checkHost('example.org')]).toEqual([
    'localhost',
    '127.0.0.1',
    undefined,
  ]);
});

test('keys are for the owner alone', async () => expect((await stat(lab.client.key)).mode & 0o777).toBe(0o600));
