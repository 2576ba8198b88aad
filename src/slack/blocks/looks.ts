import type { Pictured } from '../../core/document.ts';

/** How pictures are shown. `charts`: by Slack itself, which not every workspace does. `files`: by a file that Slack has, its id. */
export type Looks = { readonly charts: boolean; readonly files: ReadonlyMap<Pictured, string> };

export const ownCharts: Looks = { charts: true, files: new Map() };
export const inWords: Looks = { charts: false, files: new Map() };
