import type { RichTextBlock, RichTextElement, RichTextPreformatted, RichTextSection } from '@slack/types';
import type { Segment } from '../../core/message.ts';
import { cut } from './harmless.ts';
import { limits } from './limits.ts';

/** In the viewer's zone, to the second: times of an incident are compared with logs. What is foretold for a day has no second. */
export const dateFormat = ({ day }: { readonly day?: true }): string =>
  day ? '{date_short_pretty}' : '{date_short_pretty} {time_secs}';
/** The end of the year 9999. */
const MAX_SECONDS = 253_402_300_799;

type Look = { readonly bold?: boolean };

/** Texts become `text` elements, which Slack shows as they are; a time becomes a `date` element. */
export function elementsOf(segments: readonly Segment[], { bold = false }: Look = {}): RichTextElement[] {
  return segments
    .filter(segment => segment.text !== '')
    .map(segment => {
      const style = { ...(bold ? { bold: true } : {}), ...(segment.type === 'code' ? { code: true } : {}) };
      const styled = Object.keys(style).length > 0 ? { style } : {};
      if (segment.type === 'time' && isDate(segment.at)) {
        const timestamp = Math.floor(segment.at / 1000);
        return {
          type: 'date',
          timestamp,
          format: dateFormat(segment),
          fallback: cut(segment.text, limits.dateFallback),
          ...styled,
        };
      }
      return { type: 'text', text: segment.text, ...styled };
    });
}

export const isDate = (at: number): boolean => Number.isFinite(at) && at >= 0 && at / 1000 < MAX_SECONDS;

/** Never without elements, which Slack would refuse. */
export function section(segments: readonly Segment[], look: Look = {}): RichTextSection {
  const elements = elementsOf(segments, look);
  return { type: 'rich_text_section', elements: elements.length > 0 ? elements : [{ type: 'text', text: ' ' }] };
}

export const preformatted = (text: string): RichTextPreformatted => ({
  type: 'rich_text_preformatted',
  elements: [{ type: 'text', text: text === '' ? ' ' : text }],
});

export const richText = (elements: RichTextBlock['elements']): RichTextBlock => ({ type: 'rich_text', elements });

export const words = (text: string): Segment => ({ type: 'plain', text });

/** The first `max` characters of a sentence. */
export function cutSegments(segments: readonly Segment[], max: number): readonly Segment[] {
  let room = max;
  const kept: Segment[] = [];
  for (const segment of segments) {
    if (room <= 0) break;
    if (segment.text.length <= room) kept.push(segment);
    else if (segment.type !== 'time') kept.push({ ...segment, text: cut(segment.text, room) });
    room -= segment.text.length;
  }
  return kept;
}
