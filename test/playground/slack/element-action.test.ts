import { describe, expect, it } from 'vitest';
import { elementAction, stateValue } from '../../../src/playground/slack/element-action.ts';

const found = (type: string) => ({ actionId: 'pick', blockId: 'b', element: { type, action_id: 'pick' } });

describe('what a person chose', () => {
  it.each([
    ['datetimepicker', '1790000000', { selected_date_time: 1_790_000_000 }],
    ['multi_users_select', ['U1', 'U2'], { selected_users: ['U1', 'U2'] }],
    ['multi_channels_select', ['C1'], { selected_channels: ['C1'] }],
    ['multi_conversations_select', ['C1'], { selected_conversations: ['C1'] }],
    ['timepicker', '09:00', { selected_time: '09:00' }],
  ] as const)('travels in the shape of a %s', (type, choice, shape) => {
    expect(elementAction(found(type), '1.0', choice)).toMatchObject({ type, action_id: 'pick', ...shape });
  });
});

describe('the state of an input', () => {
  const input = { type: 'plain_text_input', action_id: 'name', initial_value: 'etcd-1' };

  it('is its initial value while nobody touched it', () => {
    expect(stateValue(input, undefined)).toEqual({ type: 'plain_text_input', value: 'etcd-1' });
  });

  it('is empty once somebody emptied it', () => {
    expect(stateValue(input, '')).toEqual({ type: 'plain_text_input', value: null });
  });
});
