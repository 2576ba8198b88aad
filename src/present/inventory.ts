import type { Document, Element } from '../core/document.ts';
import type { InventoryFacts } from '../core/facts/inventory.ts';
import { code, codeText, inner, list, say, type Text, verbatim } from '../core/message.ts';
import { differenceText, memberFor } from '../core/pigsty/differences.ts';
import type { EtcdHost } from '../core/pigsty/inventory.ts';
import { located } from '../core/pigsty/problems.ts';
import { quantity } from './note.ts';

/** What an inventory says, with what the cluster says beside it. */
export function presentInventory(facts: InventoryFacts): Document {
  const { pigsty, differences } = facts;
  const { inventory, file, home } = pigsty;
  const told = [...inventory.problems.map(located), ...differences.map(differenceText)];
  return [
    verdictOf(facts),
    ...(told.length > 0
      ? [{ type: 'list', items: told.map(text => ({ text, tone: 'warning' as const })) } as const]
      : []),
    membersTable(facts),
    ...postgresTable(facts),
    {
      type: 'note',
      texts: [
        say('inventory.note', {
          file: code(file),
          home: code(home),
          version: inventory.version ?? '–',
          safeguard: inner(inventory.safeguard ? say('inventory.safeguard.on') : say('inventory.safeguard.off')),
        }),
      ],
    },
  ];
}

function verdictOf({ cluster, pigsty, members, differences }: InventoryFacts): Element {
  const { problems } = pigsty.inventory;
  const verdict = (tone: 'good' | 'warning', text: Text): Element => ({ type: 'verdict', tone, text });
  if (problems.length > 0) {
    return verdict('warning', say('inventory.verdict.problems', { cluster, count: problems.length }));
  }
  if (members === null) return verdict('warning', say('inventory.verdict.unread', { cluster }));
  return differences.length > 0
    ? verdict('warning', say('inventory.verdict.differs', { cluster, count: differences.length }))
    : verdict('good', say('inventory.verdict.same', { cluster }));
}

const membersTable = ({ pigsty, members }: InventoryFacts): Element => ({
  type: 'table',
  columns: [
    { label: say('inventory.column.address') },
    { label: say('inventory.column.name') },
    { label: say('inventory.column.cluster') },
  ],
  rows: pigsty.inventory.hosts.map(host => [
    { text: codeText(host.address) },
    { text: verbatim(host.name ?? '–'), strong: true },
    { text: liveText(host, members) },
  ]),
});

function liveText(host: EtcdHost, members: InventoryFacts['members']): Text {
  if (members === null) return say('inventory.cell.unknown');
  const member = memberFor(host, members);
  if (!member) return say('inventory.cell.absent');
  return member.voter ? say('inventory.cell.voter') : say('inventory.cell.learner');
}

function postgresTable({ pigsty }: InventoryFacts): Document {
  const { postgres } = pigsty.inventory;
  if (postgres.length === 0) return [];
  return [
    {
      type: 'table',
      columns: [
        { label: say('inventory.postgres') },
        { label: say('inventory.group') },
        { label: say('inventory.hosts'), wrap: true },
        { label: say('inventory.vip') },
      ],
      rows: postgres.map(({ name, group, members, vip }) => [
        { text: verbatim(name), strong: true },
        { text: codeText(group) },
        { text: quantity(list(members.map(({ address }) => verbatim(address)))) },
        { text: verbatim(vip === null ? '–' : vip || '?') },
      ]),
    },
  ];
}
