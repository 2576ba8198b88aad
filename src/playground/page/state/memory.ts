/** A browser may refuse storage (private windows); the page then forgets. */
export function recall(key: string): string | null {
  try {
    return localStorage.getItem(`etcd-chatops.${key}`);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    localStorage.setItem(`etcd-chatops.${key}`, value);
  } catch {
    return;
  }
}
