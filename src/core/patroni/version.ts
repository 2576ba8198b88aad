/** Whether a version of Patroni's, `3.0.2`, is older than the other; false for what is no version. */
export function isBefore(version: string, other: string): boolean {
  const [one, two] = [numbersOf(version), numbersOf(other)];
  if (one === null || two === null) return false;
  const at = one.findIndex((part, index) => part !== two[index]);
  return at !== -1 && (one[at] ?? 0) < (two[at] ?? 0);
}

/** A version that can be judged. */
export const isVersion = (version: string | null): version is string => version !== null && numbersOf(version) !== null;

/** Three numbers; what follows them, `rc1` or `.dev0`, is not looked at. */
function numbersOf(version: string): readonly number[] | null {
  const [, major, minor, patch] = /^(\d+)\.(\d+)(?:\.(\d+))?/.exec(version) ?? [];
  return major === undefined || minor === undefined ? null : [Number(major), Number(minor), Number(patch ?? 0)];
}
