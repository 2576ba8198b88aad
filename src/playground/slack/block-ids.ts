import type { Block } from '@slack/types';
import { type Fields, fieldsOf, isFields, listOf } from './fields.ts';

/** Blocks with the ids Slack fills in where the app gave none. Call it on validated blocks only. */
export function withIds(blocks: unknown, newId: (prefix: string) => string): readonly Block[] {
  return listOf(blocks)
    .filter(isFields)
    .map(block => {
      const named = withActionIds(block, newId);
      return { ...named, type: String(block.type), block_id: String(block.block_id ?? newId('b').toLowerCase()) };
    });
}

function withActionIds(block: Fields, newId: (prefix: string) => string): Fields {
  const name = (element: unknown): unknown =>
    isFields(element) && interactive(element) && element.action_id === undefined
      ? { ...element, action_id: newId('a').toLowerCase() }
      : element;
  if (block.type === 'actions' || block.type === 'context_actions') {
    return { ...block, elements: listOf(block.elements).map(name) };
  }
  if (block.type === 'section' && block.accessory !== undefined) {
    return { ...block, accessory: name(block.accessory) };
  }
  return block.type === 'input' ? { ...block, element: name(block.element) } : block;
}

const interactive = (element: Fields): boolean => element.type !== 'image';

export interface FoundElement {
  readonly blockId: string;
  readonly actionId: string;
  readonly element: Fields;
}

/** Every interactive element in reading order, those of cards and containers included. */
export function elementsOf(blocks: readonly unknown[]): readonly FoundElement[] {
  return blocks.map(fieldsOf).flatMap(block => {
    const elements = [
      ...listOf(block.elements),
      ...listOf(block.actions),
      ...[block.accessory, block.element].filter(isFields),
    ];
    const own = elements.map(fieldsOf).flatMap(element => {
      const actionId = element.action_id;
      const blockId = String(block.block_id ?? '');
      return typeof actionId === 'string' ? [{ blockId, actionId, element }] : [];
    });
    const cards = block.type === 'carousel' ? listOf(block.elements) : [];
    return [...own, ...elementsOf([...listOf(block.child_blocks), ...cards])];
  });
}
