import { approversOf } from '../core/approval.ts';
import type { Cell, Document, Element, Tone } from '../core/document.ts';
import type { Frozen, OperationsFacts } from '../core/facts/operations.ts';
import { code, codeText, duration, inner, list, type Param, say, type Text, time, verbatim } from '../core/message.ts';
import type { Operation, OperationState } from '../core/operation.ts';
import { doneOf } from './card-verdict.ts';

/** What waits and runs first, then what is over. */
export function presentOperations(facts: OperationsFacts): Document {
  const { cluster, open, recent, frozen, now } = facts;
  const rows = [...open, ...recent];
  return [
    verdictOf(facts),
    ...frozenList(frozen),
    ...(rows.length > 0 ? [tableOf(rows, now, cluster === null), hint] : []),
  ];
}

const frozenList = (frozen: readonly Frozen[]): Document =>
  frozen.length > 0 ? [{ type: 'list', items: frozen.map(each => ({ tone: 'warning', text: frozenText(each) })) }] : [];

const hint: Element = { type: 'note', texts: [say('operations.more', { command: code('operations ID') })] };

function verdictOf({ cluster, open, frozen }: OperationsFacts): Element {
  const waiting = open.filter(({ state }) => state === 'awaiting_approval').length;
  const running = open.length - waiting;
  const what = open.length === 0 ? say('operations.none') : say('operations.open', { waiting, running });
  const where = inner(cluster === null ? say('operations.everywhere') : verbatim(cluster));
  const tone = frozen.length > 0 || waiting > 0 ? 'warning' : running > 0 ? 'info' : 'good';
  return { type: 'verdict', tone, text: say('operations.where', { where, what: inner(what) }) };
}

function frozenText({ cluster, by, at, reason, agreed }: Frozen): Text {
  const freeze = freezeText(cluster, { name: by, at: time(at) }, reason);
  if (agreed.length === 0) return freeze;
  return say('operations.agreed', { freeze: inner(freeze), names: list(agreed.map(name => verbatim(name))) });
}

function freezeText(cluster: string, about: { readonly name: string; readonly at: Param }, reason: string): Text {
  if (cluster === '*') {
    return reason === ''
      ? say('operations.frozen_all_plainly', about)
      : say('operations.frozen_all', { ...about, reason });
  }
  return reason === ''
    ? say('operations.frozen_plainly', { ...about, cluster })
    : say('operations.frozen', { ...about, cluster, reason });
}

const tones: Readonly<Record<OperationState, Tone | undefined>> = {
  awaiting_approval: 'warning',
  queued: 'info',
  running: 'info',
  succeeded: 'good',
  failed: 'bad',
  refused: undefined,
  denied: undefined,
  expired: undefined,
  cancelled: undefined,
  stale: 'warning',
};

const tableOf = (operations: readonly Operation[], now: number, everywhere: boolean): Element => ({
  type: 'table',
  columns: [
    { label: say('operations.column.state') },
    ...(everywhere ? [{ label: say('operations.column.cluster') }] : []),
    { label: say('operations.column.command') },
    { label: say('operations.column.id') },
    { label: say('operations.column.by') },
    { label: say('operations.column.since'), align: 'right' },
  ],
  rows: operations
    .slice(0, 99)
    .map(operation => [
      operationState(operation),
      ...(everywhere ? [{ text: verbatim(operation.plan.cluster) }] : []),
      { text: codeText(operation.plan.line) },
      { text: codeText(operation.id) },
      { text: verbatim(operation.requester.name) },
      { text: say('operations.ago', { age: duration(Math.max(0, now - operation.stateAt)) }) },
    ]),
});

/** How far an operation is, in a word or two. */
export function operationState(operation: Operation): Cell {
  const { state, rule, plan } = operation;
  const given = approversOf(operation).length;
  const params = { given, required: rule.required, done: doneOf(operation), total: plan.steps.length };
  const tone = tones[state];
  return { text: { key: `operations.state.${state}`, params }, ...(tone ? { tone } : {}) };
}
