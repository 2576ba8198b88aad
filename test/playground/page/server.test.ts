import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServedPlayground, servePlayground } from '../../../src/playground/server/playground-server.ts';
import { createStandIn, type StandIn } from '../../../src/playground/slack/server.ts';

let served: ServedPlayground;
let standIn: StandIn;

beforeAll(async () => {
  standIn = createStandIn(() => served.url);
  served = await servePlayground({ standIn, cluster: null, port: 0, version: 'test' });
});
afterAll(async () => {
  standIn.stop();
  await served.close();
});

/** A raw request: fetch would not let Host and Origin be chosen. */
function ask(
  path: string,
  headers: Record<string, string>,
  body?: string,
): Promise<{ status: number; headers: NodeJS.Dict<string | string[]>; text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(
      served.url + path,
      { method: body === undefined ? 'GET' : 'POST', headers, agent: false },
      response => {
        let text = '';
        response.on('data', chunk => {
          text += String(chunk);
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const json = { 'content-type': 'application/json' };
const hello = JSON.stringify({ as: 'U0ALICE', channel: 'C0PRODETCD', text: 'hello', threadTs: null });

describe('the playground server', () => {
  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example'])(
    'refuses the Host %s everywhere',
    async host => {
      expect((await ask('/', { host })).status).toBe(421);
      expect((await ask('/api/auth.test', { host, ...json }, '{}')).status).toBe(421);
    },
  );

  it.each(['127.0.0.1', 'localhost:3000', '[::1]:3000'])('takes the Host %s', async host => {
    expect((await ask('/ui/nothing', { host, ...json }, '{}')).status).toBe(404);
  });

  it('refuses posts of another site, and takes its own', async () => {
    const host = new URL(served.url).host;
    expect((await ask('/ui/type', { ...json, origin: 'https://evil.example' }, hello)).status).toBe(403);
    expect((await ask('/ui/type', { ...json, origin: 'null' }, hello)).status).toBe(403);
    expect((await ask('/ui/type', { ...json, host, origin: `http://${host}` }, hello)).text).toBe(
      '{"ok":true,"problem":null}',
    );
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'application/jsonp'])(
    'refuses a body of type %s',
    async type => expect((await ask('/ui/type', { 'content-type': type }, hello)).status).toBe(415),
  );

  it.each([
    '',
    'no json',
    '[]',
    '{}',
    '{"as":"U0ALICE","channel":"C0PRODETCD","text":"","threadTs":null}',
    `${hello.slice(0, -1)},"more":1}`,
  ])('says what is wrong with the body %s', async body => {
    const answer = await ask('/ui/type', json, body);
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.text)).toMatchObject({ ok: false, problem: expect.stringMatching(/./) });
  });

  it('refuses a body that is too long', async () => {
    expect((await ask('/ui/type', json, 'x'.repeat(300_000))).status).toBe(413);
  });

  it('says in words what the stand-in refuses', async () => {
    const body = JSON.stringify({ as: 'U0EVE', channel: 'G0SECRET', text: 'let me in', threadTs: null });
    expect(JSON.parse((await ask('/ui/type', json, body)).text)).toEqual({
      ok: false,
      problem: 'This person is not in the channel.',
    });
  });

  it.each(['/', '/nothing.js', '/ui/nothing', '/api/auth.test'])('sends a strict policy with %s', async path => {
    const { headers } = await ask(path, {});
    expect(headers['content-security-policy']).toMatch(/^default-src 'self';/);
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each([
    '/../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/assets/../../../package.json',
    '/..%2f..%2fpackage.json',
  ])('keeps files outside the page to itself: %s', async path => expect((await ask(path, {})).status).toBe(404));

  it('tells the state as one person sees it', async () => {
    const channels = async (as: string) => JSON.stringify(JSON.parse((await ask(`/ui/state?as=${as}`, {})).text));
    expect(await channels('U0ALICE')).toContain('etcd-private');
    expect(await channels('U0EVE')).not.toContain('etcd-private');
  });

  it('names the port that is in use, and the way out', async () => {
    const port = Number(new URL(served.url).port);
    const second = servePlayground({ standIn, cluster: null, port, version: 'test' });
    await expect(second).rejects.toThrow(new RegExp(`Port ${port} .* in use.*PORT=`));
  });
});
