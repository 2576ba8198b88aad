import type { ComponentChildren } from 'preact';
import { usePage } from '../state/page-context.ts';
import { formatDate } from './date.ts';
import { emojiOf } from './emoji.ts';
import { parseMrkdwn } from './mrkdwn.ts';
import { type Piece, plainSpans, type Span, safeUrl } from './spans.ts';

/** Spans become elements and text nodes, never HTML. */
export function Spans({ of }: { readonly of: readonly Span[] }) {
  return of.map((span, index) => <OneSpan key={index} span={span} />);
}

function OneSpan({ span }: { readonly span: Span }) {
  if (span.kind === 'text') return span.text;
  if (span.kind === 'break') return <br />;
  if (span.kind === 'code') return <code>{span.text}</code>;
  if (span.kind === 'emoji') return <Emoji name={span.name} />;
  if (span.kind === 'date') return <time>{formatDate(span.unix, span.format, span.fallback, new Date())}</time>;
  if (span.kind === 'broadcast') return <span class="mention mention-loud">@{span.range}</span>;
  if (span.kind === 'link') {
    return (
      <Link url={span.url}>
        <Spans of={span.spans} />
      </Link>
    );
  }
  if (span.kind !== 'style') return <Mention kind={span.kind} id={span.id} label={span.label} />;
  const inner = <Spans of={span.spans} />;
  return span.style === 'bold' ? <b>{inner}</b> : span.style === 'italic' ? <i>{inner}</i> : <s>{inner}</s>;
}

export function Emoji({ name }: { readonly name: string }) {
  const found = emojiOf(name);
  if (found === null) return `:${name}:`;
  return (
    <span class="emoji" role="img" aria-label={name.replaceAll('_', ' ')}>
      {found}
    </span>
  );
}

export function Link({ url, children }: { readonly url: string; readonly children: ComponentChildren }) {
  const safe = safeUrl(url);
  if (safe === null) return <span title="This link was not made live">{children}</span>;
  return (
    <a href={safe} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

interface MentionProps {
  readonly kind: 'user' | 'channel' | 'group';
  readonly id: string;
  readonly label: string;
}

export function Mention({ kind, id, label }: MentionProps) {
  const { entries, me } = usePage();
  if (kind === 'channel') {
    return <span class="mention">#{entries.channels.find(each => each.id === id)?.name ?? (label || id)}</span>;
  }
  if (kind === 'group') {
    const handle = entries.world.groups.find(each => each.id === id)?.handle ?? (label.replace(/^@/, '') || id);
    return <span class="mention">@{handle}</span>;
  }
  const name = entries.world.people.find(each => each.id === id)?.name ?? (label.replace(/^@/, '') || id);
  return <span class={id === me ? 'mention mention-loud' : 'mention'}>@{name}</span>;
}

export function Mrkdwn({ text }: { readonly text: string }) {
  return parseMrkdwn(text).map((piece, index) => <OnePiece key={index} piece={piece} />);
}

function OnePiece({ piece }: { readonly piece: Piece }) {
  if (piece.kind === 'fence') return <pre class="fence">{piece.text}</pre>;
  if (piece.kind === 'quote') {
    return (
      <blockquote>
        <Spans of={piece.spans} />
      </blockquote>
    );
  }
  return (
    <div class="lines">
      <Spans of={piece.spans} />
    </div>
  );
}

export function Plain({ text }: { readonly text: string }) {
  return <Spans of={plainSpans(text)} />;
}
