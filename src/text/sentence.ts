import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../core/message.ts';

type Ast = ReturnType<IntlMessageFormat['getAst']>;

/** Part of a formatted sentence: words of the catalogue, or the place of a parameter. */
export type Part = { readonly words: string } | { readonly param: string };

/** A compiled message. `choices` are the values plurals and selects choose by. @throws when a choice is missing. */
export type Sentence = (choices: Readonly<Record<string, string | number>>) => readonly Part[];

const PLACE = 'place of ';

/**
 * Compiles an ICU message so that parameters are never formatted into the words: a plain `{name}` is renamed in the
 * syntax tree and comes back as a part of its own, so what stands in it cannot be mistaken for the sentence.
 * @throws SyntaxError when the message is no ICU message.
 */
export function compile(message: string, language: Language): Sentence {
  const ast = new IntlMessageFormat(message, language, undefined, { ignoreTag: true }).getAst();
  const names = new Set<string>();
  const format = new IntlMessageFormat(rename(ast, names), language);
  const places: Readonly<Record<string, Part>> = Object.fromEntries(
    [...names].map(name => [PLACE + name, { param: name }]),
  );
  return choices =>
    format
      .formatToParts<Part>({ ...choices, ...places })
      .map(part => (typeof part.value === 'string' ? { words: part.value } : part.value));
}

function rename(ast: Ast, names: Set<string>): Ast {
  return ast.map(element => {
    if (element.type === 1) {
      names.add(element.value);
      return { ...element, value: PLACE + element.value };
    }
    if (!('options' in element)) return element;
    for (const option of Object.values(element.options)) option.value = rename(option.value, names);
    return element;
  });
}
