import { type Document, type Open, unfolded } from '../../core/document.ts';
import { plain, say, type Text } from '../../core/message.ts';
import { spokenChart } from '../../core/spark.ts';
import { cut, oneLine } from './harmless.ts';
import { limits } from './limits.ts';
import { marked, stepMarks } from './marks.ts';
import type { Tell } from './table.ts';

/** The three characters that Slack asks to be escaped; nothing else is markup with `mrkdwn: false`. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The whole document as text: what notifications, screen readers and search see. Cut at whole lines. */
export function fallbackOf(document: Document, tell: Tell): string {
  const escaped = unfolded(document).flatMap(element =>
    linesOf(element, text => oneLine(plain(tell(text))), tell).map(
      line => mentionIn(element) + escapeText(cut(line, limits.cellText * 2)),
    ),
  );
  const whole = escaped.join('\n');
  if (whole.length <= limits.fallbackText) return whole === '' ? '–' : whole;
  return shorten(escaped, tell);
}

/** The one thing that notifies people. Only an id can stand in it. */
const mentionIn = (element: Open): string =>
  element.type === 'call' && /^S[A-Z0-9]+$/.test(element.group) ? `<!subteam^${element.group}> ` : '';

function shorten(lines: readonly string[], tell: Tell): string {
  let room = limits.fallbackText - 100;
  const kept = lines.filter(line => {
    room -= line.length + 1;
    return room >= 0;
  });
  const rest = escapeText(cut(plain(tell(say('slack.more_lines', { count: lines.length - kept.length }))), 99));
  return [...kept, rest].join('\n');
}

function linesOf(element: Open, told: (text: Text) => string, tell: Tell): readonly string[] {
  switch (element.type) {
    case 'verdict':
      return [marked(element.tone) + told(element.text)];
    case 'call':
      return [told(element.text)];
    case 'heading':
    case 'paragraph':
      return plain(tell(element.text)).split('\n');
    case 'fields':
      return element.fields.map(({ label, value, tone }) => `${told(label)}: ${marked(tone)}${told(value)}`);
    case 'list':
      return element.items.map(({ text, tone }) => `• ${marked(tone)}${told(text)}`);
    case 'table':
      return [
        ...(element.caption ? [told(element.caption)] : []),
        element.columns.map(({ label }) => told(label)).join(' | '),
        ...element.rows.map(row => row.map(cell => marked(cell.tone) + told(cell.text)).join(' | ')),
      ];
    case 'code':
      return element.text.split('\n');
    case 'note':
      return [element.texts.map(told).join(' · ')];
    case 'steps':
      return element.steps.map(
        ({ state, text, note }) => `${stepMarks[state]} ${told(text)}${note ? ` (${told(note)})` : ''}`,
      );
    case 'chart':
      return [told(element.title), ...spokenChart(element).map(told)];
    case 'treemap':
    case 'divider':
      return [];
    case 'actions':
      return [];
  }
}
