import { quoteTyped } from './parse-quote.ts';
import { type Refusal, refuse } from './refusal.ts';

const SHAPE = /^(https?):\/\/(\[[0-9a-f:.]+\]|[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?):(\d{1,5})\/?$/i;

/**
 * A peer URL as etcd takes it: scheme, host and port, no path (etcd client/pkg/types/urls.go). Etcd compares them as
 * text, so scheme and host are written small and a slash at the end is left out.
 */
export function readPeerUrl(typed: string): string | Refusal {
  const [, scheme = '', host = '', port = ''] = SHAPE.exec(typed) ?? [];
  const number = Number(port);
  if (scheme === '' || number < 1 || number > 65_535) return refuse('not_a_peer_url', { typed: quoteTyped(typed) });
  return `${scheme.toLowerCase()}://${host.toLowerCase()}:${number}`;
}

/** A member's name as flags and environment files can carry it. */
export function readMemberName(typed: string): string | Refusal {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(typed)
    ? typed
    : refuse('not_a_member_name', { typed: quoteTyped(typed) });
}
