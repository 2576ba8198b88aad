import type { AuthRole, AuthState } from '../core/auth.ts';
import { ROOT } from '../core/auth.ts';
import type { Document, Element } from '../core/document.ts';
import type { AuthFacts } from '../core/facts/auth.ts';
import { code, codeText, inner, list, say, type Text, verbatim } from '../core/message.ts';
import { keysText } from './auth-steps.ts';
import { presentFault } from './faults.ts';
import { presentLogins } from './logins.ts';
import { dash, noteOf, quantity } from './note.ts';

/** Slack's tables end at 100 rows with the heading (docs.slack.dev/reference/block-kit/blocks/table-block). */
const MOST_ROWS = 99;

export function presentAuth(facts: AuthFacts): Document {
  const { cluster, state, about } = facts;
  if (!state.ok) {
    const phrase = inner(presentFault(state.fault));
    const verdict: Element = {
      type: 'verdict',
      tone: 'bad',
      text: say('auth.verdict.unreadable', { cluster, phrase }),
    };
    const rights = ['permission_denied', 'auth_required', 'auth_failed'].includes(state.fault.code);
    return [verdict, ...(rights ? [paragraph(say('auth.root_only'))] : []), noteOf(facts)];
  }
  return [...bodyOf(cluster, about, state.value), ...(about === 'status' ? presentLogins(facts) : []), noteOf(facts)];
}

function bodyOf(cluster: string, about: AuthFacts['about'], state: AuthState): Document {
  if (about === 'status') return statusOf(cluster, state);
  if (about === 'users') {
    const rows = state.users.map(({ name, roles }) => [codeText(name), namesOf(roles)]);
    const heading = say('auth.users.count', { cluster, count: rows.length });
    return listed(heading, [say('auth.column.user'), say('auth.column.roles')], rows);
  }
  if (about === 'roles') {
    const rows = state.roles.map(role => [codeText(role.name), permissionsOf(role), usersWith(role.name, state)]);
    const heading = say('auth.roles.count', { cluster, count: rows.length });
    return listed(heading, [say('auth.column.role'), say('auth.column.permissions'), say('auth.column.users')], rows);
  }
  return roleOf(cluster, about.role, state);
}

function statusOf(cluster: string, { enabled, users, roles, revision, login }: AuthState): Document {
  return [
    enabled
      ? { type: 'verdict', tone: 'good', text: say('auth.verdict.on', { cluster }) }
      : { type: 'verdict', tone: 'warning', text: say('auth.verdict.off', { cluster }) },
    {
      type: 'fields',
      fields: [
        { label: say('auth.field.users'), value: quantity(users.length) },
        { label: say('auth.field.roles'), value: quantity(roles.length) },
        {
          label: say('auth.field.revision'),
          value: revision === null ? say('auth.revision_unknown') : quantity(revision),
        },
        { label: say('auth.field.login'), value: login === null ? say('auth.no_login') : codeText(login) },
      ],
    },
  ];
}

function roleOf(cluster: string, name: string, state: AuthState): Document {
  const permissions = state.roles.find(role => role.name === name)?.permissions ?? [];
  const rows = permissions.map(({ access, keys }) => [verbatim(access), keysText(keys)]);
  const users = state.users.filter(({ roles }) => roles.includes(name)).map(user => user.name);
  return [
    ...listed(
      say('auth.role.verdict', { cluster, role: code(name), count: permissions.length }),
      [say('auth.column.access'), say('auth.column.keys')],
      rows,
    ),
    paragraph(
      users.length > 0 ? say('auth.role.users', { who: list(users.map(codeText)) }) : say('auth.role.no_users'),
    ),
    ...(name === ROOT ? [paragraph(say('auth.role.root'))] : []),
  ];
}

function listed(heading: Text, labels: readonly Text[], rows: readonly (readonly Text[])[]): Document {
  const verdict: Element = { type: 'verdict', tone: 'info', text: heading };
  if (rows.length === 0) return [verdict];
  const shown = rows.slice(0, MOST_ROWS).map(cells => cells.map(text => ({ text })));
  const more = rows.length - shown.length;
  return [
    verdict,
    { type: 'table', columns: labels.map(label => ({ label, wrap: true })), rows: shown },
    ...(more > 0 ? [paragraph(say('auth.more', { count: more }))] : []),
  ];
}

const paragraph = (text: Text): Element => ({ type: 'paragraph', text });

const namesOf = (names: readonly string[]): Text => (names.length > 0 ? quantity(list(names.map(codeText))) : dash);

const usersWith = (role: string, { users }: AuthState): Text =>
  namesOf(users.filter(({ roles }) => roles.includes(role)).map(({ name }) => name));

const permissionsOf = ({ permissions }: AuthRole): Text => quantity(permissions.length);
