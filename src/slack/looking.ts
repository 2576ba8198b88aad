import type { KnownBlock } from '@slack/types';
import type { Addressed } from '../core/announcement.ts';
import { isPictured, type Pictured } from '../core/document.ts';
import type { Hung } from '../core/hanging.ts';
import type { Speak } from '../core/message.ts';
import { inWords, type Looks } from './blocks/looks.ts';
import { render } from './blocks/render.ts';
import type { Hanger } from './hang.ts';

/** From the best to the plainest: Slack's own charts, pictures in their place, no pictures at all, no blocks at all. */
const pictures = ['charts', 'pictures', 'words', 'text'] as const;

/** How good a message looks: its pictures, and whether sections of it fold. */
export type Rank = { readonly pictures: (typeof pictures)[number]; readonly folds: boolean };

/** The sections open first: that loses nothing. */
export function plainerThan(rank: Rank): Rank | null {
  if (rank.folds) return { ...rank, folds: false };
  const next = pictures[pictures.indexOf(rank.pictures) + 1];
  return next === undefined ? null : { pictures: next, folds: false };
}

/** A message with the looks of a rank. `newest`: the upload of the picture in it that came last; null without pictures. */
export type Look = {
  readonly rank: Rank;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly newest: number | null;
};

/** How a message looks at a rank, and null where it would look no different from the one before it. */
export async function lookOf({ document, language }: Addressed, rank: Rank, speak: Speak, hang: Hanger): Promise<Look> {
  const { pictures: shown, folds } = rank;
  if (shown === 'text')
    return { rank, text: render(document, language, speak, inWords).text, blocks: [], newest: null };
  const hung = shown === 'words' ? new Map<Pictured, Hung>() : await hang(document, drawnAt(shown));
  const files = new Map([...hung].map(([element, { file }]) => [element, file] as const));
  const looks: Looks = { charts: shown === 'charts', folds, files };
  const times = [...hung.values()].map(({ at }) => at);
  return { rank, ...render(document, language, speak, looks), newest: times.length > 0 ? Math.max(...times) : null };
}

/** Slack has charts of its own, and nothing for areas. */
const drawnAt =
  (shown: Rank['pictures']) =>
  (element: Pictured): boolean =>
    shown === 'pictures' || element.type === 'treemap';

/** The rank to begin with, as far as the workspace is known to take it. */
export const firstRank = (
  { document }: Addressed,
  has: { readonly charts: boolean; readonly folds: boolean },
): Rank => {
  const folds = has.folds && document.some(({ type }) => type === 'fold');
  if (!document.some(isPictured)) return { pictures: 'words', folds };
  return { pictures: has.charts ? 'charts' : 'pictures', folds };
};
