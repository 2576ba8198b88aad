import type { Announcement } from '../src/core/announcement.ts';
import type { Document } from '../src/core/document.ts';
import { code, say } from '../src/core/message.ts';
import type { Refusal } from '../src/core/refusal.ts';
import type { Request } from '../src/core/request.ts';

/** A bug of ours concerns everybody; any other refusal only the one who asked. */
export function announcementOf(
  request: Request,
  { channel, thread }: Extract<Request['place'], { kind: 'channel' }>,
  refusal: Refusal | null,
  document: Document,
): Announcement {
  const { id, cluster, command, language, actor } = request;
  const person = refusal !== null && refusal.refused !== 'internal_error' && actor.kind === 'slack' ? actor.user : null;
  const about = { cluster: cluster ?? '', command };
  return {
    id: `answer-${id}`,
    channel,
    thread,
    audience: person === null ? { kind: 'channel' } : { kind: 'person', user: person },
    language,
    metadata: refusal === null ? { kind: 'answer', ...about } : { kind: 'refusal', ...about, code: refusal.refused },
    document,
  };
}

/** Who asked what goes into the small print at the end. */
export function withAsker(document: Document, request: Request): Document {
  const asked = say('work.asked', { name: request.actor.name, command: code(lineOf(request)) });
  const last = document.at(-1);
  if (last?.type !== 'note') return [...document, { type: 'note', texts: [asked] }];
  return [...document.slice(0, -1), { ...last, texts: [...last.texts, asked] }];
}

/** The command as somebody would type it. */
export function lineOf({ command, args, options, cluster }: Request): string {
  const quote = (text: string) => (/^[^\s"-][^\s"]*$/.test(text) ? text : JSON.stringify(text));
  const given = Object.entries(options).map(([name, value]) =>
    value === true ? `--${name}` : `--${name} ${quote(value)}`,
  );
  const named = cluster === null || options.cluster !== undefined ? [] : [`--cluster ${cluster}`];
  return ['/etcd', command, ...Object.values(args).map(quote), ...given, ...named].join(' ');
}
