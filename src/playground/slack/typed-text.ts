import type { Workspace } from './workspace.ts';

const smartQuote = (mark: string, offset: number, whole: string): string => {
  const opens = offset === 0 || /[\s([{=]/.test(whole[offset - 1] ?? '');
  if (mark === '"') return opens ? '“' : '”';
  return opens ? '‘' : '’';
};

/** What keyboards and Slack's composer make of plain typing: curly quotes, and a dash of two hyphens. */
export const smarten = (text: string): string =>
  text.replaceAll(/["']/g, smartQuote).replaceAll(/(?<=^|\s)--(?=\S)/g, '—');

const escapeEntities = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** Text of a slash command under `should_escape: true`: people, channels and links become `<…>` with labels. */
export const escapeCommand = (workspace: Workspace, text: string): string =>
  convert(text, {
    user: name => {
      const user = userNamed(workspace, name);
      return user ? `<@${user.id}|${user.name}>` : groupMention(workspace, name, true);
    },
    channel: name => {
      const channel = channelNamed(workspace, name);
      return channel ? `<#${channel.id}|${channel.name}>` : undefined;
    },
  });

/** Text of a message as an event carries it: `<@U…>`, `<#C…|name>`, `<!subteam^S…>`, `<https://…>`. */
export const escapeMessage = (workspace: Workspace, text: string): string =>
  convert(text, {
    user: name => {
      if (['here', 'channel', 'everyone'].includes(name)) return `<!${name}>`;
      const user = userNamed(workspace, name);
      return user ? `<@${user.id}>` : groupMention(workspace, name, false);
    },
    channel: name => {
      const channel = channelNamed(workspace, name);
      return channel ? `<#${channel.id}|${channel.name}>` : undefined;
    },
  });

interface Names {
  readonly user: (name: string) => string | undefined;
  readonly channel: (name: string) => string | undefined;
}

const special = /https?:\/\/[^\s<>|“”"]+|(?<![\w@])@[a-z0-9._-]+|(?<![\w#])#[a-z0-9_-]+/gi;

function convert(text: string, names: Names): string {
  let result = '';
  let end = 0;
  for (const match of text.matchAll(special)) {
    const found = match[0];
    const name = found.slice(1).toLowerCase();
    const replaced = found.startsWith('@')
      ? names.user(name)
      : found.startsWith('#')
        ? names.channel(name)
        : `<${found}>`;
    result += escapeEntities(text.slice(end, match.index)) + (replaced ?? escapeEntities(found));
    end = match.index + found.length;
  }
  return result + escapeEntities(text.slice(end));
}

const userNamed = (workspace: Workspace, name: string) =>
  [...workspace.users.values()].find(user => user.name === name && !user.deleted);

const channelNamed = (workspace: Workspace, name: string) =>
  [...workspace.channels.values()].find(channel => channel.name === name);

function groupMention(workspace: Workspace, handle: string, labelled: boolean): string | undefined {
  const group = [...workspace.groups.values()].find(each => each.handle === handle);
  if (!group) return undefined;
  return labelled ? `<!subteam^${group.id}|@${group.handle}>` : `<!subteam^${group.id}>`;
}
