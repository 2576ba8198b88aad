import type { Hue } from '../core/hues.ts';

/** On white: at least 4.5 : 1, as lines, as letters, and below white letters (WCAG 2.2, 1.4.3). */
export const colours: Readonly<Record<Hue, string>> = {
  blue: '#1a63c0',
  orange: '#b8560b',
  green: '#1b7f3b',
  purple: '#7b3fc4',
  brown: '#7a4a2b',
  red: '#c4242c',
};

/** Opaque, so that a picture reads on a dark page as it does on a light one. */
export const paper = '#ffffff';
export const ink = '#3c4043';
export const rule = '#e3e6ea';

/** The family of the files that `draw` hands to the rasteriser: Latin, Greek and Cyrillic letters. */
export const family = 'Inter';
