import stringWidth from 'string-width';

export type Heading = { readonly label: string; readonly align: 'left' | 'right' };
export type TextCell = { readonly text: string; readonly paint: (text: string) => string };

/** Columns as wide as their widest cell, two blanks between them. */
export function drawTable(headings: readonly Heading[], rows: readonly (readonly TextCell[])[]): string {
  const widths = headings.map(({ label }, column) =>
    Math.max(stringWidth(label), ...rows.map(row => stringWidth(row[column]?.text ?? ''))),
  );
  const pad = (text: string, column: number): string => {
    const room = ' '.repeat(Math.max(0, (widths[column] ?? 0) - stringWidth(text)));
    return headings[column]?.align === 'right' ? room + text : text + room;
  };
  const head = headings.map(({ label }, column) => pad(label, column)).join('  ');
  const body = rows.map(row => headings.map((_, column) => cellAt(row, column, pad)).join('  '));
  return [head, ...body].map(line => line.trimEnd()).join('\n');
}

function cellAt(row: readonly TextCell[], column: number, pad: (text: string, column: number) => string): string {
  const cell = row[column];
  return cell ? cell.paint(pad(cell.text, column)) : pad('', column);
}
