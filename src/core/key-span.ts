import type { KeySpan } from './auth.ts';

/** From a key on, up to and not including another; without an end to the last key there is. */
type Bounds = { readonly from: string; readonly to: string | null };

const boundsOf = (keys: KeySpan): Bounds => {
  switch (keys.span) {
    case 'key':
      return { from: keys.key, to: `${keys.key}\0` };
    case 'prefix':
      return { from: keys.key, to: afterPrefix(keys.key) };
    case 'from':
      return { from: keys.key, to: null };
    case 'range':
      return { from: keys.key, to: keys.end };
  }
};

/** The first key that no longer begins with it; null when all that follow do. */
function afterPrefix(prefix: string): string | null {
  const last = prefix.at(-1);
  return last === undefined ? null : prefix.slice(0, -1) + String.fromCharCode(last.charCodeAt(0) + 1);
}

const isBefore = (to: string | null, other: string | null): boolean => other === null || (to !== null && to <= other);

/** Whether a permission reaches any key that begins with `prefix`. */
export function touches(keys: KeySpan, prefix: string): boolean {
  const [span, wanted] = [boundsOf(keys), boundsOf({ span: 'prefix', key: prefix })];
  return (wanted.to === null || span.from < wanted.to) && (span.to === null || span.to > wanted.from);
}

/** Whether it reaches all keys that begin with `prefix`. */
export function covers(keys: KeySpan, prefix: string): boolean {
  const [span, wanted] = [boundsOf(keys), boundsOf({ span: 'prefix', key: prefix })];
  return span.from <= wanted.from && isBefore(wanted.to, span.to);
}

/** Whether it reaches no key but those that begin with `prefix`. */
export function staysIn(keys: KeySpan, prefix: string): boolean {
  const [span, wanted] = [boundsOf(keys), boundsOf({ span: 'prefix', key: prefix })];
  return span.from >= wanted.from && isBefore(span.to, wanted.to);
}
