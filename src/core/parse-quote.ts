import { code, type Param } from './message.ts';

/** A refusal must stay readable whatever was pasted. */
const LONGEST = 80;

/** What somebody typed, for a refusal: as code, cut to what a sentence can hold. */
export function quoteTyped(text: string): Param {
  const characters = [...text];
  return code(characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : text);
}
