import { gzipSync } from 'node:zlib';
import type { Announcement } from '../src/core/announcement.ts';
import type { DiagnoseFacts } from '../src/core/facts/diagnose.ts';
import { whyOf } from '../src/core/health/why.ts';
import type { Text } from '../src/core/message.ts';
import { alertNamesOf } from '../src/core/watch/patience.ts';

/** What a diagnosis found, for a ticket: `version` counts changes of its shape. No secret and no value of a key is part of what it is made of. */
export function ticketOf(facts: DiagnoseFacts, tell: (text: Text) => string) {
  const { cluster, takenAt, tookMs, status, findings, hashes, areas, endpoints, readings, period, backup } = facts;
  const { verdict, members, quorum, leader, revision, term, quota, db, versions, alarms, impacts, certificates } =
    status;
  return {
    version: 1,
    cluster,
    takenAt: new Date(takenAt).toISOString(),
    tookMs: Math.round(tookMs),
    verdict: tell({ key: `verdict.${verdict.code}`, params: verdict.params }),
    findings: findings.map(({ code, tone, params }) => ({
      code,
      severity: tone,
      title: tell({ key: `finding.${code}.title`, params }),
      why: tell(whyOf(code)),
      todo: tell({ key: `finding.${code}.todo`, params }),
      alerts: alertNamesOf(code),
    })),
    areas,
    ...{ versions, quorum, leader, revision, term, quota, db, alarms, members, hashes },
    ...{ endpoints, readings, period, backup, certificates },
    postgres: impacts?.map(({ cluster: name, fate, demotesAfter, budget, reasons }) => ({
      ...{ name, fate, demotesAfter, budget },
      reasons: reasons.map(tell),
    })),
  };
}

/** As a file beside the answer. */
export function ticketFile(facts: DiagnoseFacts, tell: (text: Text) => string): Announcement['attachment'] & object {
  const time = new Date(facts.takenAt).toISOString().slice(0, 19).replaceAll(':', '');
  const text = JSON.stringify(ticketOf(facts, tell), null, 2);
  return { name: `diagnose-${facts.cluster}-${time}Z.json`, packed: gzipSync(text).toString('base64') };
}
