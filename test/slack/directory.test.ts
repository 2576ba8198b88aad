import { describe, expect, it, onTestFinished } from 'vitest';
import { openDirectory } from '../../src/slack/directory.ts';
import { webClient } from '../../src/slack/web-client.ts';
import { aSlack } from '../a-slack.ts';
import { aLog, socketSettings } from './a-bot.ts';

async function aDirectory() {
  const slack = await aSlack();
  onTestFinished(() => slack.close());
  const { log, lines } = aLog();
  const team = slack.workspace.team.id;
  let now = 1_800_000_000_000;
  const directory = openDirectory({
    client: webClient(socketSettings(slack), log),
    self: () => ({ team, enterprise: null, botUserId: 'U0ETCDBOT' }),
    clock: () => now,
    log,
  });
  const pass = (ms: number): void => {
    now += ms;
  };
  return { slack, directory, team, lines, pass, at: () => now };
}

const MINUTE = 60_000;

describe('the standing of a person', () => {
  it.each([
    ['U0ALICE', 'member'],
    ['U0GUEST', 'guest'],
    ['U0SINGLE', 'guest'],
    ['U0GONE', 'deactivated'],
    ['U0FOREIGN', 'foreign'],
    ['U0OTHERBOT', 'bot'],
    ['U0NOBODY', 'unknown'],
  ])('%s is %s', async (user, kind) => {
    const { directory, team, at } = await aDirectory();
    expect(await directory.standing(user, team)).toMatchObject({ user, kind, asOf: at() });
  });

  it('of another workspace is foreign, whatever Slack would say', async () => {
    const { slack, directory } = await aDirectory();
    expect(await directory.standing('U0ALICE', 'T0OTHER')).toMatchObject({ kind: 'foreign' });
    expect(slack.calls.named('users.info')).toEqual([]);
  });

  it('is asked once by many, and again after five minutes', async () => {
    const { slack, directory, team, pass } = await aDirectory();
    await Promise.all(Array.from({ length: 20 }, () => directory.standing('U0ALICE', team)));
    pass(5 * MINUTE - 1);
    await directory.standing('U0ALICE', team);
    expect(slack.calls.named('users.info')).toHaveLength(1);
    pass(1);
    await directory.standing('U0ALICE', team);
    expect(slack.calls.named('users.info')).toHaveLength(2);
  });

  it('is nobody’s guess when it is too old and Slack is out', async () => {
    const { slack, directory, team, pass } = await aDirectory();
    await directory.standing('U0ALICE', team);
    slack.faults.outage();
    pass(4 * MINUTE);
    expect(await directory.standing('U0ALICE', team)).toMatchObject({ kind: 'member' });
    pass(MINUTE);
    await expect(directory.standing('U0ALICE', team)).rejects.toThrow();
  });
});

describe('the members of a group', () => {
  it('are those Slack names, for five minutes', async () => {
    const { slack, directory, pass, at } = await aDirectory();
    const told = { members: ['U0BOB', 'U0CAROL'], asOf: at() };
    expect(await directory.groupMembers('S0DBA')).toEqual(told);
    slack.faults.outage();
    pass(4 * MINUTE);
    expect(await directory.groupMembers('S0DBA'), 'as old as the answer of Slack').toEqual(told);
    pass(MINUTE);
    expect(await directory.groupMembers('S0DBA')).toBeNull();
  });

  it.each(['plan_upgrade_required', 'missing_scope', 'no_such_subteam'])(
    'are unknown after %s, which is believed for half a minute',
    async error => {
      const { slack, directory, lines, pass } = await aDirectory();
      slack.faults.api('usergroups.users.list', { kind: 'error', error });
      expect(await directory.groupMembers('S0DBA')).toBeNull();
      expect(await directory.groupMembers('S0DBA')).toBeNull();
      expect(slack.calls.named('usergroups.users.list')).toHaveLength(1);
      expect(lines).toContainEqual(expect.objectContaining({ level: 'warn' }));
      pass(MINUTE / 2);
      expect(await directory.groupMembers('S0DBA')).toMatchObject({ members: ['U0BOB', 'U0CAROL'] });
    },
  );
});
