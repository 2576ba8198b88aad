import { plain, type Segment } from '../../core/message.ts';
import type { Sheet } from './table.ts';

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff00-\uff60]/u;
const none = /\p{M}|\p{Cf}/u;

/** Columns a fixed-width font needs; good enough for the scripts of our languages. */
export const widthOf = (text: string): number =>
  [...text].reduce((sum, letter) => sum + (none.test(letter) ? 0 : wide.test(letter) ? 2 : 1), 0);

/** A table as lines of fixed-width text, for where Slack takes no second table. The first line is the heading. */
export function gridLines(sheet: Sheet): readonly string[] {
  const head = sheet.columns.map(({ label }) => text(label));
  const body = sheet.rows.map(row => row.map(({ segments }) => text(segments)));
  const widths = head.map((label, at) => Math.max(widthOf(label), ...body.map(row => widthOf(row[at] ?? ''))));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => pad(cell, widths[at] ?? 0, sheet.columns[at]?.right ?? false))
      .join('  ')
      .trimEnd();
  return [line(head), ...body.map(line)];
}

const text = (segments: readonly Segment[]): string => plain(segments).trim();

function pad(cell: string, width: number, right: boolean): string {
  const room = ' '.repeat(Math.max(0, width - widthOf(cell)));
  return right ? room + cell : cell + room;
}
