import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { endpointHashkv } from '../../commands/endpoint-hashkv.ts';
import { endpointHealth } from '../../commands/endpoint-health.ts';
import { get } from '../../commands/get.ts';
import { memberList } from '../../commands/member-list.ts';
import { quorum } from '../../commands/quorum.ts';
import { status } from '../../commands/status.ts';
import { checkPlan, refusedBy } from '../../src/core/check.ts';
import type { ReadCommand } from '../../src/core/command.ts';
import { changeSurvey } from '../../src/core/draft.ts';
import { stateOf } from '../../src/core/health/state.ts';
import type { EtcdReader } from '../../src/core/ports.ts';
import { isRefusal } from '../../src/core/refusal.ts';
import type { Request } from '../../src/core/request.ts';
import { openEtcdReader } from '../../src/etcd/survey.ts';
import { aRequest } from '../a-request.ts';
import { plan } from '../an-operation.ts';
import { type Lab, quiet, settingsOf, startLab, versions } from '../etcd/a-lab.ts';
import { firstLine, tell } from '../tell.ts';

async function ask(reader: EtcdReader, command: ReadCommand, changes: Partial<Request> = {}): Promise<string> {
  const survey = command.needs(aRequest(command.words.join(' '), changes));
  if (isRefusal(survey)) return survey.refused;
  return tell(command, await reader.survey(survey), changes);
}

describe.each(versions)('the reads of a real cluster, etcd %s', version => {
  let lab: Lab;
  let reader: EtcdReader;

  beforeAll(async () => {
    lab = await startLab(version);
    await lab.cluster.api.put('/service/pg-orders/leader', 'pg-orders-1');
    await lab.cluster.api.put('/service/pg-orders/members/pg-orders-1', '{}');
    const config = { ttl: 30, loop_wait: 10, retry_timeout: 10, failsafe_mode: true };
    await lab.cluster.api.put('/service/pg-orders/config', JSON.stringify(config));
    reader = openEtcdReader(settingsOf(lab.cluster.endpoints, { deadlineMs: 1_500 }), quiet);
  });
  afterAll(async () => {
    await reader?.close();
    await lab?.end();
  });

  it('tell a healthy one', async () => {
    const text = await ask(reader, status);
    expect(firstLine(text)).toBe('✔ lab · Healthy: 3 of 3 voters, tolerates 1 failure');
    expect(text).toMatch(/Quota +\S+ KiB of 2 GiB \(/);
    expect(text).toMatch(/PostgreSQL +1 cluster: pg-orders/);
    expect(text).toMatch(/Leader +\S+ \(term \d+\)/);
    expect(text).not.toContain('What to do');
    expect(firstLine(await ask(reader, memberList))).toBe('✔ lab · 3 voters, no learner');
    expect(firstLine(await ask(reader, endpointHealth))).toBe('✔ lab · All 3 endpoints serve');
    expect(firstLine(await ask(reader, endpointHashkv))).toBe('✔ lab · Same data on all 3 compared members');
    expect(firstLine(await ask(reader, get, { args: { key: '/service/' }, options: { prefix: true } }))).toBe(
      'i lab · 3 keys under /service/',
    );
  });

  it('are enough to plan every change, and no guard objects to a sound one', async () => {
    const snapshot = await reader.survey({ parts: [...changeSurvey.parts, 'hashes'] });
    const leader = stateOf(snapshot).leader?.name ?? '';
    const lines = [
      'member add etcd-9 http://127.0.0.1:9',
      `member replace ${leader} etcd-9 http://127.0.0.1:9 --learner-first`,
      'move-leader',
      'compact --keep 0',
      'defrag --all',
    ];
    for (const line of lines) {
      const made = plan(line, snapshot);
      if (isRefusal(made)) throw new Error(`${line}: ${made.refused}`);
      const around = { now: snapshot.takenAt, phase: 'planning', freeze: null, busyWith: null } as const;
      const refused = refusedBy(checkPlan({ plan: made, snapshot, around: { ...around, progress: new Map() } }));
      expect(refused, line).toEqual([]);
    }
    expect(plan('rescue nospace', snapshot)).toMatchObject({ refused: 'space_left' });
    expect(plan(`move-leader ${leader}`, snapshot)).toMatchObject({ refused: 'leads_already' });
    expect(plan('alarm disarm --corrupt', snapshot)).toMatchObject({ refused: 'no_alarm' });
  });

  it('name the one that hangs, then the one that is dead, then say that quorum is lost', async () => {
    const [first, second, third] = lab.cluster.members;
    if (!first || !second || !third) throw new Error('no three members');
    third.freeze();
    await vi.waitFor(async () => {
      const told = firstLine(await ask(reader, status));
      expect(told).toBe(`! lab · 1 of 3 down: tolerates no further failure (${third.name} does not answer in time)`);
    }, 15_000);
    await third.kill();
    await vi.waitFor(async () => {
      const text = await ask(reader, status);
      expect(firstLine(text)).toContain(`1 of 3 down: tolerates no further failure (${third.name} does not answer`);
      expect(text).toContain(`etcd does not run on ${third.name}`);
    }, 15_000);
    expect(firstLine(await ask(reader, quorum, { options: { without: third.name } }))).toContain('tolerance 0 → 0');
    await second.kill();
    await vi.waitFor(async () => {
      const told = firstLine(await ask(reader, status));
      expect(told).toBe('✘ lab · QUORUM LOST: 1 of 3 voters answers, writes are impossible');
    }, 15_000);
  });
});

describe.each(versions)('status with authentication on, etcd %s', version => {
  let lab: Lab;

  beforeAll(async () => {
    const users = [{ name: 'bot', password: 'bot-password', prefixes: ['/service/'] }];
    lab = await startLab(version, { members: 1, auth: { rootPassword: 'secret', users } });
  });
  afterAll(async () => {
    await lab?.end();
  });

  const as = async (auth: { readonly username: string; readonly password: string } | null): Promise<string> => {
    const reader = openEtcdReader(settingsOf(lab.cluster.endpoints, { auth }), quiet);
    return ask(reader, status).finally(() => reader.close());
  };

  it('is whole for root', async () => {
    expect(firstLine(await as({ username: 'root', password: 'secret' }))).toContain('Healthy: 1 of 1 voters');
  });

  it('is as much as a user without root may see, and says which right is missing', async () => {
    const text = await as({ username: 'bot', password: 'bot-password' });
    expect(firstLine(text)).toContain('Healthy: 1 of 1 voters');
    if (version === '3.5.30') expect(text).toContain('The right it lacks is the role root');
  });

  it('says that the password is wrong, or the login is missing', async () => {
    expect(await as({ username: 'root', password: 'wrong' })).toContain('the user or password is rejected');
    expect(await as(null)).toContain('authentication is on, and the bot has no login');
  });
});
