/** All clusters together, as the store names them. */
export const EVERYWHERE = '*';
/** The workers, as the store names them among the clusters. */
export const WATCHDOG = '!';

/** Whether one cluster is meant, not everything at once: no name of a cluster begins with a sign. */
export const isCluster = (name: string): boolean => name !== EVERYWHERE && name !== WATCHDOG;
