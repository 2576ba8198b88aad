import type { ComponentChild } from 'preact';
import { type Fields, fieldsOf, listOf, textOf } from '../../slack/fields.ts';
import { Boundary, Unsupported } from './boundary.tsx';
import { DataVisualization } from './chart.tsx';
import { InputBlock } from './input.tsx';
import { Actions, Context, Header, ImageBlock, Section } from './layout.tsx';
import { MarkdownBlock } from './markdown.tsx';
import { Alert, Plan, TaskCard } from './progress.tsx';
import { RichText } from './rich-text.tsx';
import { DataTable, Table } from './table.tsx';
import { Words } from './words.tsx';

const drawings: Readonly<Record<string, (block: Fields) => ComponentChild>> = {
  header: block => <Header block={block} />,
  section: block => <Section block={block} />,
  context: block => <Context block={block} />,
  context_actions: block => <Actions block={block} />,
  actions: block => <Actions block={block} />,
  divider: () => <hr />,
  image: block => <ImageBlock block={block} />,
  input: block => <InputBlock block={block} />,
  rich_text: block => <RichText block={block} />,
  table: block => <Table block={block} />,
  data_table: block => <DataTable block={block} />,
  markdown: block => <MarkdownBlock block={block} />,
  alert: block => <Alert block={block} />,
  plan: block => <Plan block={block} />,
  task_card: block => <TaskCard block={block} />,
  data_visualization: block => <DataVisualization block={block} />,
  container: block => <Container block={block} />,
};

/** Whatever an app may send: what isn't known is told, never hidden. */
export function Blocks({ of }: { readonly of: readonly unknown[] }) {
  return of.map((each, index) => {
    const block = fieldsOf(each);
    const type = textOf(block.type) || 'without a type';
    const draw = Object.hasOwn(drawings, type) ? drawings[type] : undefined;
    return (
      <div
        class={`block block-${type.replace(/[^a-z_]/g, '')}`}
        data-block-type={type}
        key={textOf(block.block_id) || index}
      >
        <Boundary what={type}>
          {draw ? draw(block) : <Unsupported what={type} why="is not drawn by this page" />}
        </Boundary>
      </div>
    );
  });
}

function Container({ block }: { readonly block: Fields }) {
  const head = (
    <>
      {block.title !== undefined && (
        <h4>
          <Words of={block.title} />
        </h4>
      )}
      {block.subtitle !== undefined && (
        <p class="muted">
          <Words of={block.subtitle} />
        </p>
      )}
    </>
  );
  const children = <Blocks of={listOf(block.child_blocks)} />;
  if (block.is_collapsible !== true)
    return (
      <section class="container">
        {head}
        {children}
      </section>
    );
  return (
    <details class="container" open={block.default_collapsed !== true}>
      <summary>{head}</summary>
      {children}
    </details>
  );
}
