import type { RichTextBlock, TableBlock } from '@slack/types';
import type { Cell, Element } from '../../core/document.ts';
import type { Segment, Text } from '../../core/message.ts';
import { oneLine, orDash } from './harmless.ts';
import { limits } from './limits.ts';
import { marked } from './marks.ts';
import { cutSegments, richText, section, words } from './rich.ts';

export type Tell = (text: Text) => readonly Segment[];
export type TableElement = Extract<Element, { type: 'table' }>;

/** A table of segments within Slack's limits, and how many rows and columns did not fit. */
export type Sheet = {
  readonly columns: readonly {
    readonly label: readonly Segment[];
    readonly right: boolean;
    readonly wrap: boolean;
  }[];
  readonly rows: readonly (readonly { readonly segments: readonly Segment[]; readonly strong: boolean }[])[];
  readonly missing: { readonly rows: number; readonly columns: number };
};

export function sheetOf(table: TableElement, tell: Tell, maxText: number = limits.tableText): Sheet {
  const columns = table.columns.slice(0, limits.tableColumns).map(({ label, align, wrap }) => ({
    label: cellSegments(tell(label)),
    right: align === 'right',
    wrap: wrap ?? false,
  }));
  const all = table.rows.map(row => columns.map((_, at) => drawCell(row[at], tell)));
  let room = maxText - weigh(columns.map(column => column.label));
  const rows = all.slice(0, limits.tableRows - 1).filter(row => {
    room -= weigh(row.map(cell => cell.segments));
    return room >= 0;
  });
  return {
    columns,
    rows,
    missing: { rows: all.length - rows.length, columns: table.columns.length - columns.length },
  };
}

/** The tone stands in the cell as a mark, because a cell has no colour. */
function drawCell(cell: Cell | undefined, tell: Tell): Sheet['rows'][number][number] {
  if (!cell) return { segments: [words(' ')], strong: false };
  const mark = cell.tone ? [words(marked(cell.tone))] : [];
  return { segments: [...mark, ...cellSegments(tell(cell.text))], strong: cell.strong ?? false };
}

/** One line; an empty cell would make Slack refuse the table. */
function cellSegments(segments: readonly Segment[]): readonly Segment[] {
  const shown = cutSegments(segments, limits.cellText)
    .map(segment => ({ ...segment, text: oneLine(segment.text) }))
    .filter(segment => segment.text !== '');
  return shown.some(segment => segment.text.trim() !== '') ? shown : [words('–')];
}

const weigh = (cells: readonly (readonly Segment[])[]): number =>
  cells.flat().reduce((sum, segment) => sum + segment.text.length, 0);

/** Slack's own table: the first row is the heading. */
export function tableBlock(sheet: Sheet): TableBlock {
  return {
    type: 'table',
    column_settings: sheet.columns.map(({ right, wrap }) => ({
      align: right ? 'right' : 'left',
      is_wrapped: wrap,
    })),
    rows: [
      sheet.columns.map(({ label }) => richCell(label, true)),
      ...sheet.rows.map(row => row.map(({ segments, strong }) => tableCell(segments, strong))),
    ],
  };
}

const richCell = (segments: readonly Segment[], bold: boolean): RichTextBlock =>
  richText([section(segments, { bold })]);

function tableCell(segments: readonly Segment[], strong: boolean): TableBlock['rows'][number][number] {
  const simple = !strong && segments.every(segment => segment.type === 'plain');
  if (!simple) return richCell(segments, strong);
  return { type: 'raw_text', text: orDash(segments.map(segment => segment.text).join('')) };
}
