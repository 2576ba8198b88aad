import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = resolve(import.meta.dirname, '../..');
const manifest = parse(readFileSync(join(root, 'manifest.yaml'), 'utf8'));
const scopes: readonly string[] = manifest.oauth_config.scopes.bot;

/** What Slack's reference asks of a bot token for each method we call. */
const scopesOf: Readonly<Record<string, readonly string[]>> = {
  'auth.test': [],
  'chat.postMessage': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
  'chat.update': ['chat:write'],
  'conversations.history': ['channels:history', 'groups:history'],
  'conversations.replies': ['channels:history', 'groups:history'],
  'files.uploadV2': ['files:write'],
  'usergroups.users.list': ['usergroups:read'],
  'users.info': ['users:read'],
  'views.open': [],
  'views.publish': [],
  'views.update': [],
};

const sources = readdirSync(join(root, 'src/slack'), { recursive: true, encoding: 'utf8' })
  .filter(name => name.endsWith('.ts'))
  .map(name => readFileSync(join(root, 'src/slack', name), 'utf8'));

describe('the manifest of the Slack app', () => {
  it('has the command escape what people type, and buttons, mentions and Socket Mode switched on', () => {
    expect(manifest.features.slash_commands).toEqual([
      expect.objectContaining({ command: '/etcd', should_escape: true }),
    ]);
    expect(manifest.settings).toMatchObject({
      interactivity: { is_enabled: true },
      event_subscriptions: { bot_events: ['app_home_opened', 'app_mention'] },
      socket_mode_enabled: true,
    });
    expect(manifest.display_information.name.length).toBeLessThanOrEqual(35);
    expect(manifest.display_information.description.length).toBeLessThanOrEqual(140);
  });

  it('asks for the scopes of the methods that are called, of its features, and for no other', () => {
    const called = sources.flatMap(text =>
      [...text.matchAll(/\bclient\.((?:[a-z][A-Za-z]*\.)+[a-zA-Z0-9]+)\(/g)].map(match => match[1] ?? ''),
    );
    expect(called.length).toBeGreaterThan(0);
    expect(called.filter(method => !scopesOf[method])).toEqual([]);
    const needed = new Set(['commands', 'app_mentions:read', ...called.flatMap(method => scopesOf[method] ?? [])]);
    expect(scopes.toSorted()).toEqual([...needed].toSorted());
  });

  it('explains every scope in the documentation', () => {
    const page = readFileSync(join(root, 'docs/slack-app.md'), 'utf8');
    for (const scope of scopes) expect(page).toContain(`\`${scope}\``);
  });
});
