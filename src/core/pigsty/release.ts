/** `v4.5.0` as numbers; null for what is no version. */
export type Release = { readonly major: number; readonly minor: number };

export function readRelease(text: string | null): Release | null {
  const [, major, minor] = /^v?(\d{1,3})\.(\d{1,3})(?:[.\-+].*)?$/.exec(text ?? '') ?? [];
  return major === undefined || minor === undefined ? null : { major: Number(major), minor: Number(minor) };
}

export const isAtLeast = ({ major, minor }: Release, least: Release): boolean =>
  major > least.major || (major === least.major && minor >= least.minor);

/** From 3.6 on, `etcd.yml` removes nothing, and `etcd-rm.yml` exists (Pigsty's roles/etcd at v3.5.0 and v3.6.0). */
export const HARMLESS_SINCE: Release = { major: 3, minor: 6 };

/** From 4.0 on, etcd asks for logins unless told otherwise (roles/etcd/tasks/auth.yml). */
export const LOGINS_SINCE: Release = { major: 4, minor: 0 };

/** Tags that only a generation of `etcd.yml` has that wipes (roles/etcd/tasks/clean.yml up to v3.5.0). */
export const WIPING_TAGS: readonly string[] = ['etcd_clean', 'etcd_purge'];
