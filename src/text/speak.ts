import type { Language, Param, Segment, Speak, Text } from '../core/message.ts';
import { en } from '../core/text/en.ts';
import { zh } from '../core/text/zh.ts';
import { formatBytes, formatDay, formatDuration, formatNumber, formatRatio, formatTime } from './quantities.ts';
import { compile, type Sentence } from './sentence.ts';

const catalogues: Readonly<Record<Language, Readonly<Record<string, string>>>> = { en, zh };

const compiled = { en: new Map<string, Sentence>(), zh: new Map<string, Sentence>() };

/** Nested texts come from presenters and stay shallow; what crossed a queue is not trusted to. */
const MAX_DEPTH = 8;

/** Turns a text into a sentence. Never throws: a key nobody knows is shown as it is. */
export const speak: Speak = (text, language) => speakAt(text, language, 0);

function speakAt(text: Text, language: Language, depth: number): readonly Segment[] {
  if ('verbatim' in text) return [{ type: text.code ? 'code' : 'plain', text: text.verbatim }];
  try {
    const sentence = depth > MAX_DEPTH ? undefined : sentenceOf(text.key, language);
    if (!sentence) return [{ type: 'plain', text: text.key }];
    return sentence(choicesOf(text.params)).flatMap((part): readonly Segment[] => {
      if ('words' in part) return [{ type: 'plain', text: part.words }];
      const param = Object.hasOwn(text.params, part.param) ? text.params[part.param] : undefined;
      return param === undefined ? [{ type: 'plain', text: `{${part.param}}` }] : segmentsOf(param, language, depth);
    });
  } catch {
    return [{ type: 'plain', text: text.key }];
  }
}

function sentenceOf(key: string, language: Language): Sentence | undefined {
  const known = compiled[language].get(key);
  if (known) return known;
  const catalogue = [catalogues[language], catalogues.en].find(candidate => Object.hasOwn(candidate, key));
  const message = catalogue?.[key];
  if (message === undefined) return undefined;
  const sentence = compile(message, language);
  compiled[language].set(key, sentence);
  return sentence;
}

/** Plurals and selects see the bare value. */
function choicesOf(params: Readonly<Record<string, Param>>): Readonly<Record<string, string | number>> {
  const entries = Object.entries(params).map(([name, param]) => {
    if (typeof param !== 'object') return [name, param] as const;
    if (typeof param.value === 'object') return [name, Array.isArray(param.value) ? param.value.length : ''] as const;
    return [name, param.value] as const;
  });
  return Object.fromEntries(entries);
}

function segmentsOf(param: Param, language: Language, depth: number): readonly Segment[] {
  if (typeof param === 'string') return [{ type: 'plain', text: param }];
  if (typeof param === 'number') return [{ type: 'plain', text: formatNumber(param, language) }];
  switch (param.type) {
    case 'bytes':
      return [{ type: 'plain', text: formatBytes(param.value, language) }];
    case 'duration':
      return [{ type: 'plain', text: formatDuration(param.value, language) }];
    case 'ratio':
      return [{ type: 'plain', text: formatRatio(param.value, language) }];
    case 'time':
      return [{ type: 'time', at: param.value, text: formatTime(param.value) }];
    case 'day':
      return [{ type: 'time', at: param.value, text: formatDay(param.value), day: true }];
    case 'code':
      return [{ type: 'code', text: param.value }];
    case 'text':
      return speakAt(param.value, language, depth + 1);
    case 'list':
      return joined(param.value, language, depth);
  }
}

function joined(items: readonly Text[], language: Language, depth: number): readonly Segment[] {
  const order = new Intl.ListFormat(language, { type: 'conjunction' }).formatToParts(
    items.map((_, index) => `${index}`),
  );
  return order.flatMap((part): readonly Segment[] => {
    if (part.type === 'literal') return [{ type: 'plain', text: part.value }];
    const item = items[Number(part.value)];
    return item ? speakAt(item, language, depth + 1) : [];
  });
}
