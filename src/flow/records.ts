import { type Anchor, anchorText, endChain, followChain, holdsAnchor, readAnchor, UNCHECKED } from '../core/audit.ts';
import type { AuditFacts } from '../core/facts/audit.ts';
import type { Frozen, OperationFacts, OperationsFacts } from '../core/facts/operations.ts';
import { code } from '../core/message.ts';
import { isOver } from '../core/operation.ts';
import type { AuditLog, Clock, Freeze, Freezes, Operations } from '../core/ports.ts';
import { type Refusal, refuse } from '../core/refusal.ts';
import type { Request } from '../core/request.ts';
import { fail, type Result, succeed } from '../core/result.ts';
import type { Settings } from '../core/settings.ts';
import { approverNames, type Colleagues } from './approver-names.ts';
import { type Exporting, exportAudit } from './export-audit.ts';
import { findOperation } from './find-operation.ts';

export type Records = Colleagues &
  Exporting & {
    readonly settings: Settings;
    readonly operations: Operations;
    readonly freezes: Freezes;
    readonly clock: Clock;
  };

const RECENT = 10;
const OPEN = 50;
const ENTRIES = 20;
const MOST_ENTRIES = 200;

/** What waits and runs, what is over, what is frozen; with an id, one operation as its card tells it. */
export async function tellOperations(
  request: Request,
  records: Records,
): Promise<Result<OperationsFacts | OperationFacts, Refusal>> {
  const { operations, clock } = records;
  const { id } = request.args;
  if (id !== undefined) {
    const found = await findOperation(id, operations);
    if (!found.ok) return found;
    const approvers = await approverNames(records.settings, found.value.requester.user, records);
    return succeed({ kind: 'operation', now: clock(), operation: found.value, approvers });
  }
  const cluster = clusterOf(request);
  const [open, latest, frozen] = await Promise.all([
    operations.list({ cluster, open: true, limit: OPEN }),
    operations.list({ cluster, open: false, limit: OPEN + RECENT }),
    frozenNow(cluster, records),
  ]);
  const recent = latest.filter(({ state }) => isOver(state)).slice(0, RECENT);
  return succeed({ kind: 'operations', cluster, now: clock(), open, recent, frozen });
}

/** The newest entries, whether the chain holds, or all of it. */
export async function tellAudit(request: Request, records: Records): Promise<Result<AuditFacts, Refusal>> {
  const { options } = request;
  const { audit } = records;
  if (options.export === true) return exportAudit(request, records);
  if (options.verify === true || options.anchor !== undefined) return checked(options.anchor, audit);
  const text = (value: string | true | undefined): string | null => (typeof value === 'string' ? value : null);
  const limit = Math.min(Number(text(options.limit) ?? ENTRIES), MOST_ENTRIES);
  const cluster = clusterOf(request);
  const filter = { cluster, who: text(options.who), operation: text(options.operation), limit };
  const [entries, head] = await Promise.all([audit.list(filter), audit.head()]);
  return succeed({ kind: 'audit', view: 'list', cluster, entries, head });
}

/** `--all` looks beyond the cluster of the place where one asks. */
const clusterOf = ({ options, cluster }: Request): string | null => (options.all === true ? null : cluster);

/** The store answers for a cluster with the freeze of all as well: that one is told once. */
async function frozenNow(cluster: string | null, { settings, freezes }: Records): Promise<readonly Frozen[]> {
  const names = cluster === null ? settings.clusters.map(({ name }) => name) : [cluster];
  const [all, ...own] = await Promise.all(
    ['*', ...names].map(async name => ({ name, freeze: await freezes.of(name) })),
  );
  const found = own.filter(({ freeze }) => !isSame(freeze, all?.freeze ?? null));
  const frozen = [...(all ? [all] : []), ...found].flatMap(({ name, freeze }) => (freeze ? [{ name, freeze }] : []));
  return Promise.all(
    frozen.map(async ({ name, freeze: { by: _by, name: by, at, reason } }) => {
      return { cluster: name, by, at, reason, agreed: await freezes.agreed(name) };
    }),
  );
}

const isSame = (one: Freeze | null, other: Freeze | null): boolean =>
  one !== null && other !== null && one.at === other.at && one.by === other.by;

/** The head is read before the entries: later ones may follow it. */
async function verified(audit: AuditLog, anchor: Anchor | null): Promise<AuditFacts> {
  const head = await audit.head();
  let check = UNCHECKED;
  let held = false;
  for await (const page of audit.pages()) {
    check = followChain(check, page, head);
    held ||= anchor !== null && holdsAnchor(page, anchor);
  }
  const { last, broken } = endChain(check, head);
  return {
    ...{ kind: 'audit', view: 'verified', checked: last.number, head: last.hash, brokenAt: broken?.number ?? null },
    ...(anchor === null ? {} : { anchor: { text: anchorText(anchor), held } }),
  };
}

/** The whole chain, and whether a head that was noted elsewhere still stands in it. */
async function checked(noted: string | true | undefined, audit: AuditLog): Promise<Result<AuditFacts, Refusal>> {
  if (typeof noted !== 'string') return succeed(await verified(audit, null));
  const anchor = readAnchor(noted);
  return anchor === null ? fail(refuse('no_anchor', { typed: code(noted) })) : succeed(await verified(audit, anchor));
}
