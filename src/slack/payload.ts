import { z } from 'zod';
import type { Incoming, Person, Self, Unsupported } from './incoming.ts';

/** Everything that arrives from Slack, parsed once. What we do not handle, or must not, is `unsupported` with the reason. */
export function parsePayload(body: unknown, self: Self): Incoming {
  const kind = envelope.safeParse(body);
  if (!kind.success) return unsupported('not an object');
  if (kind.data.command !== undefined) return read(commands, body, payload => commandOf(payload, self));
  switch (kind.data.type) {
    case 'event_callback':
      return read(events, body, payload => eventOf(payload, self));
    case 'block_actions':
      return read(clicks, body, payload => clickOf(payload, self));
    case 'view_submission':
      return read(views, body, payload => submissionOf(payload, self));
    case 'view_closed':
      return read(views, body, payload => closedOf(payload, self));
    default:
      return unsupported(`payload of type ${kind.data.type ?? 'unknown'}`);
  }
}

const unsupported = (why: string): Unsupported => ({ kind: 'unsupported', why });

function read<T>(schema: z.ZodType<T>, body: unknown, use: (payload: T) => Incoming): Incoming {
  const parsed = schema.safeParse(body);
  if (parsed.success) return use(parsed.data);
  const fields = parsed.error.issues.map(issue => issue.path.join('.')).join(', ');
  return unsupported(`unexpected payload: ${fields}`);
}

const person = (user: string, team: string, enterprise: string | null | undefined, self: Self): Person => ({
  user,
  team,
  enterprise: enterprise ?? null,
  foreign: team !== self.team,
});

const envelope = z.object({ type: z.string().optional(), command: z.string().optional() });

const commands = z.object({
  command: z.string(),
  text: z.string().default(''),
  user_id: z.string().min(1),
  team_id: z.string().min(1),
  enterprise_id: z.string().nullish(),
  channel_id: z.string().min(1),
  channel_name: z.string().default(''),
  trigger_id: z.string().min(1),
  response_url: z.string().nullish(),
});

const commandOf = (payload: z.infer<typeof commands>, self: Self): Incoming => ({
  kind: 'command',
  ...person(payload.user_id, payload.team_id, payload.enterprise_id, self),
  command: payload.command,
  text: payload.text,
  channel: payload.channel_id,
  channelName: payload.channel_name,
  triggerId: payload.trigger_id,
  responseUrl: payload.response_url ?? null,
});

const events = z.object({
  event_id: z.string().min(1),
  team_id: z.string().min(1),
  enterprise_id: z.string().nullish(),
  event: z.object({
    type: z.string(),
    subtype: z.string().nullish(),
    user: z.string().nullish(),
    bot_id: z.string().nullish(),
    text: z.string().nullish(),
    ts: z.string().nullish(),
    thread_ts: z.string().nullish(),
    channel: z.string().nullish(),
    edited: z.unknown().optional(),
    team: z.string().nullish(),
    user_team: z.string().nullish(),
    source_team: z.string().nullish(),
  }),
});

function eventOf({ event, ...body }: z.infer<typeof events>, self: Self): Incoming {
  if (event.type !== 'app_mention' && event.type !== 'app_home_opened') return unsupported(`event ${event.type}`);
  const { user } = event;
  if (event.subtype) return unsupported(`message of subtype ${event.subtype}`);
  if (event.bot_id || !user) return unsupported('written by a bot');
  if (user === self.botUserId) return unsupported('written by this bot');
  if (event.edited) return unsupported('an edited message');
  const team = event.user_team ?? event.source_team ?? event.team ?? body.team_id;
  const who = person(user, team, body.enterprise_id, self);
  if (event.type === 'app_home_opened') return { kind: 'homeOpened', ...who, eventId: body.event_id };
  if (!event.channel || !event.ts) return unsupported('a mention without its place');
  return {
    kind: 'mention',
    ...who,
    text: withoutMention(event.text ?? '', self.botUserId),
    channel: event.channel,
    thread: event.thread_ts ?? null,
    ts: event.ts,
    eventId: body.event_id,
  };
}

/** The first mention goes; a second one is somebody's argument. */
const withoutMention = (text: string, botUserId: string): string =>
  text.replace(new RegExp(`<@${botUserId}(\\|[^>]*)?>`), ' ').trim();

const people = z.object({ id: z.string().min(1), team_id: z.string().nullish() });
const workspace = z.object({ id: z.string().min(1), enterprise_id: z.string().nullish() }).nullish();
const organisation = z.object({ id: z.string() }).nullish();

const clicks = z.object({
  user: people,
  team: workspace,
  enterprise: organisation,
  trigger_id: z.string().default(''),
  response_url: z.string().nullish(),
  channel: z.object({ id: z.string().min(1) }),
  container: z.object({ message_ts: z.string().nullish(), thread_ts: z.string().nullish() }).default({}),
  message: z.object({ ts: z.string(), thread_ts: z.string().nullish() }).nullish(),
  actions: z
    .array(
      z.object({
        type: z.string(),
        action_id: z.string(),
        block_id: z.string().default(''),
        value: z.string().default(''),
        action_ts: z.string(),
      }),
    )
    .min(1),
});

function clickOf(payload: z.infer<typeof clicks>, self: Self): Incoming {
  const [action] = payload.actions;
  const messageTs = payload.message?.ts ?? payload.container.message_ts;
  if (action?.type !== 'button') return unsupported(`an action of type ${action?.type ?? 'unknown'}`);
  if (!messageTs) return unsupported('a click on no message');
  const thread = payload.message?.thread_ts ?? payload.container.thread_ts ?? null;
  return {
    kind: 'click',
    ...personOf(payload, self),
    actionId: action.action_id,
    value: action.value,
    blockId: action.block_id,
    channel: payload.channel.id,
    messageTs,
    thread,
    triggerId: payload.trigger_id,
    actionTs: action.action_ts,
    responseUrl: payload.response_url ?? null,
  };
}

type Signed = Pick<z.infer<typeof clicks>, 'user' | 'team' | 'enterprise'>;

/** Nobody's workspace is ours by default: without one a person is foreign. */
const personOf = ({ user, team, enterprise }: Signed, self: Self): Person =>
  person(user.id, user.team_id ?? team?.id ?? '', enterprise?.id ?? team?.enterprise_id, self);

const inputs = z.object({
  value: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

const views = z.object({
  user: people,
  team: workspace,
  enterprise: organisation,
  view: z.object({
    id: z.string(),
    callback_id: z.string().default(''),
    private_metadata: z.string().default(''),
    hash: z.string().default(''),
    state: z.object({ values: z.record(z.string(), z.record(z.string(), inputs)) }).default({ values: {} }),
  }),
});

function submissionOf(payload: z.infer<typeof views>, self: Self): Incoming {
  const { view } = payload;
  const blocks = Object.entries(view.state.values).map(
    ([block, fields]) =>
      [
        block,
        Object.fromEntries(
          Object.entries(fields).map(([name, field]) => [name, field.value ?? field.selected_option?.value ?? null]),
        ),
      ] as const,
  );
  return {
    kind: 'submission',
    ...personOf(payload, self),
    callbackId: view.callback_id,
    values: Object.fromEntries(blocks),
    privateMetadata: view.private_metadata,
    viewId: view.id,
    hash: view.hash,
  };
}

const closedOf = (payload: z.infer<typeof views>, self: Self): Incoming => ({
  kind: 'closed',
  ...personOf(payload, self),
  callbackId: payload.view.callback_id,
  viewId: payload.view.id,
  privateMetadata: payload.view.private_metadata,
});
