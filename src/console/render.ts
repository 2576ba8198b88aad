import stringWidth from 'string-width';
import { type Document, type Element, type Open, type Tone, unfolded } from '../core/document.ts';
import { type Language, plain, type Speak, type Text } from '../core/message.ts';
import { sparkline, spokenChart, thinned } from '../core/spark.ts';
import { drawTable } from './table.ts';

const marks: Readonly<Record<Tone, string>> = { good: '✔', warning: '!', bad: '✘', info: 'i' };
const colours: Readonly<Record<Tone, string>> = { good: '32', warning: '33', bad: '31', info: '36' };

type StepState = Extract<Element, { type: 'steps' }>['steps'][number]['state'];
const stepMarks: Readonly<Record<StepState, string>> = {
  pending: '·',
  running: '▸',
  done: '✔',
  failed: '✘',
  unknown: '?',
  skipped: '–',
};
const stepTones: Readonly<Record<StepState, Tone | undefined>> = {
  pending: undefined,
  running: 'info',
  done: 'good',
  failed: 'bad',
  unknown: 'bad',
  skipped: undefined,
};

export type Paper = { readonly language: Language; readonly colour: boolean };

/** Draws a document for a terminal. Control characters of machine or user text are shown as �, so that nothing moves the cursor. */
export function renderText(document: Document, speak: Speak, { language, colour }: Paper): string {
  const tell = (text: Text): string => printable(plain(speak(text, language)));
  const paint = (tone: Tone | undefined, text: string): string =>
    colour && tone ? `\u001b[${colours[tone]}m${text}\u001b[0m` : text;
  return unfolded(document)
    .map(element => drawElement(element, tell, paint))
    .filter(block => block !== '')
    .join('\n\n')
    .concat('\n');
}

/** As many bars as leave room for words beside them. */
const MOST_BARS = 40;

type Tell = (text: Text) => string;
type Paint = (tone: Tone | undefined, text: string) => string;

function drawElement(element: Open, tell: Tell, paint: Paint): string {
  switch (element.type) {
    case 'verdict':
      return paint(element.tone, `${marks[element.tone]} ${tell(element.text)}`);
    case 'heading':
      return `${tell(element.text)}\n${'─'.repeat(stringWidth(tell(element.text)))}`;
    case 'paragraph':
    case 'call':
      return tell(element.text);
    case 'fields': {
      const widest = Math.max(...element.fields.map(({ label }) => stringWidth(tell(label))));
      return element.fields
        .map(
          ({ label, value, tone }) =>
            `${tell(label)}${' '.repeat(widest - stringWidth(tell(label)))}  ${paint(tone, tell(value))}`,
        )
        .join('\n');
    }
    case 'list':
      return element.items.map(({ text, tone }) => paint(tone, `${tone ? marks[tone] : '•'} ${tell(text)}`)).join('\n');
    case 'table': {
      const caption = element.caption ? `${tell(element.caption)}\n` : '';
      const rows = element.rows.map(row =>
        row.map(cell => ({ text: tell(cell.text), paint: (text: string) => paint(cell.tone, text) })),
      );
      return (
        caption +
        drawTable(
          element.columns.map(({ label, align }) => ({ label: tell(label), align: align ?? 'left' })),
          rows,
        )
      );
    }
    case 'code':
      return element.text.split('\n').map(printable).join('\n');
    case 'note':
      return element.texts.map(tell).join(' · ');
    case 'steps':
      return element.steps
        .map(({ state, text, note }) => {
          const line = paint(stepTones[state], `${stepMarks[state]} ${tell(text)}`);
          return note ? `${line}\n  ${tell(note)}` : line;
        })
        .join('\n');
    case 'chart': {
      const { series } = thinned(element, MOST_BARS);
      const highest = Math.max(0, ...series.flatMap(({ values }) => values.filter(value => value !== null)));
      const spoken = spokenChart(element);
      const lines = series.map(
        ({ values }, at) => `${sparkline(values, highest)}  ${spoken[at] ? tell(spoken[at]) : ''}`,
      );
      return [tell(element.title), ...lines, ...spoken.slice(series.length).map(tell)].join('\n');
    }
    case 'treemap':
      return '';
    case 'divider':
      return '─'.repeat(40);
    case 'actions':
      return element.buttons
        .map(({ label, action, value }) => `[${tell(label)}] ${action} ${printable(value)}`)
        .join('\n');
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not pass
const control = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const printable = (text: string): string => text.replace(control, '�');
