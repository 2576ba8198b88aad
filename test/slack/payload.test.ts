import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deliveryId } from '../../src/slack/incoming.ts';
import { parsePayload } from '../../src/slack/payload.ts';

const self = { team: 'T1', enterprise: null, botUserId: 'UBOT' };
const parse = (body: unknown) => parsePayload(body, self);

const command = {
  command: '/etcd',
  text: 'status',
  user_id: 'U1',
  team_id: 'T1',
  enterprise_id: 'E1',
  channel_id: 'C1',
  channel_name: 'etcd',
  trigger_id: 't.1',
  response_url: 'https://hooks.slack.com/commands/1',
};
const mention = (event: object) => ({
  type: 'event_callback',
  event_id: 'Ev1',
  team_id: 'T1',
  event: { type: 'app_mention', user: 'U1', text: '<@UBOT> status', ts: '1.2', channel: 'C1', ...event },
});
const click = {
  type: 'block_actions',
  user: { id: 'U1', team_id: 'T1' },
  team: { id: 'T1' },
  trigger_id: 't.2',
  channel: { id: 'C1' },
  container: { type: 'message', message_ts: '1.2' },
  message: { ts: '1.2', thread_ts: '1.1' },
  actions: [{ type: 'button', action_id: 'approve', block_id: 'b', value: 'op:hash', action_ts: '3.4' }],
};

describe('a slash command', () => {
  it('is told with who and where', () => {
    expect(parse(command)).toEqual({
      kind: 'command',
      user: 'U1',
      team: 'T1',
      enterprise: 'E1',
      foreign: false,
      command: '/etcd',
      text: 'status',
      channel: 'C1',
      channelName: 'etcd',
      triggerId: 't.1',
      responseUrl: 'https://hooks.slack.com/commands/1',
    });
  });

  it('of another workspace is foreign', () => {
    expect(parse({ ...command, team_id: 'T2' })).toMatchObject({ foreign: true, team: 'T2' });
  });
});

describe('a mention', () => {
  it.each([
    ['<@UBOT> status', 'status'],
    ['<@UBOT|etcd>   status -c prod', 'status -c prod'],
    ['please <@UBOT> status', 'please   status'],
    ['<@UBOT> user add <@UBOT>', 'user add <@UBOT>'],
    ['<@UBOT>', ''],
    ['<@UBOT> get &lt;a&gt; <http://x.io|x.io>', 'get &lt;a&gt; <http://x.io|x.io>'],
  ])('%s asks "%s"', (text, asked) => {
    expect(parse(mention({ text }))).toMatchObject({ kind: 'mention', text: asked, thread: null, eventId: 'Ev1' });
  });

  it('in a thread names it', () => {
    expect(parse(mention({ thread_ts: '1.0' }))).toMatchObject({ thread: '1.0', ts: '1.2' });
  });

  it.each([
    ['an edit', { edited: { user: 'U1', ts: '1.3' } }],
    ['a message_changed', { subtype: 'message_changed' }],
    ['a message_deleted', { subtype: 'message_deleted' }],
    ['a thread_broadcast', { subtype: 'thread_broadcast' }],
    ['a bot_message', { subtype: 'bot_message' }],
    ['another bot', { bot_id: 'B1' }],
    ['this bot', { user: 'UBOT' }],
    ['nobody', { user: null }],
    ['a plain message', { type: 'message' }],
  ])('is left alone when it is %s', (_, event) => {
    expect(parse(mention(event)).kind).toBe('unsupported');
  });

  it.each([[{ user_team: 'T2' }], [{ source_team: 'T2' }], [{ team: 'T2' }]])(
    'of another workspace is foreign: %j',
    event => {
      expect(parse(mention(event))).toMatchObject({ kind: 'mention', foreign: true, team: 'T2' });
    },
  );
});

describe('a click', () => {
  it('is told with its value, message and thread', () => {
    expect(parse(click)).toMatchObject({
      kind: 'click',
      actionId: 'approve',
      value: 'op:hash',
      blockId: 'b',
      messageTs: '1.2',
      thread: '1.1',
      actionTs: '3.4',
      foreign: false,
    });
  });

  it('of somebody without a workspace is foreign', () => {
    expect(parse({ ...click, user: { id: 'U1' }, team: null })).toMatchObject({ foreign: true });
  });

  it.each([
    ['without an action', { actions: [] }],
    ['on a select', { actions: [{ ...click.actions[0], type: 'static_select' }] }],
    ['without a message', { message: null, container: {} }],
  ])('%s is left alone', (_, change) => {
    expect(parse({ ...click, ...change }).kind).toBe('unsupported');
  });
});

describe('a modal', () => {
  const view = {
    id: 'V1',
    callback_id: 'remove',
    private_metadata: '{"channel":"C1"}',
    hash: 'h',
    state: {
      values: {
        name: { name: { type: 'plain_text_input', value: 'etcd-3' } },
        tier: { tier: { type: 'static_select', selected_option: { value: 'two' } } },
        empty: { empty: { type: 'plain_text_input', value: null } },
      },
    },
  };
  const body = { user: { id: 'U1', team_id: 'T1' }, team: { id: 'T1' }, view };

  it('submitted gives its values', () => {
    expect(parse({ type: 'view_submission', ...body })).toMatchObject({
      kind: 'submission',
      callbackId: 'remove',
      values: { name: { name: 'etcd-3' }, tier: { tier: 'two' }, empty: { empty: null } },
      viewId: 'V1',
      hash: 'h',
    });
  });

  it('closed is told', () => {
    expect(parse({ type: 'view_closed', ...body })).toMatchObject({ kind: 'closed', viewId: 'V1' });
  });
});

describe('the id of a delivery', () => {
  it.each([
    [command, 'command:t.1'],
    [mention({}), 'event:Ev1'],
    [click, 'click:3.4:U1:approve'],
  ])('%#. is the same for the same', (body, id) => {
    expect(deliveryId(parse(body))).toBe(id);
  });
});

describe('anything else', () => {
  it('is unsupported with a reason, and never throws', () => {
    fc.assert(
      fc.property(fc.anything(), body => {
        const incoming = parse(body);
        expect(incoming.kind).toBe('unsupported');
        expect(incoming).toHaveProperty('why');
      }),
    );
  });

  it.each([['block_suggestion'], ['shortcut'], ['message_action']])('%s is left alone', type => {
    expect(parse({ type }).kind).toBe('unsupported');
  });
});
