import type { ViewOutput, ViewStateValue } from '@slack/bolt';
import { withIds } from './block-ids.ts';
import { faultsOfView } from './block-kit.ts';
import { type Fields, fieldsOf, flagOf, isFields, textOf } from './fields.ts';
import { limits } from './limits.ts';
import type { Office } from './office.ts';
import { refuseFaults } from './post.ts';
import { SlackError } from './slack-error.ts';
import { caps, type SlackView, trim } from './workspace.ts';

export type ViewValues = Readonly<Record<string, Readonly<Record<string, ViewStateValue>>>>;

/** Validated content of a view. Throws invalid_arguments (with pointers) and view_too_large. */
export function viewContent(office: Office, view: unknown): Pick<SlackView, 'type' | 'content' | 'blocks' | 'errors'> {
  if (!isFields(view)) throw new SlackError('invalid_arguments');
  if (JSON.stringify(view).length > limits.viewBytes) throw new SlackError('view_too_large');
  refuseFaults(faultsOfView(view), 'invalid_arguments');
  const type = view.type === 'home' ? 'home' : 'modal';
  return { type, content: view, blocks: withIds(view.blocks, office.newId), errors: {} };
}

/** A person's open modals, the one on top last. */
export const modalsOf = (office: Office, user: string): readonly SlackView[] =>
  [...office.workspace.views.values()].filter(view => view.user === user);

/** Puts a modal on top of the given one, or starts a new stack. Throws push_limit_reached. */
export function pushView(office: Office, user: string, view: unknown, below?: SlackView): SlackView {
  if (below && modalsOf(office, user).length >= limits.viewStack) throw new SlackError('push_limit_reached');
  const id = office.newId('V');
  const modal: SlackView = {
    id,
    user,
    rootId: below?.rootId ?? id,
    ...(below ? { previousId: below.id } : {}),
    hash: newHash(office),
    ...viewContent(office, view),
  };
  office.workspace.views.set(id, modal);
  trim(office.workspace.views, caps.views);
  office.changed({ kind: 'view', user });
  return modal;
}

export function replaceView(office: Office, modal: SlackView, view: unknown): SlackView {
  const replaced = { ...modal, ...viewContent(office, view), hash: newHash(office) };
  office.workspace.views.set(modal.id, replaced);
  office.changed({ kind: 'view', user: modal.user });
  return replaced;
}

export function setErrors(office: Office, modal: SlackView, errors: Readonly<Record<string, string>>): void {
  office.workspace.views.set(modal.id, { ...modal, errors });
  office.changed({ kind: 'view', user: modal.user });
}

export function dropViews(office: Office, user: string, ids: readonly string[]): void {
  for (const id of ids) office.workspace.views.delete(id);
  office.changed({ kind: 'view', user });
}

export const newHash = (office: Office): string =>
  `${Math.floor(office.now() / 1_000)}.${office.newSecret().replaceAll('-', '').slice(0, 8)}`;

/** A view as payloads and answers show it. */
export function viewOutput(office: Office, view: SlackView, values: ViewValues = {}): ViewOutput {
  const { team, app } = office.workspace;
  const { content } = view;
  const externalId = textOf(content.external_id);
  return {
    id: view.id,
    type: view.type,
    team_id: team.id,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
    callback_id: textOf(content.callback_id),
    title: plain(content.title) ?? { type: 'plain_text', text: '' },
    submit: plain(content.submit) ?? null,
    close: plain(content.close) ?? null,
    blocks: [...view.blocks],
    state: { values: Object.fromEntries(Object.entries(values).map(([id, fields]) => [id, { ...fields }])) },
    hash: view.hash,
    private_metadata: textOf(content.private_metadata),
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    clear_on_close: flagOf(content.clear_on_close),
    notify_on_close: flagOf(content.notify_on_close),
    ...(externalId ? { external_id: externalId } : {}),
  };
}

function plain(value: unknown): ViewOutput['title'] | undefined {
  const fields: Fields = fieldsOf(value);
  return isFields(value) ? { type: 'plain_text', text: textOf(fields.text), emoji: true } : undefined;
}
