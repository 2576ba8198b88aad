import type { Document, Element, Tone } from '../core/document.ts';
import type { SpaceFacts } from '../core/facts/space.ts';
import { bytes, code, codeText, inner, list, ratio, say, type Text, time } from '../core/message.ts';
import type { Ownership, SpaceUse } from '../core/ownership.ts';
import { growthOf, type Scan } from '../core/scans.ts';
import { presentFault } from './faults.ts';
import { noteOf, quantity } from './note.ts';

const MOST_ROWS = 25;
const MOST_NAMES = 5;

/** Whose keys these are, whether they come back by themselves, and the largest folders. */
export function presentSpace(facts: SpaceFacts): Document {
  const { cluster, under, use, ownership } = facts;
  if (!use.ok || ownership === null) {
    const phrase = inner(presentFault(use.ok ? { code: 'unknown', detail: '' } : use.fault));
    const text = say('space.unreadable', { cluster, phrase });
    return [{ type: 'verdict', tone: 'bad', text }, noteOf(facts)];
  }
  return [
    { type: 'verdict', tone: toneOf(ownership, under), text: verdictOf(facts, use.value, ownership) },
    ...partOf(use.value, facts.endedBy),
    ...adviceOf(facts, ownership),
    { type: 'fields', fields: [...fieldsOf(use.value), ...backOf(facts)] },
    ...mapOf(use.value),
    ...tableOf(use.value, facts.before),
    ...hottestOf(use.value),
    noteOf(
      facts,
      say('space.revision', { revision: use.value.revision, endpoint: code(use.value.endpoint) }),
      ...(use.value.current ? [] : [say('space.not_current')]),
      say('space.live_only'),
    ),
  ];
}

const toneOf = ({ verdict }: Ownership, under: string): Tone => {
  if (under !== '') return 'info';
  return verdict === 'rebuildable' ? 'good' : 'warning';
};

function verdictOf({ cluster, under }: SpaceFacts, use: SpaceUse, { verdict, foreign }: Ownership): Text {
  if (under !== '') {
    return say('space.verdict.part', {
      cluster,
      prefix: code(under),
      keys: use.read.keys,
      size: bytes(use.read.bytes),
    });
  }
  if (verdict !== 'needs_backup') return say(`space.verdict.${verdict}`, { cluster });
  const named = foreign.slice(0, MOST_NAMES).map(({ prefix }) => codeText(prefix));
  return named.length > 0
    ? say('space.verdict.needs_backup', { cluster, who: list(named) })
    : say('space.verdict.needs_backup_unnamed', { cluster });
}

/** What a partial answer says, before anything else. */
function partOf({ stopped, read, total }: SpaceUse, endedBy: string | null): Document {
  if (stopped === null) return [];
  const share = ratio(total > 0 ? read.keys / total : 0);
  const about = { read: read.keys, total, share };
  const ended = stopped === 'cancelled' && endedBy !== null;
  return [
    paragraph(ended ? say('space.partial.ended', { ...about, name: endedBy }) : say(`space.partial.${stopped}`, about)),
  ];
}

function adviceOf({ under, namespaced }: SpaceFacts, { verdict, foreign }: Ownership): Document {
  if (!namespaced) return [paragraph(say('space.no_namespace'))];
  const advice: Element[] = [];
  if (under === '' && verdict === 'needs_backup') advice.push(paragraph(say('space.needs_backup.todo')));
  const lookalikes = foreign.filter(({ owner }) => owner === 'elsewhere').slice(0, MOST_NAMES);
  if (lookalikes.length > 0) {
    const who = list(lookalikes.map(({ prefix }) => codeText(prefix)));
    advice.push(paragraph(say('space.elsewhere', { who })));
  }
  return advice;
}

function fieldsOf({ read, owners }: SpaceUse) {
  const told = (of: keyof typeof owners) => ({
    label: say(`space.owner.${of}`),
    value: say('space.use', {
      keys: owners[of].keys,
      size: bytes(owners[of].bytes),
      share: ratio(read.bytes > 0 ? owners[of].bytes / read.bytes : 0),
    }),
  });
  const present = (['patroni', 'kubernetes', 'elsewhere', 'unknown', 'bot'] as const).filter(
    owner => owner === 'patroni' || owners[owner].keys > 0,
  );
  return [
    { label: say('space.all'), value: say('space.sum', { keys: read.keys, size: bytes(read.bytes) }) },
    ...present.map(told),
  ];
}

function tableOf({ prefixes, others, read, stopped }: SpaceUse, before: Scan | null): Document {
  // A part has not counted what it seems to have lost.
  const since = stopped === null ? before : null;
  if (prefixes.length === 0) return [];
  const shown = prefixes.slice(0, MOST_ROWS);
  const hidden = prefixes.length - shown.length + others.prefixes;
  const table: Element = {
    type: 'table',
    columns: [
      { label: say('space.column.prefix'), wrap: true },
      { label: say('space.column.owner') },
      { label: say('space.column.keys'), align: 'right' },
      { label: say('space.column.size'), align: 'right' },
      { label: say('space.column.share'), align: 'right' },
      ...(since ? [{ label: say('space.column.growth'), align: 'right' } as const] : []),
    ],
    rows: shown.map(({ prefix, owner, keys, bytes: size }) => [
      { text: codeText(prefix) },
      { text: say(`space.owner.${owner}`) },
      { text: quantity(keys) },
      { text: quantity(bytes(size)) },
      { text: quantity(ratio(read.bytes > 0 ? size / read.bytes : 0)) },
      ...(since ? [{ text: grown(growthOf({ prefix, owner, keys, bytes: size }, since)) }] : []),
    ]),
  };
  return [
    table,
    ...(since ? [paragraph(say('space.since', { at: time(since.at) }))] : []),
    ...(hidden > 0 ? [paragraph(say('space.more', { count: hidden }))] : []),
  ];
}

function grown(growth: ReturnType<typeof growthOf>): Text {
  if (growth === null) return say('space.growth.unknown');
  if (growth === 'new') return say('space.growth.new');
  if (growth === 0) return say('space.growth.none');
  return growth > 0
    ? say('space.growth.more', { size: bytes(growth) })
    : say('space.growth.less', { size: bytes(-growth) });
}

/** What is known to be won, and what can only be bounded: a count of keys does not see their history. */
function backOf({ back: { free, revisions, beyond } }: SpaceFacts) {
  return [
    ...(free === null
      ? []
      : [{ label: say('space.back.defrag'), value: say('space.back.free', { size: bytes(free) }) }]),
    ...(revisions === null || beyond === null
      ? []
      : [{ label: say('space.back.compact'), value: say('space.back.history', { revisions, size: bytes(beyond) }) }]),
  ];
}

/** Fewer writes say nothing about what makes a cluster busy. */
const LEAST_WRITES = 10;

function hottestOf({ hottest, revision }: SpaceUse): Document {
  const hot = hottest.filter(({ version }) => version >= LEAST_WRITES);
  if (hot.length === 0) return [];
  return [
    { type: 'heading', text: say('space.hot.title') },
    {
      type: 'list',
      items: hot.map(({ key, version, created }) => ({
        text: say('space.hot.key', {
          key: code(key),
          version,
          share: ratio(version / Math.max(version, revision - created + 1)),
        }),
      })),
    },
  ];
}

const MOST_TILES = 40;

/** The same as areas: what is large is seen before it is read. A single folder needs no picture. */
function mapOf({ prefixes, read }: SpaceUse): Document {
  if (prefixes.length < 2) return [];
  const named = prefixes.slice(0, MOST_NAMES).map(({ prefix, bytes: size }) =>
    say('space.map.part', {
      prefix: code(prefix),
      size: bytes(size),
      share: ratio(read.bytes > 0 ? size / read.bytes : 0),
    }),
  );
  const parts = prefixes
    .slice(0, MOST_TILES)
    .map(({ prefix, bytes: size, owner }) => ({ label: prefix, bytes: size, owner }));
  return [{ type: 'treemap', title: say('space.map.title'), alt: say('space.map.alt', { parts: list(named) }), parts }];
}

const paragraph = (text: Text): Element => ({ type: 'paragraph', text });
