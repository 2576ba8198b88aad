import { elementsOf, type FoundElement } from './block-ids.ts';
import type { Courier } from './courier.ts';
import { type Choice, elementAction } from './element-action.ts';
import type { Delivery } from './envelope.ts';
import { fieldsOf, isFields } from './fields.ts';
import { addMessage, findMessage } from './messages.ts';
import type { Desk } from './method.ts';
import { createModalActs, type ModalActs, type Typed as TypedValues, valuesOf } from './modal-acts.ts';
import { clickPayload, slashPayload, viewClickPayload } from './payloads.ts';
import { postAs, type Said } from './person-posts.ts';
import { personOf, placeOf } from './persons.ts';
import { byBot } from './post.ts';
import { answer } from './response-urls.ts';
import { SlackError } from './slack-error.ts';
import { escapeCommand, smarten } from './typed-text.ts';
import type { SlackChannel, SlackMessage, SlackUser } from './workspace.ts';

export interface TypeOptions {
  /** The ts of the parent message. */
  readonly thread?: string;
  /** Curly quotes and dashes, as keyboards make them. */
  readonly smart?: boolean;
}

export interface Target {
  readonly actionId: string;
  /** Needed only where an action_id stands in several blocks. */
  readonly blockId?: string;
  /** For elements with something to choose. */
  readonly choice?: Choice;
}

/** People acting in the workspace, each by user id. Unknown ids throw SlackError. */
export interface People extends ModalActs {
  readonly type: (user: string, channel: string, text: string, options?: TypeOptions) => Promise<Said>;
  readonly click: (user: string, channel: string, ts: string, target: Target | string) => Promise<Delivery>;
  readonly clickInView: (user: string, viewId: string, target: Target, values?: TypedValues) => Promise<Delivery>;
}

export function createPeople(desk: Desk, courier: Courier): People {
  return {
    ...createModalActs(desk, courier),
    type: (user, channel, text, options = {}) => type(desk, courier, user, channel, text, options),
    click: (user, channel, ts, target) =>
      click(desk, courier, user, channel, ts, typeof target === 'string' ? { actionId: target } : target),
    async clickInView(user, viewId, target, values = {}) {
      const { workspace } = desk.office;
      const view = workspace.views.get(viewId) ?? [...workspace.homes.values()].find(each => each.id === viewId);
      if (!view || view.user !== user) throw new SlackError('view_not_found');
      const actor = personOf(desk, user);
      const action = elementAction(elementFor(view.blocks, target), seconds(desk), target.choice);
      const payload = viewClickPayload(
        desk.office,
        actor,
        view,
        valuesOf(view, values),
        action,
        desk.triggers.issue(user),
      );
      return courier.deliver({ type: 'interactive', payload });
    },
  };
}

async function type(
  desk: Desk,
  courier: Courier,
  userId: string,
  channelId: string,
  typed: string,
  options: TypeOptions,
): Promise<Said> {
  const { office } = desk;
  const user = personOf(desk, userId);
  const channel = placeOf(desk, user, channelId);
  const text = options.smart ? smarten(typed) : typed;
  const command = /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(text);
  if (!command) return postAs(desk, courier, user, channel, text, options.thread);
  if (options.thread !== undefined) {
    return refuse(desk, user, channel, `${command[1]} is not supported in threads. Sorry!`, options.thread);
  }
  if (command[1] !== office.workspace.app.command) {
    return refuse(desk, user, channel, `${command[1]} is not a valid command.`);
  }
  const escaped = escapeCommand(office.workspace, (command[2] ?? '').trim());
  return { kind: 'command', delivery: await runCommand(desk, courier, user, channel, escaped) };
}

async function runCommand(
  desk: Desk,
  courier: Courier,
  user: SlackUser,
  channel: SlackChannel,
  text: string,
): Promise<Delivery> {
  const { office } = desk;
  const origin = { channel: channel.id, user: user.id };
  const handles = { responseUrl: desk.responses.issue(origin), triggerId: desk.triggers.issue(user.id) };
  const payload = slashPayload(office, user, channel, text, handles);
  const delivery = await courier.deliver({ type: 'slash_commands', payload });
  if (delivery.kind === 'acknowledged') answerAck(desk, origin, delivery.body);
  else note(desk, user, channel, `${payload.command} failed with the error "${errorOf(delivery)}"`);
  return delivery;
}

/** An acknowledgement may carry the answer: a text, or a message. A bad one is shown as Slack's error. */
function answerAck(desk: Desk, origin: { readonly channel: string; readonly user: string }, body: unknown): void {
  const message = typeof body === 'string' ? { text: body } : fieldsOf(body);
  if (message.text === undefined && message.blocks === undefined) return;
  try {
    answer(desk.office, origin, message);
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    answer(desk.office, origin, { text: `/etcd failed with the error "${error.code}"` });
  }
}

async function click(
  desk: Desk,
  courier: Courier,
  userId: string,
  channelId: string,
  ts: string,
  target: Target,
): Promise<Delivery> {
  const { office } = desk;
  const user = personOf(desk, userId);
  const channel = placeOf(desk, user, channelId);
  const message = findMessage(office.workspace, channel.id, ts);
  if (!message || (message.ephemeralTo !== undefined && message.ephemeralTo !== user.id)) {
    throw new SlackError('message_not_found');
  }
  const action = elementAction(elementFor(message.blocks, target), seconds(desk), target.choice);
  const payload = clickPayload(office, user, channel, message, action, handlesFor(desk, user, message));
  const delivery = await courier.deliver({ type: 'interactive', payload });
  if (delivery.kind !== 'acknowledged') {
    note(desk, user, channel, `This didn't work: "${errorOf(delivery)}". Try again.`, message.threadTs);
  }
  return delivery;
}

const handlesFor = (desk: Desk, user: SlackUser, message: SlackMessage) => ({
  triggerId: desk.triggers.issue(user.id),
  responseUrl: desk.responses.issue({
    channel: message.channel,
    user: user.id,
    messageTs: message.ts,
    ...(message.threadTs ? { threadTs: message.threadTs } : {}),
  }),
});

function elementFor(blocks: readonly unknown[], target: Target): FoundElement {
  const found = elementsOf(blocks.filter(isFields)).find(
    each => each.actionId === target.actionId && (target.blockId === undefined || each.blockId === target.blockId),
  );
  if (!found) throw new SlackError('action_not_found');
  return found;
}

function refuse(desk: Desk, user: SlackUser, channel: SlackChannel, reason: string, thread?: string): Said {
  note(desk, user, channel, reason, thread);
  return { kind: 'refused', reason };
}

/** What Slack itself tells one person. */
function note(desk: Desk, user: SlackUser, channel: SlackChannel, text: string, thread?: string): void {
  const place = { channel: channel.id, ephemeralTo: user.id, ...(thread ? { threadTs: thread } : {}) };
  addMessage(desk.office, { ...byBot(desk.office), user: 'USLACKBOT', ...place, text, blocks: [] });
}

const errorOf = (delivery: Delivery): string =>
  delivery.kind === 'timeout'
    ? 'operation_timeout'
    : delivery.kind === 'refused'
      ? 'dispatch_failed'
      : 'dispatch_unreachable';

const seconds = ({ office }: Desk): string => (office.now() / 1_000).toFixed(6);
