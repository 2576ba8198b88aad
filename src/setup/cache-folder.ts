import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where everything fetched is kept: `ETCD_CHATOPS_CACHE`, else `etcd-chatops` in the user's cache folder (XDG base directories). */
export function cacheFolder(env: Readonly<Record<string, string | undefined>>): string {
  if (env.ETCD_CHATOPS_CACHE) return resolve(env.ETCD_CHATOPS_CACHE);
  return join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'etcd-chatops');
}
