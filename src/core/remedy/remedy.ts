/** A command that mends something, or shows more of it. `plan`: a change, which is planned and approved as any other. */
export type Remedy = { readonly kind: 'plan' | 'look'; readonly line: string };

export const plan = (line: string): Remedy => ({ kind: 'plan', line });
export const look = (line: string): Remedy => ({ kind: 'look', line });
