import type { Choice, Values } from '../../server/wire.ts';
import { type Fields, fieldsOf, listOf, textOf } from '../../slack/fields.ts';

export const keyOf = (blockId: string, actionId: string): string => `${blockId}.${actionId}`;

/** The id of an option or of anything else that can be chosen: an option's value, or the bare id. */
export const chosenId = (chosen: unknown): string =>
  typeof chosen === 'object' ? textOf(fieldsOf(chosen).value) : textOf(chosen);

/** What a field holds that nobody touched yet; null for elements that hold nothing. */
function initialChoice(element: Fields): Choice | null {
  const type = textOf(element.type);
  if (type === 'checkboxes' || type.startsWith('multi_')) {
    const many = Object.entries(element).find(([key]) => key.startsWith('initial_'))?.[1];
    return listOf(many).map(chosenId);
  }
  if (!/_input$|_select$|^radio_buttons$|picker$/.test(type)) return null;
  const one = Object.entries(element).find(([key]) => key.startsWith('initial_'))?.[1];
  return chosenId(one ?? '');
}

/** The state of every field of these blocks; what `kept` already holds stays. */
export function valuesOf(blocks: readonly unknown[], kept: Values = {}): Values {
  const values: Record<string, Choice> = {};
  for (const block of blocks.map(fieldsOf)) {
    for (const element of [block.element, block.accessory, ...listOf(block.elements)].map(fieldsOf)) {
      const choice = initialChoice(element);
      const key = keyOf(textOf(block.block_id), textOf(element.action_id));
      if (choice !== null) values[key] = kept[key] ?? choice;
    }
  }
  return values;
}

export function oneOf(values: Values, blockId: string, element: Fields): string {
  const choice = values[keyOf(blockId, textOf(element.action_id))];
  return typeof choice === 'string' ? choice : '';
}

export function manyOf(values: Values, blockId: string, element: Fields): readonly string[] {
  const choice = values[keyOf(blockId, textOf(element.action_id))];
  return choice === undefined || typeof choice === 'string' ? [] : choice;
}
