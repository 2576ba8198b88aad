import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/core/text/en.ts';
import { zh } from '../../src/core/text/zh.ts';
import { compile } from '../../src/text/sentence.ts';

type Ast = ReturnType<IntlMessageFormat['getAst']>;
const keys = [...new Set([...Object.keys(en), ...Object.keys(zh)])];
const messages = (catalogue: object): ReadonlyMap<string, string> => new Map(Object.entries(catalogue));
const english = messages(en);
const chinese = messages(zh);

function paramsOf(ast: Ast): readonly string[] {
  return ast.flatMap(element => {
    if (element.type === 0 || element.type === 7) return [];
    if (!('options' in element)) return [element.value];
    return [element.value, ...Object.values(element.options).flatMap(option => paramsOf(option.value))];
  });
}

const paramNames = (message: string): readonly string[] =>
  [...new Set(paramsOf(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst()))].sort();

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect(keys.filter(key => !english.has(key) || !chinese.has(key))).toEqual([]);
  });

  it.each(keys)('%s has the same parameters in both languages, and compiles', key => {
    const [one, other] = [english.get(key) ?? '', chinese.get(key) ?? ''];
    expect(paramNames(other)).toEqual(paramNames(one));
    expect(one.trim().length * other.trim().length).toBeGreaterThan(0);
    compile(one, 'en');
    compile(other, 'zh');
  });

  it('have what, why and what to do for every refusal', () => {
    const refusals = keys.filter(key => key.startsWith('refusal.'));
    const codes = new Set(refusals.map(key => key.split('.').slice(1, -1).join('.')));
    const wanted = [...codes].flatMap(code => ['message', 'why', 'todo'].map(part => `refusal.${code}.${part}`));
    expect(refusals.toSorted()).toEqual(wanted.toSorted());
  });
});

describe('a sentence', () => {
  it('chooses plurals as the language does', () => {
    const files = '{n, plural, one {# member} other {# members}} of {all}';
    const words = (n: number, language: 'en' | 'zh') =>
      compile(
        files,
        language,
      )({ n })
        .map(part => ('words' in part ? part.words : `<${part.param}>`))
        .join('');
    expect([words(1, 'en'), words(3, 'en'), words(1, 'zh'), words(1200, 'en')]).toEqual([
      '1 member of <all>',
      '3 members of <all>',
      '1 members of <all>',
      '1,200 members of <all>',
    ]);
  });

  it('shows a parameter inside a plural branch', () => {
    expect(compile('{n, plural, =0 {none} other {{name} and #}}', 'en')({ n: 2 })).toEqual([
      { param: 'name' },
      { words: ' and 2' },
    ]);
  });
});
