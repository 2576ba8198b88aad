import { describe, expect, it } from 'vitest';
import { createWorkspace } from '../../../src/playground/slack/create-workspace.ts';
import { escapeCommand, escapeMessage, smarten } from '../../../src/playground/slack/typed-text.ts';

const workspace = createWorkspace();

describe('typed text as Slack hands it on', () => {
  it.each([
    ['status --cluster prod', 'status —cluster prod'],
    ['get "a b"', 'get “a b”'],
    ["don't 'x'", 'don’t ‘x’'],
    ['a--b', 'a--b'],
  ])('a keyboard makes of %s: %s', (typed, smart) => {
    expect(smarten(typed)).toBe(smart);
  });

  it.each([
    ['ask @bob', 'ask <@U0BOB|bob>'],
    ['in #etcd-prod', 'in <#C0PRODETCD|etcd-prod>'],
    ['for @dba', 'for <!subteam^S0DBA|@dba>'],
    ['add etcd-4 http://10.0.0.4:2380', 'add etcd-4 <http://10.0.0.4:2380>'],
    ['a < b & c', 'a &lt; b &amp; c'],
    ['@nobody a@bob.test', '@nobody a@bob.test'],
  ])('a command %s is escaped to %s', (typed, escaped) => {
    expect(escapeCommand(workspace, typed)).toBe(escaped);
  });

  it('mentions in messages carry no label', () => {
    expect(escapeMessage(workspace, '@etcd status @here #etcd-prod')).toBe(
      '<@U0ETCDBOT> status <!here> <#C0PRODETCD|etcd-prod>',
    );
  });
});
