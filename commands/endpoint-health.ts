import type { Snapshot } from '../src/core/cluster.ts';
import type { ReadCommand } from '../src/core/command.ts';
import type { HealthFacts } from '../src/core/facts/health.ts';
import { rosterOf } from '../src/core/health/roster.ts';

/** Two reads through every endpoint: one needs the quorum, the other only the member itself. */
export const endpointHealth: ReadCommand = {
  kind: 'read',
  words: ['endpoint', 'health'],
  aliases: [['health']],
  summary: 'probe.summary',
  args: [],
  options: [],
  examples: ['endpoint health'],
  permission: () => 'read',
  needs: () => ({ parts: ['probes', 'status', 'members'] }),
  view: (_request, snapshot) => healthOf(snapshot),
};

function healthOf(snapshot: Snapshot): HealthFacts {
  const roster = rosterOf(snapshot);
  return {
    kind: 'health',
    cluster: snapshot.cluster,
    takenAt: snapshot.takenAt,
    tookMs: snapshot.tookMs,
    endpoints: snapshot.endpoints.map(({ endpoint, status, linearizable, serializable }) => {
      const member = roster.find(
        candidate => candidate.endpoint === endpoint || (status.ok && candidate.id === status.value.memberId),
      );
      const name = member && member.name !== endpoint ? member.name : null;
      return { endpoint, name, health: member?.health ?? 'unreachable', linearizable, serializable };
    }),
  };
}
