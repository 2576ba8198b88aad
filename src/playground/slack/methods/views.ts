import { type Fields, textOf } from '../fields.ts';
import type { Desk, Method } from '../method.ts';
import { SlackError } from '../slack-error.ts';
import { modalsOf, newHash, pushView, replaceView, viewContent, viewOutput } from '../views.ts';
import type { SlackView } from '../workspace.ts';

function open({ office, triggers }: Desk, args: Fields): Fields {
  viewContent(office, args.view);
  const user = triggers.redeem(textOf(args.trigger_id));
  return { view: viewOutput(office, pushView(office, user, args.view)) };
}

function push({ office, triggers }: Desk, args: Fields): Fields {
  viewContent(office, args.view);
  const user = triggers.redeem(textOf(args.trigger_id));
  const below = modalsOf(office, user).at(-1);
  if (!below) throw new SlackError('not_found');
  return { view: viewOutput(office, pushView(office, user, args.view, below)) };
}

function update({ office }: Desk, args: Fields): Fields {
  const modal = findModal(office.workspace.views.values(), args);
  if (!modal) throw new SlackError('not_found');
  const hash = textOf(args.hash);
  if (hash !== '' && hash !== modal.hash) throw new SlackError('hash_conflict');
  return { view: viewOutput(office, replaceView(office, modal, args.view)) };
}

function findModal(views: Iterable<SlackView>, args: Fields): SlackView | undefined {
  const id = textOf(args.view_id);
  const externalId = textOf(args.external_id);
  return [...views].find(view => (id === '' ? view.content.external_id === externalId : view.id === id));
}

function publish({ office }: Desk, args: Fields): Fields {
  const user = textOf(args.user_id);
  if (!office.workspace.users.has(user)) throw new SlackError('user_not_found');
  const previous = office.workspace.homes.get(user);
  const hash = textOf(args.hash);
  if (hash !== '' && previous && hash !== previous.hash) throw new SlackError('hash_conflict');
  const id = previous?.id ?? office.newId('V');
  const home = { id, user, rootId: id, hash: newHash(office), ...viewContent(office, args.view) };
  office.workspace.homes.set(user, home);
  office.changed({ kind: 'home', user });
  return { view: viewOutput(office, home) };
}

export const viewMethods: readonly Method[] = [
  { name: 'views.open', token: 'bot', scopes: [], run: open },
  { name: 'views.push', token: 'bot', scopes: [], run: push },
  { name: 'views.update', token: 'bot', scopes: [], run: update },
  { name: 'views.publish', token: 'bot', scopes: [], run: publish },
];
