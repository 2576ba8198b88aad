import type { Tone } from '../document.ts';
import type { StatusFacts } from '../facts/status.ts';
import { bytes, type MessageKey, type Param, type ParamsOf } from '../message.ts';
import { namesOf } from './verdict.ts';

/** Codes are the catalogue's own keys: `change.<code>`. */
export type ChangeCode = MessageKey extends infer K ? (K extends `change.${infer C}` ? C : never) : never;

export type Change = {
  readonly code: ChangeCode;
  readonly tone: Tone;
  readonly params: Readonly<Record<string, Param>>;
};

function changed<C extends ChangeCode>(
  code: C,
  tone: Tone,
  params: ParamsOf<Extract<MessageKey, `change.${C}`>>,
): Change {
  return { code, tone, params: { ...params } };
}

type Seen = {
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string | null;
    readonly healthy: boolean;
  }[];
  readonly leader: string | null;
  readonly dbSize: number | null;
  readonly revision: number | null;
  readonly alarms: readonly string[];
  readonly patroni: readonly string[];
};

/** The part of a status that reports compare. What could not be read now is taken from `last`, so that a blind moment is no change. */
export function seenIn(status: StatusFacts, last: Seen | null): Seen {
  const listed = status.list.ok ? status.members.filter(member => member.voter !== null && member.id !== null) : null;
  return {
    members: listed
      ? listed.map(({ id, name, version, health }) => ({
          id: id ?? '',
          name,
          version: version ?? last?.members.find(member => member.id === id)?.version ?? null,
          healthy: health === 'healthy',
        }))
      : (last?.members ?? []),
    leader: status.leader?.name ?? last?.leader ?? null,
    dbSize: status.db?.size ?? last?.dbSize ?? null,
    revision: status.revision ?? last?.revision ?? null,
    alarms: status.alarms.ok ? status.alarms.value.map(({ kind, name }) => `${kind} ${name}`) : (last?.alarms ?? []),
    patroni: status.patroni.ok ? status.patroni.value.map(({ name }) => name) : (last?.patroni ?? []),
  };
}

/** What differs between two reports, the members first. */
export const changesBetween = (before: Seen, after: Seen): readonly Change[] => [
  ...membership(before, after),
  ...leadership(before, after),
  ...alarms(before, after),
  ...dependants(before, after),
  ...growth(before, after),
];

const missingFrom = (other: readonly string[], names: readonly string[]): readonly string[] =>
  names.filter(name => !other.includes(name));

const some = (names: readonly string[], change: (who: Param) => Change): readonly Change[] =>
  names.length > 0 ? [change(namesOf(names))] : [];

function membership(before: Seen, after: Seen): readonly Change[] {
  const lacking = (here: Seen, there: Seen) =>
    here.members.filter(({ id }) => !there.members.some(member => member.id === id)).map(({ name }) => name);
  const both = after.members.flatMap(now => {
    const then = before.members.find(member => member.id === now.id);
    return then ? [{ then, now }] : [];
  });
  const turned = (healthy: boolean) =>
    both.filter(({ then, now }) => then.healthy !== healthy && now.healthy === healthy).map(({ now }) => now.name);
  return [
    ...some(turned(false), who => changed('member_down', 'bad', { who })),
    ...some(turned(true), who => changed('member_back', 'good', { who })),
    ...some(lacking(after, before), who => changed('member_added', 'info', { who })),
    ...some(lacking(before, after), who => changed('member_removed', 'info', { who })),
    ...both.flatMap(({ then, now }) =>
      then.version !== null && now.version !== null && then.version !== now.version
        ? [changed('version', 'info', { name: now.name, from: then.version, to: now.version })]
        : [],
    ),
  ];
}

const leadership = (before: Seen, after: Seen): readonly Change[] =>
  before.leader !== null && after.leader !== null && before.leader !== after.leader
    ? [changed('leader', 'warning', { from: before.leader, to: after.leader })]
    : [];

const alarms = (before: Seen, after: Seen): readonly Change[] => [
  ...some(missingFrom(before.alarms, after.alarms), who => changed('alarm_raised', 'bad', { who })),
  ...some(missingFrom(after.alarms, before.alarms), who => changed('alarm_cleared', 'good', { who })),
];

const dependants = (before: Seen, after: Seen): readonly Change[] => [
  ...some(missingFrom(before.patroni, after.patroni), who => changed('postgres_added', 'info', { who })),
  ...some(missingFrom(after.patroni, before.patroni), who => changed('postgres_removed', 'warning', { who })),
];

function growth(before: Seen, after: Seen): readonly Change[] {
  const size =
    before.dbSize !== null && after.dbSize !== null && before.dbSize !== after.dbSize
      ? [
          changed(after.dbSize > before.dbSize ? 'db_grew' : 'db_shrank', 'info', {
            from: bytes(before.dbSize),
            to: bytes(after.dbSize),
            by: bytes(Math.abs(after.dbSize - before.dbSize)),
          }),
        ]
      : [];
  const written = before.revision !== null && after.revision !== null ? after.revision - before.revision : 0;
  if (written < 0)
    return [...size, changed('revision_fell', 'bad', { from: before.revision ?? 0, to: after.revision ?? 0 })];
  return written > 0 ? [...size, changed('revisions', 'info', { count: written })] : size;
}
