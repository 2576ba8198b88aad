import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chosen, type Help } from '../../../src/core/remedy/choose.ts';
import { look, plan } from '../../../src/core/remedy/remedy.ts';

describe('buttons against findings', () => {
  it.each<[string, Help, readonly string[]]>([
    [
      'one for each, in their order',
      [[look('quorum')], [plan('defrag')], [look('certs')]],
      ['quorum', 'defrag', 'certs'],
    ],
    ['the next best of one finding', [[plan('rescue nospace'), look('space')]], ['rescue nospace', 'space']],
    [
      'the best of every finding before the next best of one',
      [[plan('defrag'), look('space'), look('trend quota')], [look('certs')], [look('auth status')]],
      ['defrag', 'certs', 'auth status'],
    ],
    [
      'changes before what only shows more, where there are too many',
      [[look('a')], [look('b')], [look('c')], [plan('compact')], [plan('defrag')]],
      ['a', 'compact', 'defrag'],
    ],
    ['each once', [[look('auth status')], [look('auth status')], [plan('compact')]], ['auth status', 'compact']],
    ['each where it is best', [[plan('a'), plan('b')], [plan('c'), plan('d')], [plan('d')]], ['a', 'c', 'd']],
    ['none where nothing helps', [[], []], []],
  ])('are %s', (_, help, lines) => {
    expect(chosen(help).map(({ line }) => line)).toEqual(lines);
  });

  it('never leave out a change for something that only shows more', () => {
    const remedy = fc.tuple(fc.boolean(), fc.constantFrom(...'abcdefgh'));
    const any = fc.array(
      fc
        .array(remedy, { maxLength: 3 })
        .map(each => [
          ...each.filter(([isPlan]) => isPlan).map(([, line]) => plan(`p ${line}`)),
          ...each.filter(([isPlan]) => !isPlan).map(([, line]) => look(line)),
        ]),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(any, help => {
        const told = chosen(help);
        expect(told.length).toBeLessThanOrEqual(3);
        const best = new Set(help.flatMap(([first]) => (first?.kind === 'plan' ? [first.line] : [])));
        const shown = told.filter(({ kind, line }) => kind === 'plan' && best.has(line)).length;
        expect(shown).toBe(Math.min(3, best.size));
      }),
    );
  });
});
