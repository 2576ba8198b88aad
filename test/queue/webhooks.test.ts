import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openMetrics } from '../../src/admin/meter.ts';
import { verbatim } from '../../src/core/message.ts';
import type { Incident, Symptom, Told } from '../../src/core/watch/incident.ts';
import { tellWebhooks } from '../../src/flow/tell-webhooks.ts';
import { watchWorkers } from '../../src/flow/watchdog.ts';
import { openWebhooks } from '../../src/queue/webhooks.ts';
import { connectRedis, disconnectRedis, type RedisConnection } from '../../src/store/redis.ts';
import { openPost } from '../../src/webhooks/post.ts';
import { openOutside } from '../../src/wiring/webhooks.ts';
import { anOffice, settings } from '../flow/an-office.ts';
import { aRedis, type TestRedis } from '../store/a-redis.ts';
import { silent } from './silence.ts';

let redis: TestRedis;
let connection: RedisConnection;
beforeAll(async () => {
  redis = await aRedis();
  connection = await connectRedis(redis.url, { role: 'blocking', log: silent });
});
afterAll(async () => {
  await disconnectRedis(connection);
  await redis.remove();
});
const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

type Got = { readonly authorization: string | undefined; readonly body: string };

/** A receiver that answers with these, one after the other, then always with the last. */
async function aReceiver(...statuses: readonly number[]) {
  const got: Got[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', chunk => {
      body += chunk;
    });
    request.on('end', () => {
      got.push({ authorization: request.headers.authorization, body });
      response.statusCode = statuses[Math.min(got.length, statuses.length) - 1] ?? 200;
      response.end('words');
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  ends.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  return { got, url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/hook` };
}

let run = 0;
function aSender(token: string | null = null) {
  run += 1;
  const outcomes: string[] = [];
  const poster = openPost(() => token);
  const webhooks = openWebhooks({
    ...{ connection, prefix: `{webhooks-${run}}`, log: silent, post: poster.post },
    done: outcome => void outcomes.push(outcome),
  });
  ends.push(poster.close, webhooks.close);
  return { ...webhooks, outcomes };
}

const symptom: Symptom = {
  ...{ code: 'process_down' as const, tone: 'warning' as const, who: ['etcd-3'], since: Date.UTC(2026, 0, 1, 6) },
  ...{ title: verbatim('etcd does not run on etcd-3'), todo: verbatim('Start it.') },
};
const incident: Incident = {
  ...{ id: 'al-0000000001', openedAt: Date.UTC(2026, 0, 1), headline: null, worst: 'warning', acknowledged: null },
  ...{ toldAt: 0, replies: 1, offers: [], firing: [symptom], concerned: [] },
};
const told = (kind: Told['story']['kind'], number = 1): Told => ({
  incident: kind === 'resolved' ? { ...incident, firing: [] } : incident,
  story: { kind, number, at: Date.UTC(2026, 0, 2), symptoms: [symptom] },
});

describe('a webhook', () => {
  it('is told as Alertmanager tells, with its token, and once however often it is asked for', async () => {
    const { got, url } = await aReceiver(200);
    const { send } = aSender('s3cret');
    const tell = tellWebhooks({
      webhooks: [
        { url, token: 's3cret', clusters: null },
        { url, token: null, clusters: ['dev'] },
      ],
      send,
      tell: text => ('verbatim' in text ? text.verbatim : text.key),
    });
    await tell('prod', told('began'));
    await tell('prod', told('began'));
    await tell('prod', told('resolved', 2));
    await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 20_000 });
    expect(got.map(({ authorization }) => authorization)).toEqual(['Bearer s3cret', 'Bearer s3cret']);
    const bodies = got
      .map(({ body }) => JSON.parse(body))
      .toSorted((one, other) => one.status.localeCompare(other.status));
    expect(bodies[0]).toMatchObject({
      version: '4',
      status: 'firing',
      groupLabels: { cluster: 'prod' },
      alerts: [
        {
          status: 'firing',
          labels: { alertname: 'EtcdChatopsProcessDown', cluster: 'prod', severity: 'warning', code: 'process_down' },
          annotations: {
            summary: 'etcd does not run on etcd-3',
            stands_for: 'etcdMembersDown, EtcdServerDown',
            why: 'finding.process_down.why',
          },
          startsAt: '2026-01-01T06:00:00.000Z',
          endsAt: '0001-01-01T00:00:00Z',
        },
      ],
    });
    expect(bodies[1]).toMatchObject({
      status: 'resolved',
      alerts: [
        { status: 'resolved', endsAt: '2026-01-02T00:00:00.000Z', fingerprint: bodies[0].alerts[0].fingerprint },
      ],
    });
  });

  it('is told by the bot, whatever clusters it wants, that nobody looks at them, and that somebody does again', async () => {
    const { got, url } = await aReceiver(200);
    const { desk } = anOffice();
    const link = { connection, prefix: '{webhooks-of-the-bot}', log: silent };
    const hooked = { ...settings, webhooks: [{ url, token: 's3cret', clusters: ['another'] }] };
    const outside = openOutside(link, hooked, openMetrics(async () => []).meter);
    ends.push(outside.close);
    let at = 1_800_000_000_000;
    const reportsDue = async () => [];
    const dogged = { ...desk, settings: hooked, webhooks: outside.tell, reportsDue, since: at, clock: () => at };
    for (let minutes = 0; minutes < 7; minutes += 1) {
      at += 60_000;
      await watchWorkers(dogged);
    }
    for (const { name } of settings.clusters) {
      const before = await desk.watches.load(name);
      await desk.watches.save(name, { ...before, revision: before.revision + 1, surveyedAt: at });
    }
    await watchWorkers(dogged);
    await vi.waitFor(() => expect(got).toHaveLength(2), { timeout: 20_000 });
    const bodies = got
      .map(({ body }) => JSON.parse(body))
      .toSorted((one, other) => one.status.localeCompare(other.status));
    expect(got.map(({ authorization }) => authorization)).toEqual(['Bearer s3cret', 'Bearer s3cret']);
    expect(bodies.map(({ status }) => status)).toEqual(['firing', 'resolved']);
    for (const { alerts, commonLabels, groupLabels } of bodies) {
      expect(commonLabels).toEqual({ job: 'etcd-chatops', incident: expect.stringMatching(/^al-/) });
      expect(groupLabels).toEqual({});
      expect(alerts).toMatchObject([{ labels: { alertname: 'EtcdChatopsUnwatched', severity: 'critical' } }]);
      expect(alerts[0].labels).not.toHaveProperty('cluster');
    }
  });

  it('is tried again while it is ill, and not when it will never take it', async () => {
    const ill = await aReceiver(503, 200);
    const unwilling = await aReceiver(400);
    const { send, outcomes } = aSender();
    await send('a-1', ill.url, '{}');
    await send('b-1', unwilling.url, '{}');
    await vi.waitFor(() => expect(outcomes.toSorted()).toEqual(['again', 'ok', 'refused']), { timeout: 40_000 });
    expect([ill.got.length, unwilling.got.length]).toEqual([2, 1]);
  });

  it('that nobody answers at is tried again', async () => {
    const { send, outcomes } = aSender();
    await send('c-1', 'http://127.0.0.1:1/hook', '{}');
    await vi.waitFor(() => expect(outcomes).toContain('again'), { timeout: 20_000 });
  });
});
