import type { Certificates, ServedPort } from './certificates.ts';
import { portText } from './health/certificates.ts';
import { list, say, type Text } from './message.ts';

/**
 * What keeps the PostgreSQL clusters of a Pigsty from using this etcd: they ask by https, trust Pigsty's own authority alone, check names, and
 * show a certificate of it (pigsty roles/pgsql/templates/*.yml, `etcd3.cacert`). Taken for that authority: the configured one. Empty: nothing.
 */
export function missingForPigsty({ ports, client, authority }: Certificates): readonly Text[] {
  const clients = ports.filter(({ port }) => port === 'client');
  const some = (key: Lack, lacks: (port: ServedPort) => boolean): readonly Text[] => {
    const who = clients.filter(lacks);
    return who.length > 0 ? [say(key, { who: list(who.map(portText)) })] : [];
  };
  const having =
    (test: (served: Tls) => boolean) =>
    ({ served }: ServedPort) =>
      served.kind === 'tls' && test(served);
  return [
    ...(authority.length === 0 ? [say('certs.fit.no_authority')] : []),
    ...some('certs.fit.plain', ({ served }) => served.kind === 'plain'),
    ...some('certs.fit.unread', ({ served }) => served.kind === 'unread'),
    ...some(
      'certs.fit.foreign',
      having(({ trust }) => trust === 'foreign'),
    ),
    ...some(
      'certs.fit.over',
      having(({ trust }) => trust === 'expired'),
    ),
    ...some(
      'certs.fit.names',
      having(({ named }) => !named),
    ),
    ...(client === null ? [say('certs.fit.no_client')] : []),
    ...(client?.trust === 'foreign' ? [say('certs.fit.client_foreign')] : []),
    ...(client?.trust === 'expired' ? [say('certs.fit.client_over')] : []),
  ];
}

type Tls = Extract<ServedPort['served'], { readonly kind: 'tls' }>;
type Lack = 'certs.fit.plain' | 'certs.fit.unread' | 'certs.fit.foreign' | 'certs.fit.over' | 'certs.fit.names';
