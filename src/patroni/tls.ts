import type { ClusterSettings } from '../core/settings.ts';

/** What Node's TLS takes: the authority of etcd, which Pigsty uses for Patroni, too, and the client's own certificate where there is one. */
export const tlsOptions = (tls: ClusterSettings['tls']) => ({
  ...(tls?.ca ? { ca: tls.ca } : {}),
  ...(tls?.cert && tls.key ? { cert: tls.cert, key: tls.key } : {}),
});
