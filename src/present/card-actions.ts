import type { Button, Document, Element } from '../core/document.ts';
import { code, say, type Text } from '../core/message.ts';
import { isOver, type Operation } from '../core/operation.ts';
import { shortHash } from '../core/plan.ts';

/** Which operation, which plan, and how to vote without a button. */
export function smallPrint({ id, hash, state, rule, plan }: Operation): Element {
  const typed = rule.typed ? ` ${plan.cluster}` : '';
  return {
    type: 'note',
    texts: [
      say('card.small.id', { id, hash: shortHash(hash) }),
      ...(state === 'awaiting_approval'
        ? [say('card.small.typed', { approve: code(`approve ${id}${typed}`), deny: code(`deny ${id}`) })]
        : []),
    ],
  };
}

/** A button carries the operation and its plan's hash, and nothing else: facts are read again at every click. */
export function cardButtons(operation: Operation): Document {
  if (operation.state === 'stale') return [{ type: 'actions', buttons: [replan(operation)] }];
  if (isOver(operation.state) || operation.cancel) return [];
  const waits = operation.state === 'awaiting_approval';
  return [
    {
      type: 'actions',
      buttons: waits ? [approve(operation), deny(operation), cancel(operation)] : [cancel(operation)],
    },
  ];
}

/** Nothing is begun by it: it makes a plan, with votes of its own. */
const replan = (operation: Operation): Button => ({
  action: 'replan',
  value: ticketOf(operation),
  label: say('card.button.replan'),
  style: 'primary',
});

const ticketOf = ({ id, hash }: Operation): string => `${id}:${shortHash(hash)}`;
const aboutOf = ({ plan }: Operation) => ({ line: code(plan.line), cluster: plan.cluster });

/** Where the name has to be typed, that is the question; a second one before it would only train people to click on. */
function approve(operation: Operation): Button {
  const button: Button = {
    action: 'approve',
    value: ticketOf(operation),
    label: say('card.button.approve'),
    style: 'primary',
  };
  if (operation.rule.typed) return button;
  const text = say('card.confirm.approve.text', aboutOf(operation));
  return { ...button, confirm: asked(say('card.confirm.approve.title'), text, say('card.button.approve')) };
}

/** Whoever denies is asked why, by a modal: that is the question whether they mean it, too. */
const deny = (operation: Operation): Button => ({
  action: 'deny',
  value: ticketOf(operation),
  label: say('card.button.deny'),
  style: 'danger',
});

function cancel(operation: Operation): Button {
  const running = operation.state === 'running';
  const label = operation.state === 'awaiting_approval' ? say('card.button.withdraw') : say('card.button.cancel');
  const text = running
    ? say('card.confirm.cancel.running', aboutOf(operation))
    : say('card.confirm.cancel.text', aboutOf(operation));
  return {
    action: 'cancel',
    value: ticketOf(operation),
    label,
    confirm: asked(say('card.confirm.cancel.title'), text, label),
  };
}

const asked = (title: Text, text: Text, confirm: Text): NonNullable<Button['confirm']> => ({
  title,
  text,
  confirm,
  deny: say('card.button.keep'),
});
