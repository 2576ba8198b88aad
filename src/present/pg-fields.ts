import type { Tone } from '../core/document.ts';
import type { PgShowFacts } from '../core/facts/postgres.ts';
import { code, codeText, inner, list, say, type Text, verbatim } from '../core/message.ts';
import type { PatroniConfig, PatroniKey } from '../core/patroni/cluster.ts';
import { quantity } from './note.ts';
import { afterText, fateText, fateTones, namesText } from './postgres-words.ts';

type Field = { readonly label: Text; readonly value: Text; readonly tone?: Tone };

/** Every key but those of members and the past. A broken one says so wherever it would be read. */
export const pgFields = (facts: PgShowFacts): readonly Field[] => [
  fateOf(facts),
  primaryOf(facts),
  ...configOf(facts),
  ...failoverOf(facts),
  ...syncOf(facts),
  { label: say('pg.field.system'), ...keyOf(facts.postgres.initialize, id => codeText(id || '–')) },
  ...slotsOf(facts),
  ...strangeOf(facts),
];

/** A value and its tone, whatever state the key is in. */
const keyOf = <T>(key: PatroniKey<T>, told: (value: T) => Text): Omit<Field, 'label'> => {
  if (key.state === 'absent') return { value: say('pg.field.absent') };
  if (key.state === 'broken') return { value: say('pg.field.broken', { why: code(key.why) }), tone: 'bad' };
  return { value: told(key.value) };
};

function fateOf({ impact }: PgShowFacts): Field {
  const after = afterText(impact);
  const fate = fateText(impact);
  const value =
    impact.fate === 'demotes' && after !== null
      ? say('pg.field.fate_after', { fate: inner(fate), after: inner(after) })
      : fate;
  return { label: say('pg.field.fate'), value, tone: fateTones[impact.fate] };
}

const primaryOf = ({ postgres: { leader } }: PgShowFacts): Field => ({
  label: say('pg.field.primary'),
  ...keyOf(leader, ({ name, lease }) =>
    lease === null
      ? codeText(name)
      : say('pg.field.primary_lease', { name: code(name), left: Math.max(0, lease.left), granted: lease.granted }),
  ),
});

const switched = (on: boolean): Text => say(on ? 'pg.field.on' : 'pg.field.off');

function configOf({ postgres, configured }: PgShowFacts): readonly Field[] {
  const { config, failsafe } = postgres;
  const asked = failsafe.state === 'read' ? Object.keys(failsafe.value) : [];
  const mode = ({ failsafeMode }: PatroniConfig): Text =>
    failsafeMode && asked.length > 0
      ? say('pg.field.failsafe_asks', { who: namesText(asked) })
      : switched(failsafeMode);
  const broken = failsafe.state === 'broken' ? keyOf(failsafe, () => switched(true)) : null;
  return [
    { label: say('pg.field.times'), ...keyOf(config, timesOf) },
    { label: say('pg.field.failsafe'), ...(broken ?? keyOf(config, mode)) },
    { label: say('pg.field.pause'), ...keyOf(config, ({ pause }) => switched(pause)) },
    ...(configured.length > 0
      ? [{ label: say('pg.field.configured'), value: quantity(list(configured.map(name => verbatim(name)))) }]
      : []),
  ];
}

const timesOf = ({ ttl, loopWait, retryTimeout }: PatroniConfig): Text =>
  [ttl, loopWait, retryTimeout].every(each => each === null)
    ? say('pg.field.unset')
    : verbatim(`${ttl ?? '–'} / ${loopWait ?? '–'} / ${retryTimeout ?? '–'} s`);

function failoverOf({ postgres: { failover } }: PgShowFacts): readonly Field[] {
  if (failover.state === 'absent' || (failover.state === 'read' && failover.value === null)) return [];
  const told = keyOf(failover, asked => {
    const to = code(asked?.candidate ?? '?');
    return asked?.scheduledAt
      ? say('pg.field.switch_at', { to, when: code(asked.scheduledAt) })
      : say('pg.field.switch_now', { to });
  });
  return [{ label: say('pg.field.switchover'), tone: 'warning', ...told }];
}

function syncOf({ postgres: { config, sync } }: PgShowFacts): readonly Field[] {
  const mode = config.state === 'read' ? config.value.synchronousMode : false;
  if (sync.state !== 'read') {
    if (sync.state === 'absent' && mode === false) return [];
    return [{ label: say('pg.field.sync'), ...keyOf(sync, () => switched(true)) }];
  }
  const word = mode === 'quorum' ? say('pg.field.quorum') : switched(mode);
  const { standbys } = sync.value;
  const value = standbys.length > 0 ? say('pg.field.sync_with', { mode: inner(word), who: namesText(standbys) }) : word;
  return [{ label: say('pg.field.sync'), value }];
}

function slotsOf({ postgres: { status } }: PgShowFacts): readonly Field[] {
  if (status.state === 'broken') return [{ label: say('pg.field.slots'), ...keyOf(status, () => switched(true)) }];
  if (status.state === 'absent' || status.value.slots.length === 0) return [];
  return [{ label: say('pg.field.slots'), value: quantity(namesText(status.value.slots)) }];
}

const MOST_NAMES = 10;

/** What nobody here knows the meaning of, by name. */
function strangeOf({ strange, postgres: { otherKeys = [] } }: PgShowFacts): readonly Field[] {
  const some = (names: readonly string[]): Text =>
    quantity(list([...names.slice(0, MOST_NAMES), ...(names.length > MOST_NAMES ? ['…'] : [])].map(verbatim)));
  return [
    ...(strange.length > 0 ? [{ label: say('pg.field.strange'), value: some(strange) }] : []),
    ...(otherKeys.length > 0 ? [{ label: say('pg.field.other_keys'), value: some(otherKeys) }] : []),
  ];
}
