import type { EndpointReport, EndpointStatus, Fault, Member, Reading, Snapshot } from '../cluster.ts';
import type { MemberFacts, MemberHealth } from '../facts/members.ts';
import { answers, bars, faultOf, served } from './fault.ts';
import { pairEndpoints } from './pairing.ts';

/** Everyone the cluster is known to consist of, by name, then endpoints that are no listed member. */
export function rosterOf(snapshot: Snapshot): readonly MemberFacts[] {
  const statuses = snapshot.endpoints.flatMap(({ status }) => (status.ok ? [status.value] : []));
  const lag = (status: EndpointStatus): number => lagOf(status, statuses);
  if (!snapshot.members.ok) return snapshot.endpoints.map(report => describe(null, report, report.endpoint, null, lag));
  const pairing = pairEndpoints(snapshot.members.value.members, snapshot.endpoints);
  const listed = snapshot.members.value.members.map((member, index) => {
    const pair = pairing.members[index];
    return describe(member, pair?.report ?? null, pair?.endpoint ?? null, !member.learner, lag);
  });
  const inOrder = listed.toSorted((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  return [...inOrder, ...pairing.strangers.map(report => describe(null, report, report.endpoint, false, lag))];
}

function describe(
  member: Member | null,
  report: EndpointReport | null,
  endpoint: string | null,
  voter: boolean | null,
  lag: (status: EndpointStatus) => number,
): MemberFacts {
  const status = report?.status.ok ? report.status.value : null;
  const metrics = report?.metrics.ok ? report.metrics.value : null;
  const learner = member?.learner ?? status?.learner ?? false;
  const { health, fault } = judge(member, report, learner);
  return {
    id: member?.id ?? status?.memberId ?? null,
    name: member ? nameOf(member) : (endpoint ?? ''),
    endpoint,
    voter,
    role: roleOf(member, status, learner),
    health,
    fault,
    version: status?.version ?? null,
    dbSize: status?.dbSize ?? metrics?.dbSize ?? null,
    dbSizeInUse: status?.dbSizeInUse ?? metrics?.dbSizeInUse ?? null,
    quota: positive(status?.quota) ?? positive(metrics?.quota),
    raftLag: status ? lag(status) : null,
    latencyMs: status?.latencyMs ?? (report?.linearizable.ok ? report.linearizable.value : null),
    peerUrls: member?.peerUrls ?? [],
    clientUrls: member?.clientUrls ?? [],
  };
}

export const nameOf = (member: Member): string => member.name || member.peerUrls[0] || member.id;

/** etcd before 3.6.6 says 0 for a quota left at its default; a disabled quota is negative. */
const positive = (quota: number | null | undefined): number | null => (quota && quota > 0 ? quota : null);

/** Behind the most advanced member of the same cluster: another cluster's entries say nothing. */
const lagOf = (status: EndpointStatus, all: readonly EndpointStatus[]): number =>
  Math.max(...all.filter(({ clusterId }) => clusterId === status.clusterId).map(progressOf)) - progressOf(status);

const progressOf = (status: EndpointStatus): number => status.raftAppliedIndex || status.raftIndex;

function roleOf(member: Member | null, status: EndpointStatus | null, learner: boolean): MemberFacts['role'] {
  if (member && member.name === '' && !status) return 'unstarted';
  if (learner) return 'learner';
  if (!status || status.leader === null) return 'unknown';
  return status.leader === status.memberId ? 'leader' : 'follower';
}

type Judgement = { readonly health: MemberHealth; readonly fault: Fault | null };

function judge(member: Member | null, report: EndpointReport | null, learner: boolean): Judgement {
  if (member && member.name === '' && !report?.status.ok) return { health: 'unstarted', fault: null };
  if (!report) return { health: 'unasked', fault: null };
  const { status, linearizable, serializable } = report;
  const fault = faultOf(status) ?? faultOf(linearizable) ?? faultOf(serializable);
  if (served(linearizable)) return { health: 'healthy', fault: loginMissing(linearizable) ?? faultOf(status) };
  const spared = learner || (!linearizable.ok && linearizable.fault.code === 'learner');
  if (spared && (status.ok || served(serializable))) return { health: 'healthy', fault: faultOf(status) };
  // It says that it is a learner before it looks at its disk: with that hanging, it answers nothing else.
  if (spared && fault) return { health: bars(fault) ? 'barred' : 'unreachable', fault };
  if (status.ok && !linearizable.ok && linearizable.fault.code === 'not_asked') return judgeByStatus(status.value);
  const refusal = faultOf(linearizable);
  // A login that fails says nothing about the quorum; Status, where it is open to all, does.
  if (status.ok && refusal && bars(refusal)) return { ...judgeByStatus(status.value), fault: refusal };
  if (status.ok || served(serializable) || (refusal && answers(refusal)))
    return { health: 'no_quorum_read', fault: refusal };
  return { health: fault && bars(fault) ? 'barred' : 'unreachable', fault };
}

/** Says more than the refused right that Status meets without a login. */
const loginMissing = (reading: Reading<number>): Fault | null =>
  !reading.ok && reading.fault.code === 'auth_required' ? reading.fault : null;

const judgeByStatus = (status: EndpointStatus): Judgement =>
  status.leader === null
    ? { health: 'no_quorum_read', fault: { code: 'no_leader', detail: status.errors.join('; ') } }
    : { health: 'healthy', fault: null };
