import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connect } from '../../src/etcd/connection.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { keepToken } from '../../src/etcd/token.ts';
import { everything, type Lab, quiet, settingsOf, startLab, versions, within } from './a-lab.ts';

const refusal = (details: string): Error => Object.assign(new Error(details), { code: 16, details });

describe('a token', () => {
  it('is asked for once, however many calls wait for it', async () => {
    const login = vi.fn(async () => 't1');
    const tokens = keepToken(login, Date.now);
    const used = await Promise.all(
      Array.from({ length: 40 }, () => tokens.withToken(within(1_000), async token => token)),
    );
    expect(new Set(used)).toEqual(new Set(['t1']));
    expect(login).toHaveBeenCalledTimes(1);
  });

  it('is renewed once when etcd refuses it, however many calls were refused', async () => {
    let count = 0;
    const login = vi.fn(async () => `t${++count}`);
    const tokens = keepToken(login, Date.now);
    const call = async (token: string | null) => {
      if (token === 't1') throw refusal('etcdserver: invalid auth token');
      return token;
    };
    const used = await Promise.all(Array.from({ length: 40 }, () => tokens.withToken(within(1_000), call)));
    expect(new Set(used)).toEqual(new Set(['t2']));
    expect(login).toHaveBeenCalledTimes(2);
  });

  it('is not renewed for ever', async () => {
    const login = vi.fn(async () => 'never good');
    const call = vi.fn(async () => Promise.reject(refusal('auth: invalid auth token')));
    await expect(keepToken(login, Date.now).withToken(within(1_000), call)).rejects.toThrow('invalid auth token');
    expect([login.mock.calls.length, call.mock.calls.length]).toEqual([2, 2]);
  });

  it('that cannot be had is tried for once per survey, and calls run without it', async () => {
    const login = vi.fn(async () =>
      Promise.reject(refusal('etcdserver: authentication failed, invalid user ID or password')),
    );
    const tokens = keepToken(login, Date.now);
    const context = within(300);
    expect(await tokens.withToken(context, async token => token)).toBeNull();
    const refused = tokens.withToken(context, async () => Promise.reject(refusal('etcdserver: user name is empty')));
    await expect(refused).rejects.toThrow('authentication failed');
    expect(login).toHaveBeenCalledTimes(1);
    await vi.waitFor(async () => {
      await tokens.withToken(within(300), async token => token);
      expect(login).toHaveBeenCalledTimes(2);
    });
  });

  it('is not needed where authentication is off, and wanted as soon as it is on', async () => {
    const login = vi.fn<() => Promise<string>>(async () => 'fresh');
    login.mockRejectedValueOnce(refusal('etcdserver: authentication is not enabled'));
    const tokens = keepToken(login, Date.now);
    expect(await tokens.withToken(within(1_000), async token => token)).toBeNull();
    const call = async (token: string | null) => token ?? Promise.reject(refusal('etcdserver: user name is empty'));
    expect(await tokens.withToken(within(1_000), call)).toBe('fresh');
  });

  it('is nobody’s business without a login', async () => {
    const tokens = keepToken(null, Date.now);
    expect(await tokens.withToken(within(1_000), async token => token)).toBeNull();
  });
});

describe.each(versions)('tokens of etcd %s', version => {
  const auth = { username: 'root', password: 'secret' };
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab(version, { members: 1, auth: { rootPassword: 'secret' }, extraFlags: ['--auth-token-ttl=1'] });
  });
  afterAll(async () => {
    await lab?.end();
  });

  it('that expired under 40 calls, of all kinds, cost one login', async () => {
    const connection = connect(settingsOf(lab.cluster.endpoints, { auth }), Date.now);
    const [endpoint] = connection.endpoints;
    if (endpoint === undefined) throw new Error('no endpoint');
    const { calls, keys } = endpoint;
    const read = { key: Buffer.from('x'), end: null, limit: 1, keysOnly: true, serializable: false, revision: null };
    try {
      await calls.probe('x', 'linearizable', within(2_000));
      await tokensAreGone(lab);
      const before = await loginsOf(lab);
      const answers = await Promise.allSettled(
        Array.from({ length: 10 }, () => [
          calls.probe('x', 'serializable', within(2_000)),
          calls.hashKv(1, within(2_000)),
          keys.range(read, within(2_000)),
          firstPiece(calls.snapshot(within(2_000))),
        ]).flat(),
      );
      expect(answers.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect((await loginsOf(lab)) - before).toBe(1);
    } finally {
      connection.close();
    }
  });

  it('are kept between surveys', async () => {
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints, { auth }), quiet);
    try {
      await reader.survey(everything);
      const before = await loginsOf(lab);
      await reader.survey(everything);
      await reader.survey(everything);
      expect((await loginsOf(lab)) - before).toBe(0);
    } finally {
      await reader.close();
    }
  });
});

async function firstPiece(pieces: AsyncGenerator<unknown>): Promise<void> {
  for await (const _piece of pieces) return;
}

const logins = /^grpc_server_started_total\{.*grpc_method="Authenticate".*\} (\d+)$/m;

async function loginsOf({ cluster }: Lab): Promise<number> {
  const page = await (await fetch(`${cluster.endpoints[0]}/metrics`)).text();
  return Number(logins.exec(page)?.[1] ?? 0);
}

/** etcd forgets a token up to a second after its time; a token of our own tells when. */
async function tokensAreGone({ cluster }: Lab): Promise<void> {
  const post = async (path: string, body: object, token?: string) =>
    fetch(`${cluster.endpoints[0]}/v3/${path}`, {
      method: 'POST',
      body: JSON.stringify(body),
      ...(token === undefined ? {} : { headers: { authorization: token } }),
    });
  const [, own] =
    /"token":"([^"]+)"/.exec(await (await post('auth/authenticate', { name: 'root', password: 'secret' })).text()) ??
    [];
  // Every use of a token prolongs it, so it is left alone for its time.
  await new Promise(resolve => setTimeout(resolve, 2_200));
  expect((await post('kv/range', { key: 'eA==' }, own)).status).not.toBe(200);
}
