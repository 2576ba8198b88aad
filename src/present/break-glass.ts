import { awaitsReview, NAG_MS } from '../core/break-glass.ts';
import type { Document, Element } from '../core/document.ts';
import { code, duration, list, say, time, verbatim } from '../core/message.ts';
import { isOver, type Operation } from '../core/operation.ts';
import { shortHash } from '../core/plan.ts';

/** What stands on the card of a change that nobody approved: loud, and second only to the verdict. */
export function presentBreakGlass(operation: Operation, approvers: readonly string[]): Document {
  const { breakGlass, requester, expiresAt, state } = operation;
  if (!breakGlass) return [];
  const { incident, review } = breakGlass;
  const others = approvers.filter(name => name !== requester.name).map(name => verbatim(name));
  const reviewed = review
    ? { text: say('break_glass.reviewed', { name: review.name, at: time(review.at) }), tone: 'good' as const }
    : { text: say('break_glass.unreviewed'), tone: 'warning' as const };
  return [
    {
      type: 'list',
      items: [
        { tone: 'bad', text: say('break_glass.banner', { name: requester.name, incident }) },
        ...(isOver(state) || others.length === 0 ? [] : [{ text: say('break_glass.watch', { names: list(others) }) }]),
        ...(state === 'queued' ? [{ text: say('break_glass.until', { until: time(expiresAt) }) }] : []),
        ...(review || awaitsReview(operation) ? [reviewed] : []),
      ],
    },
  ];
}

/** The message that comes back until a second person signs. */
export function presentReview(operation: Operation): Document {
  const { plan, requester, breakGlass, id } = operation;
  const about = { cluster: plan.cluster, line: code(plan.line) };
  const review = breakGlass?.review;
  const by = say('review.by', { name: requester.name, incident: breakGlass?.incident ?? '–' });
  if (review) {
    return [
      { type: 'verdict', tone: 'good', text: say('review.done', { ...about, name: review.name }) },
      {
        type: 'list',
        items: [{ text: by }, { text: say('break_glass.reviewed', { name: review.name, at: time(review.at) }) }],
      },
    ];
  }
  const command = code(`review ${id}`);
  return [
    { type: 'verdict', tone: 'bad', text: say('review.due', about) },
    {
      type: 'list',
      items: [
        { text: by },
        { text: say('review.todo') },
        { text: say('review.who', { name: requester.name, command, every: duration(NAG_MS) }) },
      ],
    },
    { type: 'note', texts: [say('review.time', { count: Math.max(1, breakGlass?.nags ?? 1) })] },
    button(operation),
  ];
}

const button = ({ id, hash, plan }: Operation): Element => ({
  type: 'actions',
  buttons: [
    {
      action: 'review',
      value: `${id}:${shortHash(hash)}`,
      label: say('review.button'),
      style: 'primary',
      confirm: {
        title: say('review.confirm.title'),
        text: say('review.confirm.text', { line: code(plan.line), cluster: plan.cluster }),
        confirm: say('review.button'),
        deny: say('card.button.keep'),
      },
    },
  ],
});
