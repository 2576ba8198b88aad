import type { ImageBlock, KnownBlock } from '@slack/types';
import type { Pictured } from '../../core/document.ts';
import { type Hue, hueOfLine, hueOfOwner } from '../../core/hues.ts';
import { plain, say, type Text } from '../../core/message.ts';
import { owners } from '../../core/ownership.ts';
import { spokenChart } from '../../core/spark.ts';
import { plainText } from './buttons.ts';
import { chartBlocks } from './chart.ts';
import { cut, oneLine } from './harmless.ts';
import { limits } from './limits.ts';
import type { Looks } from './looks.ts';
import type { Tell } from './table.ts';

/** A picture as this workspace can show it; nothing where only words are left. */
export function pictureBlocks(element: Pictured, tell: Tell, { charts, files }: Looks): readonly KnownBlock[] {
  const file = files.get(element);
  if (file !== undefined) return shown(element, file, tell);
  return element.type === 'chart' && charts ? chartBlocks(element, tell) : [];
}

/** Words are never in the picture, but around it: so it needs no letters of any language, and a screen reader misses nothing. */
function shown(element: Pictured, file: string, tell: Tell): readonly KnownBlock[] {
  const told = (text: Text): string => oneLine(plain(tell(text)));
  const image: ImageBlock = {
    type: 'image',
    slack_file: { id: file },
    title: plainText(told(element.title), limits.pictureTitle),
    alt_text: cut(altOf(element).map(told).join('. '), limits.altText),
  };
  const legend = legendOf(element).map(({ hue, name }) => `${squares[hue]} ${told(name)}`);
  return [image, { type: 'context', elements: [plainText(legend.join(' · '), limits.contextText)] }];
}

function altOf(element: Pictured): readonly Text[] {
  if (element.type === 'treemap') return [element.title, element.alt];
  return [element.title, ...spokenChart(element)];
}

const squares: Readonly<Record<Hue, string>> = {
  blue: '🟦',
  orange: '🟧',
  green: '🟩',
  purple: '🟪',
  brown: '🟫',
  red: '🟥',
};

function legendOf(element: Pictured): readonly { readonly hue: Hue; readonly name: Text }[] {
  if (element.type === 'chart') {
    return element.series.map((line, index) => ({ hue: hueOfLine(line, index), name: line.name }));
  }
  return owners
    .filter(owner => element.parts.some(part => part.owner === owner && part.bytes > 0))
    .map(owner => ({ hue: hueOfOwner(owner), name: say(`space.owner.${owner}`) }));
}
