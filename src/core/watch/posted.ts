/** What a receiver made of a message. `refused`: it will never take it. */
export type Posted = { readonly outcome: 'ok' | 'again' | 'refused'; readonly detail: string };
