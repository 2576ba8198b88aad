import type { Segment } from '../../core/message.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass
const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu;
const entity = /<(?=[!@#]|https?:|mailto:|tel:|slack:)/gi;
const broadcast = /@(?=channel|here|everyone)/gi;

/** Invisible, of no width, and no space: it breaks what a parser would join, and nothing a reader sees. */
const JOINER = '\u2060';

/**
 * The one place where text of people and machines becomes fit for Slack. Blocks put it where nothing is parsed, the
 * fallback escapes it; this breaks entities and broadcasts beside that, so that one mistake there pings nobody. Control
 * characters, text direction overrides and broken surrogates show as �.
 */
export function harmless(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/\t/g, '  ')
    .replace(control, '�')
    .replace(entity, `<${JOINER}`)
    .replace(broadcast, `@${JOINER}`);
}

export const harmlessSegment = (segment: Segment): Segment => ({ ...segment, text: harmless(segment.text) });

export const oneLine = (text: string): string => text.replace(/\s*\n\s*/g, ' ');

/** At most `max` characters, the last of them `…` when something was cut; never half a character. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Slack refuses empty texts. */
export const orDash = (text: string): string => (text.trim() === '' ? '–' : text);
