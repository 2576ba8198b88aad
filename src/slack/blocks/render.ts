import type { KnownBlock } from '@slack/types';
import { type Document, type Open, unfolded } from '../../core/document.ts';
import { type Language, plain, type Speak, say } from '../../core/message.ts';
import { plainText } from './buttons.ts';
import { drawElement } from './elements.ts';
import { fallbackOf } from './fallback.ts';
import { foldBlocks } from './fold.ts';
import { harmless, harmlessSegment } from './harmless.ts';
import { limits } from './limits.ts';
import { type Looks, ownCharts } from './looks.ts';
import type { Tell } from './table.ts';

export type Rendered = { readonly blocks: readonly KnownBlock[]; readonly text: string };

type Piece = { readonly block: KnownBlock; readonly weight: number };

/** Draws a document for Slack, within Slack's limits whatever it holds. Text in it can neither ping, link nor style. */
export function render(document: Document, language: Language, speak: Speak, looks: Looks = ownCharts): Rendered {
  const tell: Tell = text => speak(text, language).map(harmlessSegment);
  const shown = looks.folds ? document : unfolded(document);
  const table = unfolded(document).find(element => element.type === 'table' && element.columns.length > 0);
  const draw = (element: Open): readonly KnownBlock[] =>
    drawElement(withoutHarm(element), tell, element === table, looks);
  const pieces = shown
    .flatMap(element =>
      element.type === 'fold' ? foldBlocks(tell(element.title), element.parts.flatMap(draw)) : draw(element),
    )
    .map(weighed);
  return { blocks: assemble(pieces, tell), text: fallbackOf(unfolded(document).map(withoutHarm), tell) };
}

const withoutHarm = (element: Open): Open =>
  element.type === 'code' ? { ...element, text: harmless(element.text) } : element;

const weighed = (block: KnownBlock): Piece => ({ block, weight: weigh(block) });

/** The characters of all texts in a block. */
function weigh(part: unknown): number {
  if (typeof part !== 'object' || part === null) return 0;
  return Object.entries(part).reduce(
    (sum, [name, value]) => sum + (isText(name, value) ? value.length : weigh(value)),
    0,
  );
}

const isText = (name: string, value: unknown): value is string =>
  typeof value === 'string' && ['text', 'title', 'fallback', 'format', 'value'].includes(name);

/** What does not fit is counted in a last line. Buttons are kept before text: without them a message is a dead end. */
function assemble(pieces: readonly Piece[], tell: Tell): readonly KnownBlock[] {
  if (fits(pieces)) return pieces.map(({ block }) => block);
  const kept = new Set<Piece>();
  for (const piece of [...pieces.filter(isActions), ...pieces.filter(piece => !isActions(piece))]) {
    if (fits([...kept, piece, rest])) kept.add(piece);
  }
  const shown = pieces.filter(piece => kept.has(piece));
  const missing = say('slack.more_parts', { count: pieces.length - shown.length });
  const note: KnownBlock = { type: 'context', elements: [plainText(plain(tell(missing)), limits.headerText)] };
  const buttons = shown.filter(isActions);
  return [...shown.filter(piece => !isActions(piece)), weighed(note), ...buttons].map(({ block }) => block);
}

/** Room for the line that counts what is missing. */
const rest: Piece = { block: { type: 'divider' }, weight: limits.headerText };

const isActions = ({ block }: Piece): boolean => block.type === 'actions';

/** What is folded counts, too: Slack does not say whether it does. */
const countOf = (pieces: readonly Piece[]): number =>
  pieces.reduce((sum, { block }) => sum + 1 + (block.type === 'container' ? block.child_blocks.length : 0), 0);

const fits = (pieces: readonly Piece[]): boolean =>
  countOf(pieces) <= limits.blocks && pieces.reduce((sum, { weight }) => sum + weight, 0) <= limits.allText;
