/** One member of a JSON object in its text: from its name's quote to the end of its value. */
type Span = { readonly name: string; readonly from: number; readonly to: number };

/**
 * Patroni's configuration with the pause on, or without it, as JSON. Nothing else of the text is touched: what this version does not know
 * survives, numbers beyond 2^53 too, which parsing and writing would spoil. Null for what is no JSON object.
 */
export function withPause(json: string, pause: boolean): string | null {
  const value = objectIn(json);
  if (value === null) return null;
  if ((value.pause ?? false) === pause) return json;
  const spans = membersOf(json);
  const others = spans.filter(({ name }) => name !== 'pause').map(({ from, to }) => json.slice(from, to));
  if (!pause) return `{${others.join(',')}}`;
  return `{${[...others, '"pause":true'].join(',')}}`;
}

/** The members of a text that is a JSON object, in order. */
function membersOf(json: string): readonly Span[] {
  const spans: Span[] = [];
  let at = afterSpace(json, json.indexOf('{') + 1);
  while (json[at] === '"') {
    const from = at;
    const nameEnd = afterString(json, at);
    const to = afterValue(json, afterSpace(json, afterSpace(json, nameEnd) + 1));
    spans.push({ name: String(JSON.parse(json.slice(from, nameEnd))), from, to });
    at = afterSpace(json, to);
    if (json[at] === ',') at = afterSpace(json, at + 1);
  }
  return spans;
}

function objectIn(json: string): { readonly pause?: unknown } | null {
  try {
    const value: unknown = JSON.parse(json);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function afterSpace(json: string, at: number): number {
  let next = at;
  while (/[ \t\r\n]/.test(json[next] ?? '')) next += 1;
  return next;
}

function afterString(json: string, at: number): number {
  let next = at + 1;
  while (json[next] !== '"') next += json[next] === '\\' ? 2 : 1;
  return next + 1;
}

/** The text is known to be JSON, so brackets close in the order in which they opened. */
function afterValue(json: string, at: number): number {
  let depth = 0;
  let next = at;
  for (;;) {
    const char = json[next] ?? '';
    if (char === '"') next = afterString(json, next) - 1;
    else if (char === '{' || char === '[') depth += 1;
    else if (depth > 0 && (char === '}' || char === ']')) depth -= 1;
    else if (depth === 0 && (char === '' || /[,}\] \t\r\n]/.test(char))) return next;
    next += 1;
  }
}
