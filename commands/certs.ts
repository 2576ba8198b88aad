import { notAsked } from '../src/core/cluster.ts';
import type { ReadCommand } from '../src/core/command.ts';
import * as rules from '../src/core/health/certificates.ts';
import { worstFirst } from '../src/core/health/finding.ts';
import { stateOf } from '../src/core/health/state.ts';
import { missingForPigsty } from '../src/core/pigsty-fit.ts';

/** What every port serves, who signed it, and when it ends. */
export const certs: ReadCommand = {
  kind: 'read',
  words: ['certs'],
  aliases: [['certificates']],
  summary: 'certs.summary',
  args: [],
  options: [],
  examples: ['certs'],
  permission: () => 'read',
  needs: () => ({ parts: ['certificates', 'members'] }),
  view: (_request, snapshot) => {
    const { cluster, takenAt, tookMs, certificates = notAsked } = snapshot;
    const state = stateOf(snapshot);
    const judges = [
      rules.certificateIsOver,
      rules.certificateEnds,
      rules.certificateIsForAnother,
      rules.certificateIsForeign,
    ];
    return {
      kind: 'certs',
      cluster,
      takenAt,
      tookMs,
      certificates,
      findings: worstFirst(judges.flatMap(rule => rule(state) ?? [])),
      lacks: certificates.ok ? missingForPigsty(certificates.value) : null,
    };
  },
};
