import { plainSpans, type Span } from './spans.ts';

/** The subset of Markdown that a `markdown` block is given. */
export type Part =
  | { readonly kind: 'heading'; readonly level: number; readonly spans: readonly Span[] }
  | { readonly kind: 'paragraph'; readonly spans: readonly Span[] }
  | { readonly kind: 'quote'; readonly spans: readonly Span[] }
  | { readonly kind: 'fence'; readonly text: string }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Span[])[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Span[])[])[] }
  | { readonly kind: 'rule' };

const shapes = {
  heading: /^(#{1,6})\s+(.*)$/,
  bullet: /^\s*[-*+]\s+(.*)$/,
  number: /^\s*\d+[.)]\s+(.*)$/,
  quote: /^>\s?(.*)$/,
  row: /^\s*\|(.+)\|\s*$/,
  rule: /^\s*(?:-{3,}|\*{3,})\s*$/,
} as const;

export function parseMarkdown(text: string): readonly Part[] {
  return text.split(/(^```[^\n]*\n[\s\S]*?^```[^\S\n]*$)/m).flatMap((part): readonly Part[] => {
    const fence = /^```[^\n]*\n([\s\S]*?)\n?```[^\S\n]*$/.exec(part);
    if (fence) return [{ kind: 'fence', text: fence[1] ?? '' }];
    return groupLines(part.split('\n'));
  });
}

type Shape = keyof typeof shapes | 'text' | 'blank';

function shapeOf(line: string): Shape {
  if (line.trim() === '') return 'blank';
  if (shapes.rule.test(line)) return 'rule';
  for (const shape of ['heading', 'row', 'quote', 'bullet', 'number'] as const) {
    if (shapes[shape].test(line)) return shape;
  }
  return 'text';
}

function groupLines(lines: readonly string[]): readonly Part[] {
  const groups: { shape: Shape; lines: string[] }[] = [];
  for (const line of lines) {
    const shape = shapeOf(line);
    const last = groups.at(-1);
    if (last && last.shape === shape && shape !== 'heading') last.lines.push(line);
    else groups.push({ shape, lines: [line] });
  }
  return groups.flatMap(group => partOf(group.shape, group.lines));
}

function partOf(shape: Shape, lines: readonly string[]): readonly Part[] {
  const inside = (line: string, of: RegExp): string => of.exec(line)?.[1] ?? line;
  if (shape === 'blank') return [];
  if (shape === 'rule') return [{ kind: 'rule' }];
  if (shape === 'heading') {
    const [, marks = '#', title = ''] = shapes.heading.exec(lines[0] ?? '') ?? [];
    return [{ kind: 'heading', level: marks.length, spans: inlineSpans(title) }];
  }
  if (shape === 'bullet' || shape === 'number') {
    return [
      { kind: 'list', ordered: shape === 'number', items: lines.map(line => inlineSpans(inside(line, shapes[shape]))) },
    ];
  }
  if (shape === 'quote')
    return [{ kind: 'quote', spans: inlineSpans(lines.map(line => inside(line, shapes.quote)).join('\n')) }];
  if (shape === 'row') {
    const rows = lines
      .filter(line => !/^[\s|:-]+$/.test(line))
      .map(line => inside(line, shapes.row).split(/(?<!\\)\|/));
    return [{ kind: 'table', rows: rows.map(cells => cells.map(cell => inlineSpans(cell.trim()))) }];
  }
  return [{ kind: 'paragraph', spans: inlineSpans(lines.join('\n')) }];
}

const inlines =
  /`([^`\n]+)`|\*\*(?=\S)(.+?)(?<=\S)\*\*|~~(.+?)~~|(?<![\p{L}\p{N}])[*_](?=\S)([^*_\n]+?)(?<=\S)[*_](?![\p{L}\p{N}])|\[([^\]\n]+)\]\(([^()\s]+)\)/u;

function inlineSpans(text: string): readonly Span[] {
  const match = inlines.exec(text);
  if (!match) return plainSpans(text);
  const [whole, code, bold, strike, italic, label, url] = match;
  const span = (): Span => {
    if (code !== undefined) return { kind: 'code', text: code };
    if (url !== undefined) return { kind: 'link', url, spans: inlineSpans(label ?? '') };
    if (bold !== undefined) return { kind: 'style', style: 'bold', spans: inlineSpans(bold) };
    if (strike !== undefined) return { kind: 'style', style: 'strike', spans: inlineSpans(strike) };
    return { kind: 'style', style: 'italic', spans: inlineSpans(italic ?? '') };
  };
  return [...plainSpans(text.slice(0, match.index)), span(), ...inlineSpans(text.slice(match.index + whole.length))];
}
