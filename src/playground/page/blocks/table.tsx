import { useState } from 'preact/hooks';
import { type Fields, fieldsOf, flagOf, listOf, textOf } from '../../slack/fields.ts';
import { RichText } from './rich-text.tsx';

type Rows = readonly (readonly unknown[])[];

const rowsOf = (block: Fields): Rows => listOf(block.rows).map(listOf);

/** The first row is the heading, as in Slack's client. */
export function Table({ block }: { readonly block: Fields }) {
  const settings = listOf(block.column_settings).map(fieldsOf);
  const look = (column: number): string => {
    const { align, is_wrapped: isWrapped } = settings[column] ?? {};
    return `align-${align === 'right' || align === 'center' ? align : 'left'} ${flagOf(isWrapped) ? 'wraps' : 'keeps'}`;
  };
  const [head = [], ...body] = rowsOf(block);
  return <Grid head={head} body={body} look={look} />;
}

interface GridProps {
  readonly head: readonly unknown[];
  readonly body: Rows;
  readonly look: (column: number) => string;
}

function Grid({ head, body, look }: GridProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table scrolls, and the keyboard must reach it
    <section class="table-scroll" tabIndex={0} aria-label="Table">
      <table>
        <thead>
          <tr>
            {head.map((cell, column) => (
              <th key={column} scope="col" class={look(column)}>
                <Cell cell={fieldsOf(cell)} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class={look(column)}>
                  <Cell cell={fieldsOf(cell)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Cell({ cell }: { readonly cell: Fields }) {
  if (cell.type === 'rich_text') return <RichText block={cell} />;
  if (cell.type === 'raw_number') return textOf(cell.text) || textOf(cell.value);
  return textOf(cell.text);
}

export function DataTable({ block }: { readonly block: Fields }) {
  const size = Math.min(100, Math.max(1, Number(block.page_size ?? 5) || 5));
  const [page, turn] = useState(0);
  const [head = [], ...body] = rowsOf(block);
  const last = Math.max(0, Math.ceil(body.length / size) - 1);
  return (
    <div class="data-table">
      <div class="muted">{textOf(block.caption)}</div>
      <Grid head={head} body={body.slice(page * size, (page + 1) * size)} look={() => 'align-left wraps'} />
      {last > 0 && (
        <div class="pages">
          <button type="button" class="button" disabled={page === 0} onClick={() => turn(page - 1)}>
            Back
          </button>
          <span>
            {page + 1} of {last + 1}
          </span>
          <button type="button" class="button" disabled={page === last} onClick={() => turn(page + 1)}>
            Next
          </button>
        </div>
      )}
    </div>
  );
}
