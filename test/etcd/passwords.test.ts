import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PasswordCheck } from '../../src/core/password-check.ts';
import type { ClusterSettings } from '../../src/core/settings.ts';
import { openEtcdOperator } from '../../src/etcd/operator.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { type Lab, quiet, settingsOf, startLab } from './a-lab.ts';

const DEFAULT = 'Etcd.Root';
const OTHER = 'long-and-random';

describe.each(['3.4.23', '3.5.30'] as const)('the well-known passwords of an etcd %s', version => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await startLab(version, {
      auth: {
        rootPassword: DEFAULT,
        users: [
          { name: 'pg-test', password: 'pg-test', prefixes: ['/pg/pg-test/'] },
          { name: 'pg-safe', password: OTHER, prefixes: ['/pg/pg-safe/'] },
          { name: 'app', password: 'app', prefixes: ['/app/'] },
        ],
      },
    });
    for (const name of ['pg-test', 'pg-safe', 'pg-new']) await lab.cluster.api.put(`/pg/${name}/leader`, `${name}-1`);
  });
  afterAll(async () => {
    await lab?.end();
  });

  const settings = (auth: ClusterSettings['auth']): ClusterSettings =>
    settingsOf(lab.cluster.endpoints, {
      auth,
      deadlineMs: 10_000,
      patroni: { namespace: '/pg', username: null, password: null },
    });
  const check = async (auth: ClusterSettings['auth']): Promise<PasswordCheck> => {
    const reader = openEtcdReader(settings(auth), quiet);
    const { passwords } = await reader.survey({ parts: ['passwords'] }).finally(() => reader.close());
    if (!passwords?.ok) throw new Error(passwords?.fault.detail ?? 'not asked');
    return passwords.value;
  };
  const refusals = (): number =>
    lab.cluster.members.reduce(
      (sum, { logFile }) => sum + (readFileSync(logFile, 'utf8').match(/pg-safe/g)?.length ?? 0),
      0,
    );

  it('are told where they are taken, for root and for users of PostgreSQL clusters alone, by one try each', async () => {
    const before = refusals();
    const { etcd } = await check({ username: 'root', password: DEFAULT });
    expect(etcd).toEqual([
      { user: 'root', tried: 'default', taken: true },
      { user: 'pg-safe', tried: 'name', taken: false },
      { user: 'pg-test', tried: 'name', taken: true },
    ]);
    expect(refusals() - before).toBeLessThanOrEqual(1);
  });

  it('are not looked for by somebody who may not ask who there is', async () => {
    const reader = openEtcdReader(settings({ username: 'app', password: 'app' }), quiet);
    const { passwords } = await reader.survey({ parts: ['passwords'] }).finally(() => reader.close());
    expect(passwords).toMatchObject({ ok: false, fault: { code: 'permission_denied' } });
  });

  it('of root can be changed under a bot that has the next one ready, and it goes on', async () => {
    const own = settings({ username: 'root', password: DEFAULT, nextPassword: OTHER });
    const [reader, operator] = [openEtcdReader(own, quiet), openEtcdOperator(own, quiet)];
    try {
      const before = await reader.survey({ parts: ['auth'] });
      expect(before.auth).toMatchObject({ ok: true, value: { login: 'root', prepared: true, namespace: '/pg' } });
      expect([operator.ownPassword('configured'), operator.ownPassword('next')]).toEqual([DEFAULT, OTHER]);
      const change = { change: 'set-password', user: 'root', password: { from: 'next' } } as const;
      expect(await operator.changeAuth(change, OTHER)).toEqual({ outcome: 'done' });
      for (const who of [reader, operator, reader]) {
        expect((await who.survey({ parts: ['auth'] })).auth).toMatchObject({ ok: true, value: { enabled: true } });
      }
      expect((await check({ username: 'root', password: DEFAULT, nextPassword: OTHER })).etcd).toContainEqual({
        user: 'root',
        tried: 'default',
        taken: false,
      });
    } finally {
      await Promise.all([reader.close(), operator.close()]);
    }
  });
});

describe('an etcd without logins', () => {
  it('has no passwords to try', async () => {
    const lab = await startLab('3.5.30', { members: 1 });
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints), quiet);
    try {
      const { passwords } = await reader.survey({ parts: ['passwords'] });
      expect(passwords).toMatchObject({ ok: true, value: { etcd: null } });
    } finally {
      await reader.close();
      await lab.end();
    }
  });
});
