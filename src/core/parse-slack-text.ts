import { quoteTyped } from './parse-quote.ts';
import { type Refusal, refuse } from './refusal.ts';
import { fail, type Result, succeed } from './result.ts';

/**
 * Turns the text of a Slack payload into what was typed: automatic links are taken apart, `&lt; &gt; &amp;` decoded.
 * A typed `<` always arrives escaped, so a bare one is Slack's own: a mention, which no argument takes.
 * Source: docs.slack.dev/messaging/formatting-message-text
 */
export function unwrapSlack(text: string): Result<string, Refusal> {
  let refusal: Refusal | null = null;
  const typed = text.replace(/<([^<>]*)>/g, (_, inside: string) => {
    const [target = '', label] = splitOnce(inside, '|');
    if (/^[@#!]/.test(target))
      refusal ??= refuse('mention', { mention: quoteTyped(decode(shownMention(target, label))) });
    else if (label !== undefined && !isLabelOf(label, target)) {
      refusal ??= refuse('link_differs', { label: quoteTyped(decode(label)), target: quoteTyped(decode(target)) });
    }
    return label ?? target;
  });
  return refusal ? fail(refusal) : succeed(decode(typed));
}

function decode(text: string): string {
  return text.replace(/&(lt|gt|amp);/g, (_, name: string) => (name === 'lt' ? '<' : name === 'gt' ? '>' : '&'));
}

/** Slack links what looks like an address; the label is what was typed. Any other label is a link somebody made. */
function isLabelOf(label: string, target: string): boolean {
  return ['', 'http://', 'https://', 'mailto:', 'tel:'].some(scheme =>
    [`${scheme}${label}`, `${scheme}${label}/`].includes(target),
  );
}

function shownMention(target: string, label: string | undefined): string {
  const sigil = target.startsWith('#') ? '#' : '@';
  return label === undefined ? target : `${sigil}${label.replace(/^[@#]/, '')}`;
}

function splitOnce(text: string, separator: string): readonly [string, string?] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
