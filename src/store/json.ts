/** What a text says as JSON; null for what is none, which no reader takes for anything. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
