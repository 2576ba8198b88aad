import { WebClient } from '@slack/web-api';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ASlack, aSlack } from '../../a-slack.ts';

const prod = 'C0PRODETCD';
let slack: ASlack;
let client: WebClient;
let now = Date.UTC(2026, 10, 22);

const clientOf = (token: string): WebClient =>
  new WebClient(token, {
    slackApiUrl: slack.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 500,
  });

beforeAll(async () => {
  slack = await aSlack({
    now: () => now,
    scopes: ['chat:write', 'users:read', 'usergroups:read', 'channels:history', 'files:write', 'channels:read'],
  });
});
afterAll(() => slack.close());
beforeEach(() => {
  client = clientOf(slack.tokens.bot);
  slack.faults.clear();
  now += 1_000;
});

const refusal = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error && 'data' in error ? error.data : error),
  );

describe('the Web API', () => {
  it('knows only the tokens it issued, each for its methods', async () => {
    expect(await refusal(clientOf('xoxb-1234-real').auth.test())).toMatchObject({ error: 'invalid_auth' });
    expect(await refusal(clientOf(slack.tokens.app).auth.test())).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await refusal(client.apps.connections.open())).toMatchObject({ error: 'not_allowed_token_type' });
    expect(await refusal(new WebClient(undefined, { slackApiUrl: slack.apiUrl }).auth.test())).toMatchObject({
      error: 'not_authed',
    });
    expect(await client.auth.test()).toMatchObject({
      user_id: 'U0ETCDBOT',
      bot_id: 'B0ETCDOPS',
      team_id: 'T0PLAYGRND',
    });
  });

  it('names the scope that is missing, and the method that is unknown', async () => {
    expect(await refusal(client.reactions.add({ channel: prod, timestamp: '1.1', name: 'eyes' }))).toMatchObject({
      error: 'missing_scope',
      needed: 'reactions:write',
    });
    expect(await refusal(client.apiCall('chat.whisper'))).toMatchObject({ error: 'unknown_method' });
  });

  it.each([
    ['channel_not_found', { channel: 'C0NOWHERE', text: 'hi' }],
    ['not_in_channel', { channel: 'C0NOBOT', text: 'hi' }],
    ['no_text', { channel: prod, text: '' }],
    ['thread_not_found', { channel: prod, text: 'hi', thread_ts: '1.000001' }],
    [
      'msg_blocks_too_long',
      {
        channel: prod,
        text: 'hi',
        blocks: Array.from({ length: 5 }, () => ({
          type: 'section' as const,
          text: { type: 'mrkdwn' as const, text: 'x'.repeat(3_000) },
        })),
      },
    ],
    [
      'metadata_too_large',
      { channel: prod, text: 'hi', metadata: { event_type: 'e', event_payload: { text: 'x'.repeat(16_001) } } },
    ],
  ])('answers %s', async (error, call) => {
    expect(await refusal(client.chat.postMessage(call))).toMatchObject({ ok: false, error });
  });

  it('refuses invalid blocks with pointers, from chat.postMessage and blocks.validate alike', async () => {
    const blocks = [{ type: 'section', text: { type: 'mrkdwn', text: 'x'.repeat(3_001) } }];
    const messages = ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'];
    const expected = { error: 'invalid_blocks', response_metadata: { messages } };
    expect(await refusal(client.chat.postMessage({ channel: prod, text: 'x', blocks }))).toMatchObject(expected);
    expect(await refusal(client.apiCall('blocks.validate', { blocks }))).toMatchObject(expected);
  });

  it("finds a message again by its metadata, edits only the bot's own, and truncates long text", async () => {
    const metadata = { event_type: 'etcd_chatops', event_payload: { kind: 'plan', operation: 'op-7' } };
    const posted = await client.chat.postMessage({ channel: prod, text: 'plan', metadata });
    const oldest = posted.ts ?? '';
    const found = await client.conversations.history({
      channel: prod,
      oldest,
      inclusive: true,
      include_all_metadata: true,
    });
    expect(found.messages).toMatchObject([{ ts: posted.ts, metadata }]);
    const plainly = await client.conversations.history({ channel: prod, oldest, inclusive: true });
    expect(plainly.messages?.[0]).not.toHaveProperty('metadata');

    const alices = await slack.people.type('U0ALICE', prod, 'hello');
    const ts = alices.kind === 'message' ? alices.ts : '';
    expect(await refusal(client.chat.update({ channel: prod, ts, text: 'x' }))).toMatchObject({
      error: 'cant_update_message',
    });
    expect(await refusal(client.chat.update({ channel: prod, ts: '1.1', text: 'x' }))).toMatchObject({
      error: 'message_not_found',
    });

    const long = await client.chat.postMessage({ channel: prod, text: 'x'.repeat(40_001) });
    expect(long.message?.text).toHaveLength(40_000);
  });

  it('keeps ephemeral messages from history, and pages it', async () => {
    await client.chat.postEphemeral({ channel: 'C0RANDOM', user: 'U0ALICE', text: 'psst' });
    for (const text of ['1', '2', '3']) await client.chat.postMessage({ channel: 'C0RANDOM', text });
    const first = await client.conversations.history({ channel: 'C0RANDOM', limit: 2 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await client.conversations.history({ channel: 'C0RANDOM', limit: 2, cursor });
    expect([...(first.messages ?? []), ...(second.messages ?? [])].map(each => each.text)).toEqual(['3', '2', '1']);
    expect(second.has_more).toBe(false);
  });

  it('tells who people are, and who belongs to a group', async () => {
    expect(await client.users.info({ user: 'U0GUEST' })).toMatchObject({ user: { is_restricted: true } });
    expect(await client.users.info({ user: 'U0GONE' })).toMatchObject({ user: { deleted: true } });
    expect(await client.users.info({ user: 'U0FOREIGN' })).toMatchObject({
      user: { team_id: 'T0OTHER', is_stranger: true },
    });
    expect(await client.usergroups.users.list({ usergroup: 'S0DBA' })).toMatchObject({ users: ['U0BOB', 'U0CAROL'] });
    expect(await refusal(client.usergroups.users.list({ usergroup: 'S0NONE' }))).toMatchObject({
      error: 'no_such_subteam',
    });
  });

  it('takes the bytes of an upload and posts the file', async () => {
    const file = Buffer.from('revision,key\n1,/pg/leader\n');
    await client.filesUploadV2({ channel_id: prod, file, filename: 'keys.csv', initial_comment: 'the keys' });
    const message = await slack.waitForMessage(prod, each => each.text === 'the keys');
    const kept = slack.workspace.files.get(message.files[0] ?? '');
    expect(kept?.bytes).toEqual(file);
  });
});

describe('injected faults', () => {
  it('limits the rate with Retry-After', async () => {
    slack.faults.api('chat.postMessage', { kind: 'rate_limited', retryAfterSeconds: 7 });
    const error: unknown = await client.chat.postMessage({ channel: prod, text: 'x' }).catch((each: unknown) => each);
    expect(error).toMatchObject({ retryAfter: 7 });
    expect(await client.chat.postMessage({ channel: prod, text: 'x' })).toMatchObject({ ok: true });
  });

  it('loses the answer of a message that was posted', async () => {
    slack.faults.api('chat.postMessage', { kind: 'lost_answer' });
    await expect(client.chat.postMessage({ channel: prod, text: 'lost?' })).rejects.toThrow();
    expect(slack.messages(prod).filter(each => each.text === 'lost?')).toHaveLength(1);
  });

  it.each([
    ['a broken server', { kind: 'status' as const, status: 503 }],
    ['a hanging server', { kind: 'hang' as const }],
    ['an error of choice', { kind: 'error' as const, error: 'fatal_error' }],
  ])('plays %s, once', async (_what, fault) => {
    slack.faults.api('users.info', fault);
    await expect(client.users.info({ user: 'U0BOB' })).rejects.toThrow();
    expect(await client.users.info({ user: 'U0BOB' })).toMatchObject({ ok: true });
    expect(slack.calls.named('users.info').map(call => call.fault)).toContain(fault.kind);
  });

  it('is out until it ends', async () => {
    slack.faults.outage();
    await expect(client.auth.test()).rejects.toThrow();
    slack.faults.endOutage();
    expect(await client.auth.test()).toMatchObject({ ok: true });
  });
});
