import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { renderText } from '../../../src/console/render.ts';
import {
  type Alarm,
  type EndpointReport,
  faultCodes,
  type Member,
  memberId,
  type Reading,
  type Snapshot,
} from '../../../src/core/cluster.ts';
import type { ReadCommand } from '../../../src/core/command.ts';
import { plain } from '../../../src/core/message.ts';
import { isRefusal, sentencesOf } from '../../../src/core/refusal.ts';
import { present } from '../../../src/present/present.ts';
import { speak } from '../../../src/text/speak.ts';
import { alice, aPolicy } from '../../a-policy.ts';
import { aRequest } from '../../a-request.ts';

const reading = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<Reading<T>> =>
  fc.oneof(
    value.map(read => ({ ok: true, value: read }) as const),
    fc
      .record({ code: fc.constantFrom(...faultCodes), detail: fc.string() })
      .map(fault => ({ ok: false, fault }) as const),
  );

const id = fc.constantFrom('a1', 'a2', 'a3', 'a4', 'ffffffffffffffff').map(memberId);
const size = fc.oneof(fc.nat(), fc.constantFrom(0, 2 ** 40));
const url = fc.constantFrom('http://10.0.0.1:2379', 'http://10.0.0.2:2379', 'http://localhost:2379', 'nonsense');
const name = fc.oneof(fc.constantFrom('etcd-1', 'etcd-2', '', '{x}', '<!channel>'), fc.string());

const status = fc.record({
  memberId: id,
  clusterId: fc.constantFrom('c1', 'c2', ''),
  version: fc.constantFrom('3.4.23', '3.5.30', '3.6.14', ''),
  storageVersion: fc.constant(null),
  leader: fc.option(id),
  learner: fc.boolean(),
  revision: fc.nat(),
  raftTerm: fc.nat(),
  raftIndex: fc.nat(),
  raftAppliedIndex: fc.nat(),
  dbSize: size,
  dbSizeInUse: fc.option(size),
  quota: fc.option(fc.integer()),
  errors: fc.array(fc.string(), { maxLength: 2 }),
  latencyMs: fc.double({ min: 0, max: 5000, noNaN: true }),
});
const endpoint: fc.Arbitrary<EndpointReport> = fc.record({
  endpoint: url,
  status: reading(status),
  linearizable: reading(fc.double({ min: 0, max: 5000, noNaN: true })),
  serializable: reading(fc.double({ min: 0, max: 5000, noNaN: true })),
  metrics: reading(
    fc.record({ quota: fc.option(fc.integer()), dbSize: fc.option(size), dbSizeInUse: fc.option(size) }),
  ),
  hash: reading(
    fc.record({
      hash: fc.constantFrom('aa', 'bb'),
      revision: fc.constantFrom(1, 2),
      compactRevision: fc.constantFrom(0, 1),
    }),
  ),
});
const member: fc.Arbitrary<Member> = fc.record({
  id,
  name,
  peerUrls: fc.array(url, { maxLength: 2 }),
  clientUrls: fc.array(url, { maxLength: 2 }),
  learner: fc.boolean(),
});
const alarm: fc.Arbitrary<Alarm> = fc.record({
  member: id,
  kind: fc.constantFrom('NOSPACE', 'CORRUPT', 'UNKNOWN'),
});
const key = fc.record({
  key: fc.string({ unit: 'binary' }),
  valueBytes: fc.nat(),
  version: fc.nat(),
  modRevision: fc.nat(),
  createRevision: fc.nat(),
  lease: fc.option(fc.constant('1a')),
  value: fc.option(fc.string({ unit: 'binary', maxLength: 400 })),
});
const snapshot: fc.Arbitrary<Snapshot> = fc.record({
  cluster: fc.constantFrom('prod', '{cluster}'),
  takenAt: fc.nat(),
  tookMs: fc.nat(),
  endpoints: fc.array(endpoint, { maxLength: 5 }),
  members: reading(
    fc.record({
      members: fc.array(member, { maxLength: 6 }),
      linearizable: fc.boolean(),
      clusterId: fc.constantFrom('c1', ''),
    }),
  ),
  alarms: reading(fc.array(alarm, { maxLength: 4 })),
  patroni: reading(
    fc.array(fc.record({ name, leader: fc.option(name), members: fc.array(name, { maxLength: 2 }) }), { maxLength: 3 }),
  ),
  keys: reading(fc.record({ entries: fc.array(key, { maxLength: 3 }), total: fc.nat(), revision: fc.nat() })),
});

const lines = [
  'member remove etcd-1',
  'defrag',
  'get /pg/ --show-value',
  'move-leader etcd-2',
  'op-0123456789',
] as const;
const typed = fc.oneof(fc.string(), fc.constantFrom('etcd-1', 'a1,a2', '3', '100', 'etcd-9', ...lines));
const options = fc.dictionary(
  fc.constantFrom('without', 'with', 'limit', 'prefix', 'show-value'),
  fc.oneof(typed, fc.constant(true as const)),
);
const policy = aPolicy(alice);
const reads = commands.filter((command): command is ReadCommand => command.kind === 'read');

describe('every read', () => {
  it.each(reads.map(command => [command.words.join(' '), command] as const))(
    '%s has an answer to whatever was seen and whatever was typed, in both languages',
    (words, command) => {
      fc.assert(
        fc.property(snapshot, snapshot, typed, options, (seen, before, argument, chosen) => {
          const request = aRequest(words, { args: { key: argument, command: argument }, options: chosen });
          command.permission(request);
          const survey = command.needs(request);
          const first = command.view(request, before, { lastReport: null, policy });
          const lastReport = 'kind' in first && first.kind === 'report' ? first.baseline : null;
          const facts = isRefusal(survey) ? survey : command.view(request, seen, { lastReport, policy });
          for (const language of ['en', 'zh'] as const) {
            if (isRefusal(facts)) {
              expect(plain(speak(sentencesOf(facts).message, language))).not.toBe('');
              continue;
            }
            const document = present(facts);
            for (const element of document) {
              if (element.type !== 'table') continue;
              expect(element.columns.length).toBeLessThanOrEqual(20);
              expect(element.rows.length).toBeLessThanOrEqual(100);
              for (const row of element.rows) expect(row.length).toBe(element.columns.length);
            }
            const text = renderText(document, speak, { language, colour: false });
            expect(text.split('\n')[0]).toMatch(/^[✔!✘i] ./);
            expect(text).not.toMatch(/\bNaN\b|undefined|Infinity/);
          }
        }),
        { numRuns: 150 },
      );
    },
  );
});
