import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { diagnose } from '../../commands/diagnose.ts';
import type { Memory } from '../../src/core/command.ts';
import type { DiagnoseFacts } from '../../src/core/facts/diagnose.ts';
import { plain } from '../../src/core/message.ts';
import { speak } from '../../src/text/speak.ts';
import { ticketFile } from '../../workers/ticket-file.ts';
import { aCluster } from '../a-cluster.ts';
import { aRequest } from '../a-request.ts';
import { tell } from '../tell.ts';

function factsOf(world: ReturnType<typeof aCluster>, memory: Partial<Memory> = {}): DiagnoseFacts {
  const facts = diagnose.view(aRequest('diagnose'), world.snapshot(), { lastReport: null, ...memory });
  if (!('kind' in facts) || facts.kind !== 'diagnose') throw new Error('it was refused');
  return facts;
}
const areas = (facts: DiagnoseFacts) => Object.fromEntries(facts.areas.map(({ of, outcome }) => [of, outcome]));
const fileOf = (facts: DiagnoseFacts) => {
  const { name, packed } = ticketFile(facts, text => plain(speak(text, 'en')));
  return { name, text: gunzipSync(Buffer.from(packed, 'base64')).toString('utf8') };
};

describe('diagnose', () => {
  it('asks for everything once', () => {
    const needs = diagnose.needs(aRequest('diagnose'));
    if (!('parts' in needs)) throw new Error('it was refused');
    expect(needs.parts).toEqual(
      expect.arrayContaining(['hashes', 'lists', 'certificates', 'auth', 'all-metrics', 'daily-passwords']),
    );
    expect(new Set(needs.parts).size).toBe(needs.parts.length);
  });

  it('tells the worst first, and finds data that differs', () => {
    const facts = factsOf(aCluster().hash('etcd-2', 'ffff').dead('etcd-3').hash('etcd-1', 'ffff'));
    expect(areas(facts)).toMatchObject({ data: 'well', reads: 'found', backups: 'unknown', past: 'unknown' });
    const differs = factsOf(aCluster().hash('etcd-2', 'ffff'));
    expect(differs.findings[0]).toMatchObject({ code: 'hash_differs', tone: 'bad' });
    expect(areas(differs)).toMatchObject({ data: 'found', reads: 'well', metrics: 'well' });
    expect(tell(diagnose, aCluster().hash('etcd-2', 'ffff').snapshot())).toMatch(
      /The data of etcd-2 differs.*answer the same question differently/s,
    );
  });

  it('makes a file for a ticket whose shape is known', () => {
    const { name, text } = fileOf(factsOf(aCluster('prod').dead('etcd-3')));
    expect(name).toMatch(/^diagnose-prod-\d{4}-\d\d-\d\dT\d{6}Z\.json$/);
    const ticket = JSON.parse(text);
    expect(ticket).toMatchObject({
      version: 1,
      cluster: 'prod',
      verdict: expect.stringContaining('1 of 3 down'),
      quorum: { voters: 3, healthy: 2 },
    });
    expect(ticket.findings).toContainEqual(
      expect.objectContaining({
        code: 'process_down',
        severity: 'warning',
        title: 'etcd does not run on etcd-3',
        why: expect.stringContaining('one failure less'),
        alerts: expect.arrayContaining(['etcdMembersDown']),
      }),
    );
    expect(ticket.members).toHaveLength(3);
  });

  it('keeps what an inventory holds out of the file', () => {
    const world = aCluster();
    const pigsty = { ok: true, value: { etcd_root_password: 'Etcd.Secret' } };
    const facts = factsOf(world);
    const planted: DiagnoseFacts = { ...facts, status: Object.assign({}, facts.status, { pigsty }) };
    expect(fileOf(planted).text).not.toContain('Etcd.Secret');
  });
});
