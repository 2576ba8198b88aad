/** `true` when two types are assignable both ways, else `never`: `true satisfies Same<A, B>` fails to compile when they drift apart. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
