import { describe, expect, it } from 'vitest';
import { type Asker, authorize, groupsOf, type Right, rightsOf } from '../../src/core/authorize.ts';
import type { Standing } from '../../src/core/ports.ts';
import type { ChannelSettings } from '../../src/core/settings.ts';

const access = {
  viewers: { channels: true, users: ['UVIEW'], groups: [] },
  operators: { users: ['UOPER'], groups: ['SDBA'] },
  approvers: { users: ['UAPPR'], groups: ['SLEAD', 'SGONE'] },
  terminal: { olga: 'UOPER', vera: 'UVIEW' },
};
const channel: ChannelSettings = { id: 'C1', cluster: null, language: 'en', reports: null, alerts: false };
const groupMembers = new Map([
  ['SDBA', ['UDBA']],
  ['SLEAD', ['ULEAD']],
  ['SGONE', null],
]);

function slack(user: string, kind: Standing['kind'] = 'member', more: Partial<Asker> = {}): Asker {
  return {
    actor: { kind: 'slack', team: 'T1', user, name: 'name' },
    standing: { user, team: 'T1', name: 'name', kind, asOf: 0 },
    channel,
    access,
    groupMembers,
    ...more,
  };
}

function terminal(login: string, more: Partial<Asker> = {}): Asker {
  const actor = { kind: 'terminal', login, user: null, name: login } as const;
  return { actor, standing: null, channel: null, access, groupMembers, ...more };
}

const judge = (asker: Asker, permission: Right): string => {
  const verdict = authorize({ ...asker, permission });
  return verdict.ok ? 'yes' : verdict.error.refused;
};
const judgeAll = (asker: Asker) =>
  (['read', 'values', 'operate', 'approve'] as const).map(right => judge(asker, right));
const closed = { ...access, viewers: { ...access.viewers, channels: false } };

describe('authorize', () => {
  it.each([
    ['anybody in a channel', slack('UELSE'), ['yes', 'not_operator', 'not_operator', 'group_unknown']],
    ['a viewer', slack('UVIEW'), ['yes', 'not_operator', 'not_operator', 'group_unknown']],
    ['an operator', slack('UOPER'), ['yes', 'yes', 'yes', 'group_unknown']],
    ['an operator by group', slack('UDBA'), ['yes', 'yes', 'yes', 'group_unknown']],
    ['an approver', slack('UAPPR'), ['yes', 'not_operator', 'not_operator', 'yes']],
    ['an approver by group', slack('ULEAD'), ['yes', 'not_operator', 'not_operator', 'yes']],
    [
      'the schedule',
      { ...slack('U'), actor: { kind: 'schedule', name: 'report' } } as const,
      ['yes', 'not_operator', 'not_operator', 'not_operator'],
    ],
  ] as const)('%s', (_, asker, verdicts) => expect(judgeAll(asker)).toEqual(verdicts));

  it.each([
    ['guest', 'guest'],
    ['bot', 'bot'],
    ['deactivated', 'deactivated'],
    ['foreign', 'foreign'],
    ['unknown', 'standing_unknown'],
  ] as const)('refuses a %s everything, an operator too', (kind, refused) => {
    expect(new Set(judgeAll(slack('UOPER', kind)))).toEqual(new Set([refused]));
    expect(new Set(judgeAll(slack('UELSE', kind)))).toEqual(new Set([refused]));
  });

  it('refuses whom Slack does not speak of', () => {
    expect(judge(slack('UOPER', 'member', { standing: null }), 'read')).toBe('standing_unknown');
    const { standing } = slack('UELSE');
    expect(judge(slack('UOPER', 'member', { standing }), 'operate')).toBe('standing_unknown');
  });

  it.each([
    ['UELSE', 'channel_not_configured'],
    ['UVIEW', 'yes'],
    ['UDBA', 'yes'],
    ['UAPPR', 'yes'],
  ])('outside the configured channels, %s reads: %s', (user, verdict) => {
    const groups = new Map([...groupMembers, ['SGONE', []]]);
    expect(judge(slack(user, 'member', { channel: null, groupMembers: groups }), 'read')).toBe(verdict);
  });

  it('opens no channel when channels do not make viewers', () => {
    const groups = new Map([...groupMembers, ['SGONE', []]]);
    const more = { access: closed, groupMembers: groups };
    expect(judge(slack('UELSE', 'member', more), 'read')).toBe('not_viewer');
    expect(judge(slack('UVIEW', 'member', more), 'read')).toBe('yes');
    expect(judge(slack('UELSE', 'member', { access: closed }), 'read')).toBe('group_unknown');
  });

  it('counts an unknown group as no, and names it', () => {
    expect(authorize({ ...slack('UELSE'), permission: 'approve' })).toMatchObject({
      error: { refused: 'group_unknown', params: { group: { type: 'code', value: 'SGONE' } } },
    });
    expect(judge(slack('UELSE', 'member', { groupMembers: new Map() }), 'operate')).toBe('group_unknown');
  });
});

describe('authorize at the terminal', () => {
  it.each([
    ['a mapped operator', terminal('olga'), ['yes', 'yes', 'yes', 'group_unknown']],
    ['a mapped viewer', terminal('vera'), ['yes', 'not_operator', 'not_operator', 'group_unknown']],
    ['an unmapped login', terminal('root'), ['yes', 'not_operator', 'not_operator', 'not_approver']],
    ['a login named like a method', terminal('constructor'), ['yes', 'not_operator', 'not_operator', 'not_approver']],
    [
      'an unmapped login where channels make no viewers',
      terminal('root', { access: closed }),
      ['not_viewer', 'not_operator', 'not_operator', 'not_approver'],
    ],
  ] as const)('%s', (_, asker, verdicts) => expect(judgeAll(asker)).toEqual(verdicts));

  it('believes the map, never the user that came along', () => {
    const actor = { kind: 'terminal', login: 'root', user: 'UOPER', name: 'root' } as const;
    expect(judge(terminal('root', { actor }), 'operate')).toBe('not_operator');
  });

  it('refuses a mapped person whom Slack knows as deactivated, and goes on when Slack is silent', () => {
    const standing = (kind: Standing['kind']) => ({ user: 'UOPER', team: 'T1', name: '', kind, asOf: 0 });
    expect(judge(terminal('olga', { standing: standing('deactivated') }), 'read')).toBe('deactivated');
    expect(judge(terminal('olga', { standing: standing('unknown') }), 'operate')).toBe('yes');
  });
});

describe('rightsOf and groupsOf', () => {
  it('say the same as authorize', () => {
    expect(rightsOf(slack('UDBA'))).toEqual({ read: true, values: true, operate: true, approve: false });
    expect(groupsOf(access)).toEqual(['SDBA', 'SLEAD', 'SGONE']);
  });
});
