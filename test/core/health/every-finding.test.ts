import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../../src/core/health/finding.ts';
import { findingCodes } from '../../finding-codes.ts';
import { type Scene, toldOf } from './a-scene.ts';
import { rowsOfAdvice } from './rows-of-advice.ts';
import { rowsOfState } from './rows-of-state.ts';
import { rowsOverTime } from './rows-over-time.ts';

/** Not compiled where one is missing. */
const rows: Readonly<Record<FindingCode, readonly [there: Scene, not: Scene]>> = {
  ...rowsOfState,
  ...rowsOfAdvice,
  ...rowsOverTime,
};
const codesOf = (scene: Scene): readonly string[] => toldOf(scene).map(told => told.split(' ')[0] ?? '');

describe.each(Object.entries(rows))('%s', (code, [there, not]) => {
  it('is found where it is', () => expect(codesOf(there)).toContain(code));
  it('is not found where it is not', () => expect(codesOf(not)).not.toContain(code));
});

describe('the table of findings', () => {
  it('has a row for each that the catalogue has', () => {
    expect(Object.keys(rows).toSorted()).toEqual([...findingCodes].toSorted());
  });
});
