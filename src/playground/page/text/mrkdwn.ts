import { type Piece, plainSpans, type Span, unescapeSlack } from './spans.ts';

const styles = { '*': 'bold', _: 'italic', '~': 'strike' } as const;

/** Reads Slack's mrkdwn (docs.slack.dev/messaging/formatting-message-text): fences and quotes first, then spans. */
export function parseMrkdwn(text: string): readonly Piece[] {
  return text.split(/(```[\s\S]+?```)/).flatMap((part): readonly Piece[] => {
    if (/^```[\s\S]+```$/.test(part))
      return [{ kind: 'fence', text: unescapeSlack(part.slice(3, -3).replace(/^\n|\n$/g, '')) }];
    return quotesAndLines(part);
  });
}

function quotesAndLines(text: string): readonly Piece[] {
  const pieces: { quoted: boolean; lines: string[] }[] = [];
  for (const line of text.replace(/^\n|\n$/g, '').split('\n')) {
    const match = /^(?:&gt;|>) ?(.*)$/.exec(line);
    const last = pieces.at(-1);
    if (last && last.quoted === (match !== null)) last.lines.push(match?.[1] ?? line);
    else pieces.push({ quoted: match !== null, lines: [match?.[1] ?? line] });
  }
  return pieces
    .filter(({ lines }) => lines.some(line => line !== ''))
    .map(({ quoted, lines }) => ({ kind: quoted ? 'quote' : 'lines', spans: parseSpans(lines.join('\n')) }));
}

/** Code and `<…>` bind strongest: no style reaches into them. */
export function parseSpans(text: string): readonly Span[] {
  const match = /`([^`\n]+)`|<([^<>\n]+)>/.exec(text);
  const style = firstStyle(text, match?.index ?? text.length);
  if (style) {
    const [start, end, name] = style;
    return [
      ...plainSpans(unescapeSlack(text.slice(0, start))),
      { kind: 'style', style: name, spans: parseSpans(text.slice(start + 1, end)) },
      ...parseSpans(text.slice(end + 1)),
    ];
  }
  if (!match) return plainSpans(unescapeSlack(text));
  const [whole, code, entity] = match;
  return [
    ...plainSpans(unescapeSlack(text.slice(0, match.index))),
    code !== undefined ? { kind: 'code', text: unescapeSlack(code) } : entitySpan(entity ?? ''),
    ...parseSpans(text.slice(match.index + whole.length)),
  ];
}

type Found = readonly [start: number, end: number, style: (typeof styles)[keyof typeof styles]];

/** A marker opens at the start of a word and closes at the end of one, on the same line: `a*b*c` stays as it is. */
function firstStyle(text: string, before: number): Found | null {
  const found = /(?<![\p{L}\p{N}*_~`])([*_~])(?=\S)((?:`[^`\n]+`|<[^<>\n]+>|[^\n`<])*?)(?<=\S)\1(?![\p{L}\p{N}])/u.exec(
    text,
  );
  if (!found || found.index >= before || found[2] === '') return null;
  const marker = found[1];
  if (marker !== '*' && marker !== '_' && marker !== '~') return null;
  return [found.index, found.index + found[0].length - 1, styles[marker]];
}

function entitySpan(entity: string): Span {
  const bar = entity.indexOf('|');
  const target = bar < 0 ? entity : entity.slice(0, bar);
  const label = unescapeSlack(bar < 0 ? '' : entity.slice(bar + 1));
  if (target.startsWith('@')) return { kind: 'user', id: target.slice(1), label };
  if (target.startsWith('#')) return { kind: 'channel', id: target.slice(1), label };
  if (target.startsWith('!subteam^')) return { kind: 'group', id: target.slice(9), label };
  if (target.startsWith('!date^')) {
    const [, unix = '', format = ''] = target.split('^');
    return { kind: 'date', unix: Number(unix), format: unescapeSlack(format), fallback: label };
  }
  if (target.startsWith('!')) return { kind: 'broadcast', range: target.slice(1) };
  const url = unescapeSlack(target);
  return { kind: 'link', url, spans: plainSpans(label === '' ? url : label) };
}
