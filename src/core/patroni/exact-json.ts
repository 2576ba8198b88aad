/** A string of JSON, or a number of it: a number within a string is no number. */
const TOKENS = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;
const WHOLE = /^-?\d+$/;

/**
 * Parses JSON; whole numbers beyond 2^53, which JavaScript would round, become strings of their digits. Undefined for what is no JSON.
 */
export function parseExactly(text: string): unknown {
  return tryParse(
    text.replaceAll(TOKENS, token =>
      WHOLE.test(token) && !Number.isSafeInteger(Number(token)) ? JSON.stringify(token) : token,
    ),
  );
}

/** As JavaScript reads it. Undefined for what is no JSON. */
export function tryParse(text: string): unknown {
  try {
    const parsed: unknown = JSON.parse(text);
    return parsed;
  } catch {
    return undefined;
  }
}

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
