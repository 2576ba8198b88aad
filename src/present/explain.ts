import type { Document, Element } from '../core/document.ts';
import type { Authority, ExplainFacts, Prospect } from '../core/facts/explain.ts';
import { code, duration, inner, list, say, type Text, verbatim } from '../core/message.ts';
import { isRefusal, type Refusal, sentencesOf } from '../core/refusal.ts';
import { presentHold } from './explain-operation.ts';
import { presentPassed, presentRefusing } from './guards.ts';
import { quantity } from './note.ts';
import { riskField } from './risk.ts';
import { presentSteps } from './steps.ts';

type About<A> = Extract<ExplainFacts, { readonly about: A }>;
type Field = { readonly label: Text; readonly value: Text };

/** Who may, what would stand in the way, and why something is where it is. */
export function presentExplain(facts: ExplainFacts): Document {
  switch (facts.about) {
    case 'change':
      return presentChange(facts);
    case 'right':
      return presentRight(facts);
    case 'operation':
      return presentHold(facts, whoMay(facts.approve, 'approve', facts.operation.requester.name));
  }
}

function presentChange(facts: About<'change'>): Document {
  const { run, approve, prospect } = facts;
  const people = [whoMay(run, 'run'), approverField(approve, run.mine === null)];
  if (isRefusal(prospect)) {
    return [changeVerdict(facts), ...whyNot(run.mine), ...whyRefused(prospect), fields(people), nothingStored];
  }
  return [
    changeVerdict(facts),
    ...whyNot(run.mine),
    ...presentRefusing(prospect.verdicts),
    fields([...people, ...riskFields(prospect)]),
    { type: 'heading', text: say('explain.steps') },
    presentSteps(prospect.plan, []),
    ...presentPassed(prospect.verdicts),
    nothingStored,
  ];
}

function changeVerdict({ line, cluster, run, prospect }: About<'change'>): Element {
  const about = { line: code(line), cluster };
  if (run.mine) return verdict('warning', say('explain.may_not', { line: code(line) }));
  if (isRefusal(prospect)) {
    return verdict('warning', say('explain.unplannable', { ...about, message: inner(sentencesOf(prospect).message) }));
  }
  const count = prospect.verdicts.filter(({ outcome }) => outcome === 'refused').length;
  if (count > 0) return verdict('warning', say('explain.guarded', { ...about, count }));
  return verdict('info', say('explain.may_planned', { ...about, required: prospect.rule.required }));
}

function riskFields({ rule, ...prospect }: Prospect): readonly Field[] {
  const needed = say('explain.needed', { required: rule.required, time: duration(rule.expiresMs) });
  return [
    riskField(prospect),
    {
      label: say('explain.approvals'),
      value: rule.typed && rule.required > 0 ? say('explain.needed_typed', { needed: inner(needed) }) : needed,
    },
  ];
}

function presentRight({ line, open, rights, mine }: About<'right'>): Document {
  const people = open
    ? [{ label: say('explain.run'), value: say('explain.anybody') }]
    : rights.map(right => whoMay(right, right.right));
  return [
    mine
      ? verdict('warning', say('explain.may_not', { line: code(line) }))
      : verdict('good', say('explain.may', { line: code(line) })),
    ...whyNot(mine),
    fields(people),
  ];
}

type Label = 'run' | Authority['right'];

/** `except`: whoever asked for it never approves it. */
function whoMay(authority: Authority, label: Label, except: string | null = null): Field {
  const who = inner(holdersText(authority, except));
  const value = authority.mine ? say('explain.not_you', { who }) : say('explain.and_you', { who });
  return { label: labels[label], value };
}

const labels: Readonly<Record<Label, Text>> = {
  run: say('explain.run'),
  read: say('explain.read'),
  values: say('explain.values'),
  operate: say('explain.operate'),
  approve: say('explain.approver'),
};

/** Of one's own change one is no approver, whatever else one is. */
function approverField(authority: Authority, own: boolean): Field {
  const who = inner(holdersText(authority, null));
  const label = say('explain.approve');
  if (authority.mine) return { label, value: say('explain.not_you', { who }) };
  return { label, value: own ? say('explain.never_you', { who }) : say('explain.and_you', { who }) };
}

function holdersText({ everybody, people, groups }: Authority, except: string | null): Text {
  const holders = [
    ...(everybody ? [say('explain.everybody')] : []),
    ...people.filter(name => name !== except).map(name => verbatim(name)),
    ...groups.map(group => say('explain.group', { group: code(group) })),
  ];
  return holders.length > 0 ? quantity(list(holders)) : say('explain.nobody');
}

const whyNot = (refusal: Refusal | null): Document =>
  refusal ? [{ type: 'heading', text: say('explain.why_not') }, sentences(refusal)] : [];

const whyRefused = (refusal: Refusal): Document => [
  { type: 'heading', text: say('explain.why_refused') },
  sentences(refusal),
];

function sentences(refusal: Refusal): Element {
  const { message, why, todo } = sentencesOf(refusal);
  return { type: 'list', items: [{ text: message, tone: 'warning' }, { text: why }, { text: todo }] };
}

const nothingStored: Element = { type: 'note', texts: [say('explain.nothing_stored')] };

const verdict = (tone: 'info' | 'warning' | 'good', text: Text): Element => ({ type: 'verdict', tone, text });
const fields = (shown: readonly Field[]): Element => ({ type: 'fields', fields: shown });
