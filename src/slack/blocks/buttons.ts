import type { ActionsBlock, ConfirmationDialog, PlainTextElement, Button as SlackButton } from '@slack/types';
import type { Button } from '../../core/document.ts';
import { plain, type Text } from '../../core/message.ts';
import { cut, oneLine, orDash } from './harmless.ts';
import { limits } from './limits.ts';
import type { Tell } from './table.ts';

/** Text that Slack shows as it is: no markup, no `:emoji:`. */
export const plainText = (text: string, max: number): PlainTextElement => ({
  type: 'plain_text',
  emoji: false,
  text: orDash(cut(oneLine(text), max)),
});

/**
 * Rows of buttons. An action id may stand only once in a block, so a second button of the same action opens a new one.
 * A button whose action or value is longer than Slack carries is left out: cut short, it would mean something else.
 */
export function actionBlocks(buttons: readonly Button[], tell: Tell): readonly ActionsBlock[] {
  const rows: Button[][] = [];
  for (const button of buttons.filter(isCarried)) {
    const row = rows.find(
      taken => taken.length < limits.actionsElements && taken.every(({ action }) => action !== button.action),
    );
    if (row) row.push(button);
    else rows.push([button]);
  }
  return rows.map(row => ({ type: 'actions', elements: row.map(button => drawButton(button, tell)) }));
}

const isCarried = ({ action, value }: Button): boolean =>
  action !== '' && action.length <= limits.actionId && value.length <= limits.buttonValue;

function drawButton({ action, value, label, style, confirm }: Button, tell: Tell): SlackButton {
  return {
    type: 'button',
    action_id: action,
    text: plainText(plain(tell(label)), limits.buttonText),
    ...(value === '' ? {} : { value }),
    ...(style ? { style } : {}),
    ...(confirm ? { confirm: drawConfirm(confirm, tell) } : {}),
  };
}

function drawConfirm(confirm: NonNullable<Button['confirm']>, tell: Tell): ConfirmationDialog {
  const draw = (text: Text, max: number): PlainTextElement => plainText(plain(tell(text)), max);
  return {
    title: draw(confirm.title, limits.confirmTitle),
    text: draw(confirm.text, limits.confirmText),
    confirm: draw(confirm.confirm, limits.confirmButton),
    deny: draw(confirm.deny, limits.confirmButton),
  };
}
