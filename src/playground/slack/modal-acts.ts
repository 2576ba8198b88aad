import type { ViewStateValue } from '@slack/bolt';
import { elementsOf } from './block-ids.ts';
import type { Courier } from './courier.ts';
import { type Choice, stateValue } from './element-action.ts';
import type { Delivery } from './envelope.ts';
import { fieldsOf, flagOf, isFields, textOf } from './fields.ts';
import type { Desk } from './method.ts';
import { closedPayload, submissionPayload } from './payloads.ts';
import { openHomeAs } from './person-posts.ts';
import { personOf } from './persons.ts';
import { SlackError } from './slack-error.ts';
import { dropViews, modalsOf, pushView, replaceView, setErrors, type ViewValues } from './views.ts';
import type { SlackView } from './workspace.ts';

/** What a person filled in: by block_id, or by block_id and action_id. */
export type Typed = Readonly<Record<string, Choice>>;

/** How a submission ended. `incomplete`: Slack itself asks for the missing fields, and the app hears nothing. */
export type Submitted =
  | { readonly kind: 'closed' | 'errors' | 'updated' | 'pushed'; readonly delivery: Delivery }
  | { readonly kind: 'incomplete'; readonly errors: Readonly<Record<string, string>> }
  | { readonly kind: 'failed'; readonly delivery: Delivery };

export interface ModalActs {
  readonly submitView: (user: string, viewId: string, values?: Typed) => Promise<Submitted>;
  readonly closeView: (user: string, viewId: string) => Promise<Delivery | undefined>;
  readonly openHome: (user: string) => Promise<Delivery>;
}

export function createModalActs(desk: Desk, courier: Courier): ModalActs {
  return {
    submitView: (user, viewId, values = {}) => submit(desk, courier, user, viewId, values),
    closeView: (user, viewId) => close(desk, courier, user, viewId),
    openHome: user => openHomeAs(desk, courier, personOf(desk, user)),
  };
}

async function submit(desk: Desk, courier: Courier, user: string, viewId: string, typed: Typed): Promise<Submitted> {
  const { office } = desk;
  const view = viewOf(desk, user, viewId);
  const missing = missingInputs(view, typed);
  setErrors(office, view, missing);
  if (Object.keys(missing).length > 0) return { kind: 'incomplete', errors: missing };
  const values = valuesOf(view, typed);
  const payload = submissionPayload(office, personOf(desk, user), view, values, desk.triggers.issue(user));
  const delivery = await courier.deliver({ type: 'interactive', payload });
  if (delivery.kind !== 'acknowledged') {
    setErrors(office, view, { '': 'We had some trouble connecting. Try again?' });
    return { kind: 'failed', delivery };
  }
  try {
    return { kind: applyAck(desk, user, viewId, delivery.body), delivery };
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    setErrors(office, view, { '': `We had some trouble connecting (${error.code}). Try again?` });
    return { kind: 'failed', delivery };
  }
}

/** Carries out `response_action`; without one the view closes and the one below shows again. */
function applyAck(desk: Desk, user: string, viewId: string, body: unknown): 'closed' | 'errors' | 'updated' | 'pushed' {
  const { office } = desk;
  const view = office.workspace.views.get(viewId);
  const answer = fieldsOf(body);
  if (!view) return 'closed';
  switch (answer.response_action) {
    case 'errors':
      setErrors(
        office,
        view,
        Object.fromEntries(Object.entries(fieldsOf(answer.errors)).map(([id, text]) => [id, textOf(text)])),
      );
      return 'errors';
    case 'update':
      replaceView(office, view, answer.view);
      return 'updated';
    case 'push':
      pushView(office, user, answer.view, view);
      return 'pushed';
    case 'clear':
      dropViews(
        office,
        user,
        modalsOf(office, user).map(each => each.id),
      );
      return 'closed';
    default:
      dropViews(office, user, [view.id]);
      return 'closed';
  }
}

async function close(desk: Desk, courier: Courier, user: string, viewId: string): Promise<Delivery | undefined> {
  const view = viewOf(desk, user, viewId);
  dropViews(desk.office, user, [view.id]);
  if (!flagOf(view.content.notify_on_close)) return undefined;
  const payload = closedPayload(desk.office, personOf(desk, user), view, false);
  return courier.deliver({ type: 'interactive', payload });
}

function viewOf({ office }: Desk, user: string, id: string): SlackView {
  const view = office.workspace.views.get(id);
  if (!view || view.user !== user) throw new SlackError('view_not_found');
  return view;
}

const choiceFor = (typed: Typed, blockId: string, actionId: string): Choice | undefined =>
  typed[`${blockId}.${actionId}`] ?? typed[blockId] ?? typed[actionId];

function inputsOf(view: SlackView) {
  return view.blocks
    .filter(block => block.type === 'input')
    .flatMap(block => elementsOf([block]).map(found => ({ ...found, optional: flagOf(fieldsOf(block).optional) })));
}

function missingInputs(view: SlackView, typed: Typed): Readonly<Record<string, string>> {
  const empty = inputsOf(view).filter(({ optional, blockId, actionId, element }) => {
    const { type: _type, ...value } = stateValue(element, choiceFor(typed, blockId, actionId));
    return !optional && Object.values(value).every(each => each === null || (Array.isArray(each) && each.length === 0));
  });
  return Object.fromEntries(empty.map(({ blockId }) => [blockId, 'Please complete this required field.']));
}

/** The state of a view's inputs as payloads carry it. */
export function valuesOf(view: SlackView, typed: Typed): ViewValues {
  const values: Record<string, Record<string, ViewStateValue>> = {};
  for (const { blockId, actionId, element } of inputsOf(view)) {
    if (!isFields(element)) continue;
    values[blockId] = { ...values[blockId], [actionId]: stateValue(element, choiceFor(typed, blockId, actionId)) };
  }
  return values;
}
