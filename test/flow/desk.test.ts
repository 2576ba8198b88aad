import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import type { Announcement } from '../../src/core/announcement.ts';
import type { Operation } from '../../src/core/operation.ts';
import type { Files } from '../../src/core/ports.ts';
import { LARGEST_FILE } from '../../src/flow/export-audit.ts';
import { anOperation, aPlan } from '../store/an-operation.ts';
import { anOffice, type Office, say } from './an-office.ts';

const id = 'op-4k2m9x7c1d';
const waiting = (more: Partial<Operation> = {}): Operation =>
  anOperation(id, { requester: { user: 'UALICE', name: 'alice' }, ...more });

/** What the channel or the person was answered: its kind, and a refusal's code. */
const answers = (announced: readonly Announcement[]): readonly string[] =>
  announced.map(({ id: message, channel, audience, metadata }) => {
    const to = audience.kind === 'person' ? audience.user : channel;
    return `${message.replace(/^answer-.*/, 'answer')} ${to} ${metadata.code ?? metadata.kind}`;
  });
const speak = (office: Office, user: string, text: string, more = {}) => say(office, commands, user, text, more);
const shown = ({ announced }: Office): string => JSON.stringify(announced.at(-1)?.document);

describe('a change', () => {
  it.each([
    ['UALICE', 'queued'],
    ['UBOB', 'not_operator'],
    ['UEVE', 'not_operator'],
    ['UGUEST', 'guest'],
  ])('asked for by %s: %s', async (user, outcome) => {
    const office = anOffice();
    await speak(office, user, 'member remove etcd-3');
    const queued = office.asked.map(({ command, cluster }) => `${command} ${cluster}`);
    if (outcome === 'queued') expect(queued).toEqual(['member remove prod']);
    else expect([queued, office.announced[0]?.metadata.code]).toEqual([[], outcome]);
  });
});

describe('approve, deny and cancel, typed', () => {
  it.each([
    ['UBOB', `approve ${id}`, [`op-card-${id} C1 plan`, `op-vote-${id}-UBOB C1 outcome`, 'answer C1 answer']],
    [
      'UBOB',
      `approve ${id.toUpperCase()}`,
      [`op-card-${id} C1 plan`, `op-vote-${id}-UBOB C1 outcome`, 'answer C1 answer'],
    ],
    [
      'UBOB',
      `deny ${id} not today`,
      [`op-card-${id} C1 plan`, `op-vote-${id}-UBOB-deny C1 outcome`, 'answer C1 answer'],
    ],
    [
      'UBOB',
      `request-changes ${id} the old member first`,
      [`op-card-${id} C1 plan`, `op-vote-${id}-UBOB-deny C1 outcome`, 'answer C1 answer'],
    ],
    ['UBOB', `request-changes ${id}`, ['answer UBOB missing_argument']],
    ['UBOB', `deny ${id} ${'x'.repeat(301)}`, ['answer UBOB reason_too_long']],
    ['UOTTO', `request-changes ${id} no`, ['answer UOTTO not_approver']],
    ['UALICE', `cancel ${id}`, [`op-card-${id} C1 plan`, `op-cancel-${id} C1 outcome`, 'answer C1 answer']],
    ['UALICE', `approve ${id}`, ['answer UALICE own_change']],
    ['UOTTO', `approve ${id}`, ['answer UOTTO not_approver']],
    ['UEVE', `deny ${id}`, ['answer UEVE not_approver']],
    ['UEVE', `cancel ${id}`, ['answer UEVE not_operator']],
    ['UBOB', 'approve', ['answer UBOB missing_argument']],
    ['UBOB', 'approve op-4k2m9x7c1', ['answer UBOB mistyped_operation']],
  ])('%s: %s', async (user, text, told) => {
    const office = anOffice([waiting()]);
    await speak(office, user, text);
    expect(answers(office.announced)).toEqual(told);
  });

  it('approves with the name of the cluster where it has to be typed', async () => {
    const office = anOffice([waiting({ rule: { required: 1, expiresMs: 1, typed: true } })]);
    await speak(office, 'UBOB', `approve ${id}`);
    await speak(office, 'UBOB', `approve ${id} dev`);
    expect(office.announced.map(({ metadata }) => metadata.code)).toEqual(['typing_needed', 'typed_otherwise']);
    await speak(office, 'UBOB', `approve ${id} prod`);
    expect(office.kept.get(id)?.state).toBe('queued');
  });
});

describe('in the thread of a card', () => {
  const inThread = (more: Partial<Operation> = {}, thread = '1.5') => {
    const office = anOffice([waiting(more), anOperation('op-0000000000')]);
    office.posted.set(`op-card-${id}`, '1.5');
    return { office, more: { thread, way: 'mention' as const } };
  };

  it.each([
    ['approve', 'queued'],
    [`approve ${id}`, 'queued'],
    ['deny', 'denied'],
    ['reject not before the backup', 'denied'],
    ['request-changes the old member first', 'denied'],
    ['cancel', 'cancelled'],
  ])('%s means its operation, and the reply there is the only answer', async (text, state) => {
    const { office, more } = inThread();
    await speak(office, 'UBOB', text, more);
    expect(office.kept.get(id)?.state).toBe(state);
    expect(office.kept.get('op-0000000000')?.state).toBe('awaiting_approval');
    expect(office.announced).toHaveLength(2);
  });

  it('takes the name of the cluster alone', async () => {
    const { office, more } = inThread({ rule: { required: 1, expiresMs: 1, typed: true } });
    await speak(office, 'UBOB', 'approve prod', more);
    expect(office.kept.get(id)?.state).toBe('queued');
  });

  it('keeps the reason whole', async () => {
    const { office, more } = inThread();
    await speak(office, 'UBOB', 'deny not before the backup', more);
    expect(office.kept.get(id)?.votes[0]?.reason).toBe('not before the backup');
  });

  it('of something else needs the id', async () => {
    const { office, more } = inThread({}, '9.9');
    await speak(office, 'UBOB', 'approve', more);
    expect(answers(office.announced)).toEqual(['answer UBOB missing_argument']);
  });

  it('of a card that is decided already needs the id', async () => {
    const { office, more } = inThread({ state: 'denied' });
    await speak(office, 'UBOB', 'approve', more);
    expect(answers(office.announced)).toEqual(['answer UBOB missing_argument']);
  });

  it('still asks for help', async () => {
    const { office, more } = inThread();
    await speak(office, 'UBOB', 'approve --help', more);
    expect(answers(office.announced)).toEqual(['answer C1 answer']);
    expect(office.kept.get(id)?.state).toBe('awaiting_approval');
  });
});

describe('a freeze', () => {
  it.each([
    ['an operator', 'UOTTO', 'freeze'],
    ['an approver', 'UBOB', 'freeze'],
    ['somebody without a right', 'UEVE', 'not_operator'],
  ])('by %s', async (_, user, outcome) => {
    const office = anOffice();
    await speak(office, user, 'freeze incident 4711: hands off');
    const freeze = await office.freezes.of('prod');
    if (outcome !== 'freeze') return expect([freeze, office.announced[0]?.metadata.code]).toEqual([null, outcome]);
    expect(freeze).toMatchObject({ by: user, reason: 'incident 4711: hands off' });
    expect(office.entries[0]).toMatchObject({ what: 'freeze', who: user, cluster: 'prod' });
  });

  it('is told in every channel of the cluster, once', async () => {
    const office = anOffice();
    await speak(office, 'UOTTO', 'freeze');
    expect(office.announced.map(({ channel, metadata }) => [channel, metadata.kind])).toEqual([
      ['C3', 'alert'],
      ['C1', 'answer'],
    ]);
  });

  it('of all is told everywhere, in the language of each channel', async () => {
    const office = anOffice();
    await speak(office, 'UOTTO', 'freeze --all');
    expect(office.announced.map(({ channel, language }) => [channel, language])).toEqual([
      ['C2', 'zh'],
      ['C3', 'en'],
      ['C1', 'en'],
    ]);
    expect(await office.freezes.of('dev')).not.toBeNull();
  });

  it('that is there already is not made again', async () => {
    const office = anOffice();
    await speak(office, 'UOTTO', 'freeze');
    await speak(office, 'UBOB', 'freeze');
    expect(office.announced.at(-1)?.metadata.code).toBe('already_frozen');
    expect(await office.freezes.of('prod')).toMatchObject({ by: 'UOTTO' });
  });

  it('ends with the second person who agrees', async () => {
    const office = anOffice();
    await speak(office, 'UOTTO', 'freeze');
    await speak(office, 'UOTTO', 'unfreeze');
    await speak(office, 'UOTTO', 'unfreeze');
    expect(await office.freezes.of('prod')).not.toBeNull();
    expect(shown(office)).toContain('unfreeze.agreed');
    await speak(office, 'UBOB', 'unfreeze');
    expect(await office.freezes.of('prod')).toBeNull();
    expect(shown(office)).toContain('unfreeze.over');
  });

  it.each([
    ['unfreeze', [], 'not_frozen'],
    ['unfreeze --all', [], 'none_frozen'],
    ['unfreeze', ['freeze --all'], 'frozen_with_all'],
    ['freeze --all', ['freeze --all'], 'all_frozen'],
  ])('%s after %j is refused', async (text, before, refused) => {
    const office = anOffice();
    for (const earlier of before) await speak(office, 'UOTTO', earlier);
    await speak(office, 'UBOB', text);
    expect(office.announced.at(-1)?.metadata.code).toBe(refused);
  });

  it('asks which cluster where there are several', async () => {
    const office = anOffice();
    await speak(office, 'UOTTO', 'freeze', { channel: 'C9' });
    expect(office.announced[0]?.metadata.code).toBe('freeze_what');
    await speak(office, 'UOTTO', 'freeze -c dev', { channel: 'C9' });
    expect(await office.freezes.of('dev')).not.toBeNull();
  });
});

describe('operations', () => {
  const other = anOperation('op-1111111111', { plan: aPlan('dev'), state: 'running' });

  it('tells those of the cluster of the place, or all', async () => {
    const office = anOffice([waiting(), other]);
    await speak(office, 'UEVE', 'operations');
    expect([shown(office).includes(id), shown(office).includes(other.id)]).toEqual([true, false]);
    await speak(office, 'UEVE', 'operations --all');
    expect([shown(office).includes(id), shown(office).includes(other.id)]).toEqual([true, true]);
  });

  it('tells one with its id, as its card does', async () => {
    const office = anOffice([waiting()]);
    await speak(office, 'UBOB', `operations ${id}`);
    expect(shown(office)).toContain('"action":"approve"');
    await speak(office, 'UBOB', 'operations op-9999999999');
    expect(office.announced.at(-1)?.metadata.code).toBe('unknown_operation');
  });

  it('tells what is frozen, and who has agreed to go on', async () => {
    const office = anOffice();
    await speak(office, 'UOTTO', 'freeze --all');
    await speak(office, 'UOTTO', 'freeze -c dev', { channel: 'C9' });
    await speak(office, 'UBOB', 'unfreeze --all');
    await speak(office, 'UEVE', 'operations --all');
    const said = shown(office);
    expect(said).toContain('operations.frozen_all');
    expect(said).toContain('UBOB');
    expect(said.match(/operations\.frozen_plainly/g)).toBeNull();
  });
});

/** An office whose audit log has some entries, and what it put into channels as files. */
async function withEntries(count: number, text = '', taken = true) {
  const office = anOffice();
  const shared: Parameters<Files['share']>[0][] = [];
  const details = { text };
  for (let at = 0; at < count; at += 1) {
    await office.audit.record({ at, what: 'test', who: 'UBOB', cluster: 'prod', operation: null, details });
  }
  const share: Files['share'] = async file => {
    shared.push(file);
    return taken;
  };
  return { ...office, shared, desk: { ...office.desk, files: { share } } };
}

describe('audit', () => {
  it('lists the newest entries, filtered', async () => {
    const office = anOffice([waiting()]);
    await speak(office, 'UOTTO', 'freeze');
    await speak(office, 'UBOB', `approve ${id}`);
    await speak(office, 'UEVE', 'audit --who UBOB');
    expect([shown(office).includes('UBOB'), shown(office).includes('UOTTO')]).toEqual([true, false]);
    await speak(office, 'UEVE', `audit --operation ${id}`);
    expect([shown(office).includes('vote'), shown(office).includes('freeze')]).toEqual([true, false]);
  });

  it('says where the chain breaks', async () => {
    const office = anOffice([waiting()]);
    await speak(office, 'UOTTO', 'freeze');
    await speak(office, 'UBOB', `approve ${id}`);
    await speak(office, 'UEVE', 'audit --verify');
    expect(shown(office)).toContain('audit.intact');
    const [first] = office.entries;
    if (first) office.entries[0] = { ...first, who: 'USOMEBODY' };
    await speak(office, 'UEVE', 'audit --verify');
    expect(shown(office)).toContain('audit.broken');
  });

  it('is checked against what was noted of it, in full or by its first digits', async () => {
    const office = await withEntries(3);
    const hash = office.entries[1]?.hash ?? '';
    const asked = async (text: string) => {
      await speak(office, 'UEVE', `audit ${text}`);
      return shown(office);
    };
    expect(await asked(`--anchor 2:${hash.slice(0, 16)}`)).toContain('audit.noted"');
    expect(await asked(`--verify --anchor 2:${hash.toUpperCase()}`)).toContain('audit.noted"');
    expect(await asked(`--anchor 3:${hash.slice(0, 16)}`)).toContain('audit.noted_not');
    expect(await asked(`--anchor 9:${hash.slice(0, 16)}`)).toContain('audit.noted_not');
    expect(await asked(`--anchor 2:${hash.slice(0, 15)}`)).toContain('no_anchor');
    expect(await asked('--verify')).not.toContain('audit.noted');
  });

  it('is given as a file to operators and approvers alone', async () => {
    const office = await withEntries(3);
    await speak(office, 'UEVE', 'audit --export');
    expect(answers(office.announced)).toEqual(['answer UEVE not_operator']);
    for (const user of ['UBOB', 'UOTTO']) await speak(office, user, 'audit --export');
    expect(office.shared.map(({ channel, name, content }) => [channel, name, content.split('\n').length])).toEqual([
      ['C1', 'etcd-audit-1-3.jsonl', 4],
      ['C1', 'etcd-audit-1-3.jsonl', 4],
    ]);
    expect(shown(office)).toContain('audit.file');
  });

  it('is cut to the newest part where all of it is too large, and says so', async () => {
    const office = await withEntries(60, 'x'.repeat(200_000));
    await speak(office, 'UBOB', 'audit --export');
    const [file] = office.shared;
    const size = Buffer.byteLength(file?.content ?? '');
    expect(size).toBeLessThanOrEqual(LARGEST_FILE);
    expect(size).toBeGreaterThan(LARGEST_FILE - 201_000);
    expect(file?.name).toMatch(/^etcd-audit-\d+-60\.jsonl$/);
    expect(JSON.parse(file?.content.trim().split('\n').at(-1) ?? '')).toEqual(office.entries.at(-1));
    expect(shown(office)).toContain('audit.file.cut');
  });

  it.each([
    ['Slack does not confirm the file', 3, false, 'file_in_doubt'],
    ['nothing is written', 0, true, 'nothing_to_export'],
  ])('is refused when %s', async (_, entries, taken, refused) => {
    const office = await withEntries(entries, '', taken);
    await speak(office, 'UBOB', 'audit --export');
    expect(answers(office.announced)).toEqual([`answer UBOB ${refused}`]);
  });
});

describe('when the store does not answer', () => {
  it('the person is told, directly', async () => {
    const office = anOffice([waiting()]);
    const broken = {
      ...office,
      desk: { ...office.desk, operations: { ...office.operations, load: () => Promise.reject(new Error('away')) } },
    };
    expect(await speak(broken, 'UBOB', `approve ${id}`)).toEqual([
      expect.stringContaining('refusal.queue_unreachable'),
    ]);
  });
});
