/** What a line of text is made of, whichever notation it was written in. */
export type Span =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'style'; readonly style: 'bold' | 'italic' | 'strike'; readonly spans: readonly Span[] }
  | { readonly kind: 'link'; readonly url: string; readonly spans: readonly Span[] }
  | { readonly kind: 'user' | 'channel' | 'group'; readonly id: string; readonly label: string }
  | { readonly kind: 'broadcast'; readonly range: string }
  | { readonly kind: 'emoji'; readonly name: string }
  | { readonly kind: 'date'; readonly unix: number; readonly format: string; readonly fallback: string }
  | { readonly kind: 'break' };

export type Piece =
  | { readonly kind: 'lines'; readonly spans: readonly Span[] }
  | { readonly kind: 'quote'; readonly spans: readonly Span[] }
  | { readonly kind: 'fence'; readonly text: string };

/** Slack escapes these three and no others. */
export const unescapeSlack = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Only these open; anything else, `javascript:` above all, is shown and dead. */
export function safeUrl(url: string): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed && ['http:', 'https:', 'mailto:'].includes(parsed.protocol) ? parsed.href : null;
}

/** Text with `:names:` of emoji taken out of it, and line breaks told. */
export function plainSpans(text: string): readonly Span[] {
  return text.split('\n').flatMap((line, index): Span[] => [
    ...(index > 0 ? [{ kind: 'break' } as const] : []),
    ...line.split(/(:[a-z0-9_+-]+:)/).flatMap((part): Span[] => {
      if (part === '') return [];
      return /^:[a-z0-9_+-]+:$/.test(part)
        ? [{ kind: 'emoji', name: part.slice(1, -1) }]
        : [{ kind: 'text', text: part }];
    }),
  ]);
}
