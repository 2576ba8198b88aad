import type { Pictured } from './document.ts';
import type { Owner } from './ownership.ts';

/** What colours of a picture are called, so that whoever draws it and whoever tells what they stand for mean the same. */
export type Hue = 'blue' | 'orange' | 'green' | 'purple' | 'brown' | 'red';

const lines = ['blue', 'orange', 'green', 'purple', 'brown'] as const;

type Line = Extract<Pictured, { type: 'chart' }>['series'][number];

/** A limit is red, and no other line. */
export const hueOfLine = ({ limit }: Line, index: number): Hue =>
  limit === true ? 'red' : (lines[index % lines.length] ?? 'blue');

const byOwner: Readonly<Record<Owner, Hue>> = {
  patroni: 'blue',
  kubernetes: 'green',
  elsewhere: 'purple',
  unknown: 'orange',
  bot: 'brown',
};

export const hueOfOwner = (owner: Owner): Hue => byOwner[owner];
