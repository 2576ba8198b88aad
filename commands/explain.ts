import { decideVote } from '../src/core/approval.ts';
import { breakGlassOf, breakGlassRule } from '../src/core/break-glass.ts';
import type { Snapshot } from '../src/core/cluster.ts';
import type { ChangeCommand, Command, ReadCommand } from '../src/core/command.ts';
import { authorityOf, prospectOf } from '../src/core/explain.ts';
import type { ExplainFacts, Prospect } from '../src/core/facts/explain.ts';
import { code } from '../src/core/message.ts';
import type { Operation } from '../src/core/operation.ts';
import { nameOf, parse } from '../src/core/parse.ts';
import { quoteTyped } from '../src/core/parse-quote.ts';
import type { Plan } from '../src/core/plan.ts';
import type { Policy } from '../src/core/policy.ts';
import { isRefusal, type Refusal, refuse } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';
import { authorizeAny, rightsFor } from '../src/core/rights-for.ts';
import { type Word, wordsOfText } from '../src/core/words.ts';

type Subject =
  | { readonly kind: 'operation'; readonly id: string }
  | { readonly kind: 'command'; readonly command: Command; readonly request: Request };

/** Who may do something, what would stand in its way now, and why an operation is where it is. Nothing of it is stored. */
export const explain = (known: readonly Command[]): ReadCommand => ({
  kind: 'read',
  words: ['explain'],
  aliases: [['why']],
  summary: 'explain.summary',
  args: [{ name: 'command', required: true, kind: 'command' }],
  options: [],
  examples: ['explain member remove etcd-3', 'explain get /pg/ --show-value', 'explain op-0123456789'],
  permission: () => 'read',
  needs: request => {
    const subject = subjectOf(request, known);
    if (isRefusal(subject)) return subject;
    const needs = subject.kind === 'command' && subject.command.kind === 'change' ? surveyOf(subject) : nothing;
    return isRefusal(needs) ? nothing : needs;
  },
  consults: request => {
    const subject = subjectOf(request, known);
    if (isRefusal(subject)) return { operation: null, change: false };
    return subject.kind === 'operation'
      ? { operation: subject.id, change: false }
      : { operation: null, change: subject.command.kind === 'change' };
  },
  view: (request, snapshot, { policy }) => {
    const subject = subjectOf(request, known);
    if (isRefusal(subject)) return subject;
    if (!policy) throw new Error('explain was given no policy');
    if (subject.kind === 'operation') return aboutOperation(subject.id, policy);
    const { command } = subject;
    return command.kind === 'change'
      ? aboutChange(command, subject.request, snapshot, policy)
      : aboutRights(command, subject.request, policy);
  },
});

const nothing = { parts: [] } as const;
const surveyOf = ({ command, request }: Extract<Subject, { kind: 'command' }>) =>
  command.kind === 'change' ? command.needs(request) : nothing;

/** The command that is asked about, understood as if it were typed here. */
function subjectOf(request: Request, known: readonly Command[]): Subject | Refusal {
  const words = wordsIn(request.args.command ?? '');
  if (isRefusal(words)) return words;
  const [first] = words;
  if (words.length === 1 && first && /^op-/i.test(first.text))
    return { kind: 'operation', id: first.text.toLowerCase() };
  const { cluster } = request;
  const asked = parse(words, { commands: known, clusters: cluster === null ? [] : [cluster], channelCluster: cluster });
  if (!asked.ok) return asked.error;
  const command = known.find(each => nameOf(each) === asked.value.command);
  return command
    ? { kind: 'command', command, request: { ...request, ...asked.value } }
    : refuse('unknown_command', { typed: quoteTyped(asked.value.command), help: code('help') });
}

/** Somebody may have put quotes around all of it. */
function wordsIn(text: string): readonly Word[] | Refusal {
  const words = wordsOfText(text);
  if (!words.ok) return words.error;
  const [only, ...more] = words.value;
  const inner = only && more.length === 0 && only.literal ? wordsOfText(only.text) : words;
  return inner.ok ? inner.value : inner.error;
}

function aboutChange(command: ChangeCommand, request: Request, snapshot: Snapshot, policy: Policy): ExplainFacts {
  const needs = command.needs(request);
  const plan = isRefusal(needs) ? needs : command.plan(request, snapshot);
  return {
    kind: 'explain',
    about: 'change',
    cluster: snapshot.cluster,
    line: isRefusal(plan) ? lineOf(request) : plan.line,
    run: authorityOf('operate', policy),
    approve: authorityOf('approve', policy),
    prospect: isRefusal(plan) ? plan : inEmergency(request, plan, snapshot, policy),
  };
}

/** With `--break-glass` another rule counts, for those who are named for it. */
function inEmergency(request: Request, plan: Plan, snapshot: Snapshot, policy: Policy): Prospect | Refusal {
  const { asker, around } = policy;
  const breakGlass = breakGlassOf(request, userOf(asker), asker.access);
  if (breakGlass === null) return prospectOf(plan, snapshot, policy);
  if (isRefusal(breakGlass)) return breakGlass;
  const prospect = prospectOf(plan, snapshot, { ...policy, around: { ...around, breakGlass: true } });
  return { ...prospect, rule: breakGlassRule };
}

function aboutRights(command: Command, request: Request, policy: Policy): ExplainFacts {
  const rights = rightsFor(command, request);
  const open = command.kind === 'local' && command.open;
  const mine = authorizeAny(rights, policy.asker);
  return {
    kind: 'explain',
    about: 'right',
    line: lineOf(request),
    open,
    rights: rights.map(right => authorityOf(right, policy)),
    mine: mine.ok || open ? null : mine.error,
  };
}

const lineOf = ({ command, args, options }: Request): string =>
  [
    command,
    ...Object.values(args),
    ...Object.entries(options).map(([name, value]) => (value === true ? `--${name}` : `--${name} ${value}`)),
  ].join(' ');

function aboutOperation(id: string, policy: Policy): ExplainFacts | Refusal {
  const { operation, around } = policy;
  if (!operation) return refuse('unknown_operation', { typed: quoteTyped(id), command: code('/etcd operations') });
  const { busyWith, freeze, now } = around;
  return {
    kind: 'explain',
    about: 'operation',
    operation,
    now,
    approve: authorityOf('approve', policy),
    mine: operation.state === 'awaiting_approval' ? myVote(operation, policy) : null,
    behind: busyWith === operation.id ? null : busyWith,
    freeze,
  };
}

/** The very decision that a vote meets, with the cluster's name typed where that is asked for. */
function myVote(operation: Operation, { asker, around }: Policy): Refusal | null {
  const allowed = authorizeAny(['approve'], asker);
  if (!allowed.ok) return allowed.error;
  const vote = decideVote(operation, {
    ...{ user: userOf(asker), name: asker.actor.name, now: around.now, may: { approve: true, operate: false } },
    ...{ verdict: 'approve', reason: null, hash12: null, typed: operation.plan.cluster },
  });
  return vote.ok ? null : vote.error;
}

/** Empty for whoever is nobody in Slack: they have no rights there either. */
function userOf({ actor, access }: Policy['asker']): string {
  if (actor.kind === 'slack') return actor.user;
  return actor.kind === 'terminal' && Object.hasOwn(access.terminal, actor.login)
    ? (access.terminal[actor.login] ?? '')
    : '';
}
