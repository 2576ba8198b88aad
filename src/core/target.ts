import type { MemberId } from './cluster.ts';

/** The member a step acts on. One that the plan itself adds has no id yet and is known by its peer URL. */
export type Target = { readonly id: MemberId | null; readonly name: string; readonly peerUrl: string };
