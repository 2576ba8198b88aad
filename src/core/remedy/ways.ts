import type { ClusterState } from '../health/state.ts';
import { look, plan, type Remedy } from './remedy.ts';

export type Given = { readonly who: readonly string[]; readonly state: ClusterState };
export type Choose = (given: Given) => readonly Remedy[];

/** It takes somebody on the host, or in the configuration. */
export const byHand: Choose = () => [];
export const looks =
  (...lines: readonly string[]): Choose =>
  () =>
    lines.map(look);

/** What a command takes as one word without quotes. */
const isWord = (text: string): boolean => /^[A-Za-z0-9/][\w./:[\]-]*$/.test(text);

/** Whom a command can name: one alone, and by a name that it takes. */
export const onlyOne = ({ who }: Given): string | null => {
  const [name = ''] = who;
  return who.length === 1 && /^[A-Za-z0-9][\w.-]*$/.test(name) ? name : null;
};

export const namedBy =
  (command: (name: string) => Remedy, otherwise: readonly Remedy[]): Choose =>
  given => {
    const name = onlyOne(given);
    return name === null ? otherwise : [command(name)];
  };

/** Another one leads while it is slow: only the leader's disk holds up everybody. */
export const relieve: Choose = ({ who, state: { leader, members } }) => {
  const isSlow = leader !== null && who.includes(leader.name);
  const quick = members.find(({ name, voter, health }) => voter && health === 'healthy' && !who.includes(name));
  const to = who.length > 1 && quick ? ` ${quick.name}` : '';
  return [...(isSlow && quick && isWord(quick.name) ? [plan(`move-leader${to}`)] : []), look('trend latency')];
};

/** What is empty inside comes back by defragmentation; what is history, by compaction first. */
const MUCH_EMPTY = 0.2;
export const makeRoom: Choose = ({ state: { fragmentation } }) => [
  fragmentation !== null && fragmentation >= MUCH_EMPTY ? plan('defrag --all') : plan('compact'),
  look('space'),
];

/** Where Pigsty's folder is at hand, the bot can start etcd on the host. */
export const startAgain: Choose = given => {
  const name = onlyOne(given);
  const canRun = given.state.pigsty?.ok === true && name !== null;
  return [...(canRun ? [plan(`playbook restart --member ${name}`)] : []), look('quorum')];
};

/** At the same address first: whoever prepares a new host for it mostly gives it the old one's. */
export const replaceIt: Choose = given => {
  const name = onlyOne(given);
  const [url = ''] = given.state.members.find(member => member.name === name)?.peerUrls ?? [];
  if (name === null) return [look('quorum')];
  return [
    ...(isWord(url) ? [plan(`member replace ${name} ${name} ${url}`)] : []),
    plan(`member remove ${name}`),
    look('quorum'),
  ];
};

/** One that has never started has no name yet, only an id. */
export const takeOut: Choose = ({ state: { members } }) => {
  const waiting = members.filter(({ health }) => health === 'unstarted');
  const [only] = waiting;
  return [...(only?.id && waiting.length === 1 ? [plan(`member remove ${only.id}`)] : []), look('member list')];
};

export const promoteIt: Choose = ({ state: { members } }) => {
  const learners = members.filter(({ role }) => role === 'learner');
  const [only] = learners;
  return [
    ...(only && learners.length === 1 && isWord(only.name) ? [plan(`member promote ${only.name}`)] : []),
    look('quorum'),
  ];
};

export const compactFromNowOn: Choose = ({ state: { pigsty } }) => [
  ...(pigsty?.ok ? [plan('playbook gc')] : []),
  plan('compact'),
];

/** Only where the data of all agrees by now; the plan compares it. */
export const disarmCorrupt: Choose = given => {
  const name = onlyOne(given);
  return [plan(name === null ? 'alarm disarm --corrupt' : `alarm disarm ${name} --corrupt`), look('endpoint hashkv')];
};

/**
 * A role of a PostgreSQL cluster whose prefix lacks its slash, or that has more than its own: first it is granted what it needs, and as soon as it
 * has that, the rest is taken.
 */
export const narrow: Choose = given => {
  const { auth } = given.state;
  const name = onlyOne(given);
  const role = auth?.roles.find(each => each.name === name);
  const namespace = auth?.namespace ?? null;
  if (!role || namespace === null) return [look('auth status')];
  const own = `${namespace.replace(/\/+$/, '')}/${role.name}/`;
  const prefixes = role.permissions.flatMap(({ access, keys }) =>
    keys.span === 'prefix' ? [{ access, key: keys.key }] : [],
  );
  const has = prefixes.some(({ access, key }) => access === 'readwrite' && key === own);
  const rest = prefixes.find(({ key }) => key !== own && isWord(key));
  if (!isWord(own) || rest === undefined) return [look('auth status')];
  const line = has
    ? `role revoke-permission ${role.name} ${rest.key} --prefix`
    : `role grant-permission ${role.name} readwrite ${own} --prefix`;
  return [plan(line), look('auth status')];
};
