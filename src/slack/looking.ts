import type { KnownBlock } from '@slack/types';
import type { Addressed } from '../core/announcement.ts';
import { isPictured, type Pictured } from '../core/document.ts';
import type { Hung } from '../core/hanging.ts';
import type { Speak } from '../core/message.ts';
import { inWords, type Looks } from './blocks/looks.ts';
import { render } from './blocks/render.ts';
import type { Hanger } from './hang.ts';

/** From the best to the plainest: Slack's own charts, pictures in their place, no pictures at all, no blocks at all. */
const ranks = ['charts', 'pictures', 'words', 'text'] as const;
export type Rank = (typeof ranks)[number];

export const plainerThan = (rank: Rank): Rank | null => ranks[ranks.indexOf(rank) + 1] ?? null;

/** A message with the looks of a rank. `newest`: the upload of the picture in it that came last; null without pictures. */
export type Look = {
  readonly rank: Rank;
  readonly text: string;
  readonly blocks: readonly KnownBlock[];
  readonly newest: number | null;
};

/** How a message looks at a rank, and null where it would look no different from the one before it. */
export async function lookOf({ document, language }: Addressed, rank: Rank, speak: Speak, hang: Hanger): Promise<Look> {
  if (rank === 'text') return { rank, text: render(document, language, speak, inWords).text, blocks: [], newest: null };
  const hung = rank === 'words' ? new Map<Pictured, Hung>() : await hang(document, drawnAt(rank));
  const files = new Map([...hung].map(([element, { file }]) => [element, file] as const));
  const looks: Looks = { charts: rank === 'charts', files };
  const times = [...hung.values()].map(({ at }) => at);
  return { rank, ...render(document, language, speak, looks), newest: times.length > 0 ? Math.max(...times) : null };
}

/** Slack has charts of its own, and nothing for areas. */
const drawnAt =
  (rank: Rank) =>
  (element: Pictured): boolean =>
    rank === 'pictures' || element.type === 'treemap';

/** The rank to begin with. */
export const firstRank = ({ document }: Addressed, hasCharts: boolean): Rank => {
  if (!document.some(isPictured)) return 'words';
  return hasCharts ? 'charts' : 'pictures';
};
