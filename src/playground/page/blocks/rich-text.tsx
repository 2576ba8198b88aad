import type { ComponentChild } from 'preact';
import { type Fields, fieldsOf, flagOf, listOf, textOf } from '../../slack/fields.ts';
import { formatDate } from '../text/date.ts';
import { plainSpans } from '../text/spans.ts';
import { Emoji, Link, Mention, Spans } from '../text/text.tsx';
import { Unsupported } from './boundary.tsx';

export function RichText({ block }: { readonly block: Fields }) {
  return listOf(block.elements)
    .map(fieldsOf)
    .map((element, index) => <Part key={index} part={element} />);
}

function Part({ part }: { readonly part: Fields }) {
  const leaves = <Leaves of={listOf(part.elements)} />;
  if (part.type === 'rich_text_section') return <div class="lines">{leaves}</div>;
  if (part.type === 'rich_text_preformatted') return <pre class="fence">{leaves}</pre>;
  if (part.type === 'rich_text_quote') return <blockquote>{leaves}</blockquote>;
  if (part.type !== 'rich_text_list') return <Unsupported what={textOf(part.type)} why="inside rich text" />;
  const items = listOf(part.elements)
    .map(fieldsOf)
    .map((item, index) => (
      <li key={index}>
        <Part part={item} />
      </li>
    ));
  const indent = `list indent-${Math.min(5, Math.max(0, Number(part.indent ?? 0) || 0))}`;
  return part.style === 'ordered' ? (
    <ol class={indent} start={(Number(part.offset ?? 0) || 0) + 1}>
      {items}
    </ol>
  ) : (
    <ul class={indent}>{items}</ul>
  );
}

function Leaves({ of }: { readonly of: readonly unknown[] }) {
  return of.map(fieldsOf).map((leaf, index) => styled(fieldsOf(leaf.style), <Leaf key={index} leaf={leaf} />));
}

function styled(style: Fields, child: ComponentChild): ComponentChild {
  const inner = flagOf(style.code) ? <code>{child}</code> : child;
  const struck = flagOf(style.strike) ? <s>{inner}</s> : inner;
  const slanted = flagOf(style.italic) ? <i>{struck}</i> : struck;
  return flagOf(style.bold) ? <b>{slanted}</b> : slanted;
}

function Leaf({ leaf }: { readonly leaf: Fields }) {
  const draw = leaves[textOf(leaf.type)];
  return draw ? draw(leaf) : <Unsupported what={textOf(leaf.type)} why="inside rich text" />;
}

const leaves: Readonly<Record<string, (leaf: Fields) => ComponentChild>> = {
  text: leaf => <Spans of={plainSpans(textOf(leaf.text)).map(asWritten)} />,
  link: leaf => <Link url={textOf(leaf.url)}>{textOf(leaf.text) || textOf(leaf.url)}</Link>,
  user: leaf => <Mention kind="user" id={textOf(leaf.user_id)} label="" />,
  channel: leaf => <Mention kind="channel" id={textOf(leaf.channel_id)} label="" />,
  usergroup: leaf => <Mention kind="group" id={textOf(leaf.usergroup_id)} label="" />,
  broadcast: leaf => <span class="mention mention-loud">@{textOf(leaf.range)}</span>,
  emoji: leaf => <Emoji name={textOf(leaf.name)} />,
  color: leaf => <code>{textOf(leaf.value)}</code>,
  date: leaf => (
    <time>{formatDate(Number(leaf.timestamp), textOf(leaf.format), textOf(leaf.fallback), new Date())}</time>
  ),
};

/** In rich text an emoji is an element of its own, so `:x:` in text is text. */
const asWritten = (span: ReturnType<typeof plainSpans>[number]) =>
  span.kind === 'emoji' ? ({ kind: 'text', text: `:${span.name}:` } as const) : span;
