import type { ContextBlock, KnownBlock, RichTextBlock } from '@slack/types';
import type { Element, Open } from '../../core/document.ts';
import { plain, type Segment, say } from '../../core/message.ts';
import { actionBlocks, plainText } from './buttons.ts';
import { gridLines } from './grid.ts';
import { cut, oneLine } from './harmless.ts';
import { limits } from './limits.ts';
import type { Looks } from './looks.ts';
import { marked } from './marks.ts';
import { pictureBlocks } from './picture.ts';
import { planBlocks } from './plan.ts';
import { cutSegments, dateFormat, isDate, preformatted, richText, section, words } from './rich.ts';
import { sheetOf, type TableElement, type Tell, tableBlock } from './table.ts';

/** Draws one element. `native`: whether Slack's table block is still free, of which a message may hold one. */
export function drawElement(element: Open, tell: Tell, native: boolean, looks: Looks): readonly KnownBlock[] {
  switch (element.type) {
    case 'verdict':
      return [drawVerdict([words(marked(element.tone)), ...tell(element.text)])];
    case 'heading':
      return [line(tell(element.text), true)];
    case 'paragraph':
      return [line(tell(element.text), false)];
    case 'call':
      return [drawCall(element.group, tell(element.text))];
    case 'fields':
      return element.fields.length === 0 ? [] : [drawFields(element.fields, tell)];
    case 'list':
      return element.items.length === 0 ? [] : [drawList(element.items, tell)];
    case 'table':
      return element.columns.length === 0 ? [] : drawTable(element, tell, native);
    case 'code':
      return [drawLines(element.text.split('\n'), tell)];
    case 'note':
      return element.texts.length === 0 ? [] : [drawNote(element.texts.map(tell))];
    case 'steps':
      return element.steps.length === 0 ? [] : planBlocks(element.steps, tell);
    case 'chart':
    case 'treemap':
      return pictureBlocks(element, tell, looks);
    case 'divider':
      return [{ type: 'divider' }];
    case 'actions':
      return actionBlocks(element.buttons, tell);
  }
}

/** Slack's largest letters; they can hold neither times nor long sentences, which are bold then. */
function drawVerdict(segments: readonly Segment[]): KnownBlock {
  const text = oneLine(plain(segments));
  const fits = text.length <= limits.headerText && segments.every(segment => segment.type !== 'time');
  return fits ? { type: 'header', text: plainText(text, limits.headerText) } : line(segments, true);
}

const line = (segments: readonly Segment[], bold: boolean): RichTextBlock =>
  richText([section(cutSegments(segments, limits.sectionText), { bold })]);

const drawCall = (group: string, segments: readonly Segment[]): RichTextBlock =>
  richText([
    {
      type: 'rich_text_section',
      elements: [{ type: 'usergroup', usergroup_id: group }, ...section([words(' '), ...segments]).elements],
    },
  ]);

function drawFields(fields: Extract<Element, { type: 'fields' }>['fields'], tell: Tell): RichTextBlock {
  const rows = fields.map(({ label, value, tone }, at) => ({
    label: [words(`${at > 0 ? '\n' : ''}${cut(oneLine(plain(tell(label))), limits.cellText)}  `)],
    value: [words(marked(tone)), ...tell(value)],
  }));
  const { kept, left } = fitting(rows, ({ label, value }) => [...label, ...value]);
  const elements = kept.flatMap(({ label, value }) => [
    ...section(label, { bold: true }).elements,
    ...section(cutSegments(value, limits.sectionText - plain(label).length)).elements,
  ]);
  const rest = left > 0 ? section([words('\n'), ...tell(say('slack.more_items', { count: left }))]).elements : [];
  return richText([{ type: 'rich_text_section', elements: [...elements, ...rest] }]);
}

function drawList(items: Extract<Element, { type: 'list' }>['items'], tell: Tell): RichTextBlock {
  const drawn = items.map(({ text, tone }) => [words(marked(tone)), ...tell(text)]);
  const { kept, left } = fitting(drawn.slice(0, limits.listItems), segments => segments);
  const missing = left + Math.max(0, drawn.length - limits.listItems);
  const rest = missing > 0 ? [section(tell(say('slack.more_items', { count: missing })))] : [];
  const elements = kept.map(segments => section(cutSegments(segments, limits.sectionText)));
  return richText([{ type: 'rich_text_list', style: 'bullet', elements: [...elements, ...rest] }]);
}

/** As many as fit into one block's text, but always the first. */
function fitting<T>(
  items: readonly T[],
  textOf: (item: T) => readonly Segment[],
): { kept: readonly T[]; left: number } {
  let room = limits.sectionText;
  const kept = items.filter((item, at) => {
    room -= plain(textOf(item)).length;
    return room >= 0 || at === 0;
  });
  return { kept, left: items.length - kept.length };
}

function drawTable(table: TableElement, tell: Tell, native: boolean): readonly KnownBlock[] {
  const caption = table.caption ? [line(tell(table.caption), true)] : [];
  const sheet = sheetOf(table, tell);
  if (!native) return [...caption, drawLines(gridLines(sheet), tell, sheet.missing.rows)];
  const { rows, columns } = sheet.missing;
  const missing = [
    ...(rows > 0 ? [tell(say('slack.more_rows', { count: rows }))] : []),
    ...(columns > 0 ? [tell(say('slack.more_columns', { count: columns }))] : []),
  ];
  return [...caption, tableBlock(sheet), ...(missing.length > 0 ? [drawNote(missing)] : [])];
}

/** Fixed-width text, cut at whole lines. `missing` lines were left out before. */
function drawLines(lines: readonly string[], tell: Tell, missing = 0): RichTextBlock {
  let room = limits.sectionText;
  const kept = lines.filter((text, at) => {
    room -= text.length + 1;
    return room >= 0 || at === 0;
  });
  const left = lines.length - kept.length + missing;
  const shown = cut(kept.join('\n'), limits.sectionText);
  const rest = left > 0 ? [section(tell(say('slack.more_lines', { count: left })))] : [];
  return richText([preformatted(shown), ...rest]);
}

/** Small print. Plain text cannot hold a time of the viewer's zone, so a time is an element of its own: digits only, by us. */
function drawNote(texts: readonly (readonly Segment[])[]): ContextBlock {
  const joined = texts.flatMap((segments, at) => (at === 0 ? segments : [words(' · '), ...segments]));
  return { type: 'context', elements: noteElements(joined).slice(0, limits.contextElements) };
}

function noteElements(segments: readonly Segment[]): ContextBlock['elements'] {
  const merged: Segment[] = [];
  for (const segment of segments) {
    const last = merged.at(-1);
    if (isTime(segment) || !last || isTime(last)) merged.push(segment);
    else merged.splice(-1, 1, words(last.text + segment.text));
  }
  const shown = merged.filter(segment => segment.text.trim() !== '');
  const safe = shown.length > 0 ? shown : [words('–')];
  return safe.map(segment =>
    segment.type === 'time' && isTime(segment)
      ? { type: 'mrkdwn', text: dateEntity(segment) }
      : plainText(segment.text.trim(), limits.contextText),
  );
}

const isTime = (segment: Segment): boolean => segment.type === 'time' && isDate(segment.at);

const dateEntity = (segment: Segment & { readonly type: 'time' }): string =>
  `<!date^${Math.floor(segment.at / 1000)}^${dateFormat(segment)}|${new Date(segment.at).toISOString()}>`;
