/**
 * What a person typed, out of what Slack made of it: links become the text that was linked, mentions lose the name that
 * anybody may choose (`<@U1|bob>` becomes `<@U1>`), and `&amp; &lt; &gt;` become characters again.
 * Source: docs.slack.dev/messaging/formatting-message-text, "Retrieving messages".
 */
export function unformat(text: string): string {
  return text
    .replace(/<([^<>]*)>/g, (_, inside: string) => entityText(inside))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function entityText(inside: string): string {
  const bar = inside.indexOf('|');
  const [target, label] = bar < 0 ? [inside, null] : [inside.slice(0, bar), inside.slice(bar + 1)];
  if (/^[@#!]/.test(target)) return `<${target}>`;
  return label !== null && typed(target, label) ? label : target;
}

/** Slack links what looks like a link and keeps what was typed as the label; any other label is a disguise. */
const typed = (target: string, label: string): boolean =>
  ['', 'http://', 'https://', 'mailto:', 'tel:'].some(prefix => target === prefix + label);
