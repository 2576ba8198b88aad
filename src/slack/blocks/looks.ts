import type { Pictured } from '../../core/document.ts';

/**
 * What a workspace shows of itself, which is not the same in all of them. `charts`: by Slack itself. `folds`: sections that open. `files`: pictures in
 * a file that Slack has, its id.
 */
export type Looks = {
  readonly charts: boolean;
  readonly folds: boolean;
  readonly files: ReadonlyMap<Pictured, string>;
};

export const ownCharts: Looks = { charts: true, folds: true, files: new Map() };
export const inWords: Looks = { charts: false, folds: false, files: new Map() };
