import { type Fields, textOf } from '../../slack/fields.ts';
import { type Part, parseMarkdown } from '../text/markdown.ts';
import { Spans } from '../text/text.tsx';

export function MarkdownBlock({ block }: { readonly block: Fields }) {
  return (
    <div class="markdown">
      {parseMarkdown(textOf(block.text)).map((part, index) => (
        <OnePart key={index} part={part} />
      ))}
    </div>
  );
}

function OnePart({ part }: { readonly part: Part }) {
  if (part.kind === 'rule') return <hr />;
  if (part.kind === 'fence') return <pre class="fence">{part.text}</pre>;
  if (part.kind === 'list') return <MarkdownList ordered={part.ordered} items={part.items} />;
  if (part.kind === 'table') return <MarkdownTable rows={part.rows} />;
  const inner = <Spans of={part.spans} />;
  if (part.kind === 'quote') return <blockquote>{inner}</blockquote>;
  if (part.kind === 'paragraph') return <p>{inner}</p>;
  return part.level < 3 ? <h3>{inner}</h3> : <h4>{inner}</h4>;
}

function MarkdownList({ ordered, items }: Pick<Extract<Part, { kind: 'list' }>, 'ordered' | 'items'>) {
  const inner = items.map((item, index) => (
    <li key={index}>
      <Spans of={item} />
    </li>
  ));
  return ordered ? <ol class="list">{inner}</ol> : <ul class="list">{inner}</ul>;
}

function MarkdownTable({ rows }: Pick<Extract<Part, { kind: 'table' }>, 'rows'>) {
  const [head = [], ...body] = rows;
  return (
    <div class="table-scroll">
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={index} scope="col">
                <Spans of={cell} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {body.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>
                  <Spans of={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
