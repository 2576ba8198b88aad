import type { Announcement } from '../../src/core/announcement.ts';
import { type AuditEntry, type AuditRecord, chain, EMPTY_CHAIN } from '../../src/core/audit.ts';
import type { Command } from '../../src/core/command.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { AuditLog, Directory, Freeze, Freezes, Operations, Standing } from '../../src/core/ports.ts';
import type { Request } from '../../src/core/request.ts';
import { succeed } from '../../src/core/result.ts';
import type { Settings } from '../../src/core/settings.ts';
import { unwatched, type Watched } from '../../src/core/watch/incident.ts';
import type { Watches } from '../../src/core/watch/watches.ts';
import { wordsOfSlack } from '../../src/core/words.ts';
import type { Desk } from '../../src/flow/desk.ts';
import { type Heard, type Hearing, hear } from '../../src/flow/hear.ts';
import { correctReply, showCard } from '../../src/flow/tell-operation.ts';
import { silent, unmeasured } from '../queue/silence.ts';
import { someCounts } from '../some-counts.ts';

export const now = 10_000;

const cluster = (name: string): Settings['clusters'][number] => ({
  ...{ name, environment: 'production', endpoints: ['http://127.0.0.1:2379'], tls: null, auth: null },
  ...{ patroni: null, pigsty: null, snapshots: null, deadlineMs: 1_000 },
});
const rule = { required: 1, expiresMs: 1_800_000, typed: false };

export const settings: Settings = {
  language: 'en',
  redis: { url: 'redis://127.0.0.1', prefix: 'test' },
  clusters: [cluster('prod'), cluster('dev')],
  channels: [
    { id: 'C1', cluster: 'prod', language: 'en', reports: null, alerts: true },
    { id: 'C2', cluster: 'dev', language: 'zh', reports: null, alerts: true },
    { id: 'C3', cluster: 'prod', language: 'en', reports: null, alerts: false },
  ],
  access: {
    viewers: { channels: true, users: [], groups: [] },
    operators: { users: ['UALICE', 'UOTTO'], groups: [] },
    approvers: { users: ['UBOB', 'UCAROL', 'UALICE'], groups: [] },
    terminal: { bob: 'UBOB', alice: 'UALICE' },
  },
  approvals: { production: rule, staging: rule, development: rule, destructive: { ...rule, required: 2, typed: true } },
};

/** Who is who: by Slack id. */
export const people: Readonly<Record<string, Standing['kind']>> = {
  UALICE: 'member',
  UOTTO: 'member',
  UBOB: 'member',
  UCAROL: 'member',
  UEVE: 'member',
  UGUEST: 'guest',
};

const nameOf = (user: string): string => user.slice(1).toLowerCase();

export const directory: Directory = {
  standing: async (user, team) => ({ user, team, name: nameOf(user), kind: people[user] ?? 'unknown', asOf: now }),
  groupMembers: async () => ({ members: [], asOf: 0 }),
};

/** The store, in memory: one thing after the other, so whoever comes second sees what the first one did. */
function openStore(first: readonly Operation[]) {
  const kept = new Map(first.map(operation => [operation.id, operation]));
  const entries: AuditEntry[] = [];
  const frozen = new Map<string, { readonly freeze: Freeze; readonly agreed: readonly string[] }>();
  const write = (record: AuditRecord): void => void entries.push(chain(record, entries.at(-1) ?? EMPTY_CHAIN));

  const operations: Operations = {
    create: async () => false,
    load: async id => kept.get(id) ?? null,
    transition: async (id, decide) => {
      const current = kept.get(id);
      if (!current) throw new RangeError(`there is no operation ${id}`);
      const decided = decide(current);
      if (!decided.ok) return decided;
      kept.set(id, decided.value.operation);
      write(decided.value.audit);
      return succeed(decided.value.operation);
    },
    list: async filter =>
      [...kept.values()]
        .filter(({ plan }) => filter.cluster === null || plan.cluster === filter.cluster)
        .filter(({ state }) => !filter.open || ['awaiting_approval', 'queued', 'running'].includes(state))
        .slice(0, filter.limit),
    takeFence: async () => 1,
    holdsFence: async () => true,
  };
  const freezes: Freezes = {
    of: async name => (frozen.get(name) ?? frozen.get('*'))?.freeze ?? null,
    freeze: async (name, freeze, audit) => {
      write(audit);
      frozen.set(name, { freeze, agreed: [] });
    },
    unfreeze: async (name, person, audit) => {
      const found = frozen.get(name);
      if (!found) return null;
      write(audit);
      const agreed = [...new Set([...found.agreed, person])];
      if (agreed.length < 2) frozen.set(name, { ...found, agreed });
      else frozen.delete(name);
      return { agreed, over: agreed.length >= 2 };
    },
    agreed: async name => frozen.get(name)?.agreed ?? [],
  };
  const audit: AuditLog = {
    record: async record => write(record),
    list: async ({ who, operation, cluster: of, limit }) =>
      entries
        .filter(entry => (who === null || entry.who === who) && (of === null || entry.cluster === of))
        .filter(entry => operation === null || entry.operation === operation)
        .reverse()
        .slice(0, limit),
    pages: async function* () {
      yield entries;
    },
    head: async () => entries.at(-1) ?? EMPTY_CHAIN,
  };
  return { operations, freezes, audit, entries, kept, counts: someCounts() };
}

/** What is watched, in memory. */
function openWatching(): Watches {
  const known = new Map<string, Watched>();
  return {
    load: async name => known.get(name) ?? unwatched,
    save: async (name, watched) => {
      if ((known.get(name) ?? unwatched).revision !== watched.revision - 1) return false;
      known.set(name, watched);
      return true;
    },
    tellBegun: async () => undefined,
    begun: async () => [],
  };
}

export type Trouble = { readonly queueAway?: boolean; readonly outboxAway?: boolean; readonly storeAway?: boolean };

/** Everything that a bot decides with, in memory, with what came out of it. */
export function anOffice(first: readonly Operation[] = [], trouble: Trouble = {}) {
  const store = openStore(first);
  const announced: Announcement[] = [];
  const ran: string[] = [];
  const shownBefore: string[] = [];
  const asked: Request[] = [];
  const posted = new Map<string, string>();
  const published: string[] = [];
  const announcer = {
    announce: async (announcement: Announcement) => {
      if (trouble.outboxAway) throw new Error('Redis is away');
      announced.push(announcement);
    },
  };
  const base = { settings, directory, team: () => 'T1', announcer, clock: () => now, log: silent };
  const cards = { shown: async () => undefined, behind: async () => [] };
  const operations: Operations = trouble.storeAway
    ? { ...store.operations, transition: () => Promise.reject(new Error('Redis is away')) }
    : store.operations;
  const desk: Desk = {
    ...base,
    operations,
    freezes: store.freezes,
    counts: store.counts,
    watches: openWatching(),
    audit: store.audit,
    changes: {
      run: async ({ id }) => {
        if (trouble.queueAway) throw new Error('Redis is away');
        shownBefore.push(...announced.map(announcement => announcement.id));
        ran.push(id);
      },
    },
    publish: async ({ id }) => void published.push(id),
    show: operation => showCard(operation, { ...base, cards }),
    reply: async (operation, said) => {
      if (said.kind === 'vote' && said.late) await correctReply(operation, said, { ...base, cards });
    },
  };
  return { desk, announced, ran, shownBefore, asked, posted, published, announcer, ...store };
}
export type Office = ReturnType<typeof anOffice>;

/** Says something in a channel, and returns what the person alone was told. */
export async function say(
  office: Office,
  commands: readonly Command[],
  user: string,
  text: string,
  more: Partial<Pick<Heard, 'channel' | 'thread' | 'way'>> = {},
): Promise<readonly string[]> {
  const { channel = 'C1', thread = null, way = 'slash' } = more;
  const whispers: string[] = [];
  const hearing: Hearing = {
    ...{
      commands,
      settings,
      directory,
      desk: office.desk,
      announcer: office.announcer,
      meter: unmeasured,
      log: silent,
    },
    posted: { tsOf: async id => office.posted.get(id) ?? null },
    jobs: { ask: async request => void office.asked.push(request) },
  };
  const heard: Heard = {
    id: `r-${user}-${text}`,
    words: wordsOfSlack(text),
    actor: { kind: 'slack', team: 'T1', user, name: user },
    place: { kind: 'channel', channel, thread },
    askedAt: now,
    ...{ way, channel, thread, user },
    whisper: async document => void whispers.push(JSON.stringify(document)),
  };
  await hear(heard, hearing);
  return whispers;
}
