import type { Document, Element } from '../core/document.ts';
import type { HelpFacts } from '../core/facts/help.ts';
import { code, codeText, inner, list, type MessageKey, say, type Text } from '../core/message.ts';

type Described = HelpFacts['commands'][number];

export function presentHelp({ about, commands }: HelpFacts): Document {
  const [only] = commands;
  if (about !== null && commands.length === 1 && only) return presentOne(about, only);
  const title = about === null ? say('help.all') : say('help.group', { name: code(about) });
  const lines = commands.map(({ short, summary }) => ({ text: line(short, summary) }));
  return [
    { type: 'verdict', tone: 'info', text: title },
    { type: 'list', items: lines },
    { type: 'note', texts: [say('help.more', { option: code('--help') }), say('help.threads')] },
  ];
}

function presentOne(name: string, { usage, aliases, summary, options, examples }: Described): Document {
  const short = { label: say('help.aliases'), value: say('quantity', { value: list(aliases.map(codeText)) }) };
  return [
    { type: 'verdict', tone: 'info', text: say('help.one', { name: code(name), summary: inner(sentence(summary)) }) },
    {
      type: 'fields',
      fields: [{ label: say('help.usage'), value: codeText(usage) }, ...(aliases.length > 0 ? [short] : [])],
    },
    ...section('help.options', {
      type: 'list',
      items: options.map(option => ({ text: line(option.usage, option.summary) })),
    }),
    ...section('help.examples', { type: 'list', items: examples.map(example => ({ text: codeText(example) })) }),
  ];
}

function section(title: 'help.options' | 'help.examples', items: Extract<Element, { type: 'list' }>): Document {
  return items.items.length === 0 ? [] : [{ type: 'heading', text: say(title) }, items];
}

const line = (usage: string, summary: MessageKey): Text =>
  say('help.line', { usage: code(usage), summary: inner(sentence(summary)) });

/** Summaries have no parameters. */
const sentence = (key: MessageKey): Text => ({ key, params: {} });
