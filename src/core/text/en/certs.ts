/** What ports serve, and when it ends. */
export const certs = {
  'certs.summary': 'The certificates that every client and peer port serves, who signed them, and when they end',
  'certs.unreadable': '{cluster} · Certificates cannot be looked at: the configuration {phrase}',
  'certs.verdict.good':
    '{cluster} · {count, plural, one {# port serves} other {# ports serve}} certificates in order; the first ends in {days, plural, one {# day} other {# days}}',
  'certs.verdict.findings':
    '{cluster} · {count, plural, one {# thing} other {# things}} to see to among the certificates',
  'certs.verdict.partly': '{cluster} · Not every port could be looked at: {who}',
  'certs.verdict.plain':
    '{cluster} · Plain http: {count, plural, one {# port speaks} other {# ports speak}} without TLS, whoever listens reads along',
  'certs.verdict.silent': '{cluster} · No port serves a certificate that could be read',
  'certs.port.client': '{name}, client port',
  'certs.port.peer': '{name}, peer port',
  'certs.own': 'the client certificate of the bot',
  'certs.authority': 'the configured CA',
  'certs.own.none': 'The bot has no client certificate (tls.cert and tls.key of this cluster).',
  'certs.authority.none': 'No CA is configured (tls.ca of this cluster), so who signed is not checked against yours.',
  'certs.own.line': '{who}: {subject}, {key}, {trust}, ends in {days, plural, one {# day} other {# days}}',
  'certs.column.port': 'Port',
  'certs.column.serves': 'Certificate',
  'certs.column.left': 'Ends in',
  'certs.column.named': 'Address named',
  'certs.column.tls': 'TLS',
  'certs.column.key': 'Key',
  'certs.column.address': 'Asked at',
  'certs.plain': 'plain http',
  'certs.unread': 'not readable: it {phrase}',
  'certs.trust.signed': 'signed by the configured CA',
  'certs.trust.foreign': 'another CA',
  'certs.trust.expired': 'over, or not begun',
  'certs.trust.unchecked': 'not compared with a CA',
  'certs.trust.itself': 'an authority',
  'certs.days': '{days, plural, one {# day} other {# days}}',
  'certs.yes': 'yes',
  'certs.no': 'no',
  'certs.heading.own': 'What lies with the bot',
  'certs.heading.chains': 'Chains',
  'certs.heading.names': 'Addresses that are not named',
  'certs.heading.fit': 'Use from a Pigsty with the configured CA',
  'certs.chain': '{who}: {chain}',
  'certs.names': '{who}: asked at {address}, good for {names}',
  'certs.names.none': 'no name at all',
  'certs.fit.nothing': 'Nothing is missing: https, the same CA, the right names, a client certificate of that CA.',
  'certs.fit.no_authority':
    'No CA is configured: set tls.ca of this cluster to the CA of the Pigsty (files/pki/ca/ca.crt) to compare with it.',
  'certs.fit.plain': '{who}: plain http; Patroni and vip-manager of a Pigsty ask by https.',
  'certs.fit.unread': '{who}: could not be looked at.',
  'certs.fit.foreign': '{who}: signed by another CA; PostgreSQL hosts trust the CA of their Pigsty alone.',
  'certs.fit.over': '{who}: the certificate is over, or has not begun.',
  'certs.fit.names': '{who}: the certificate does not name the address; issue it with the address of the host.',
  'certs.fit.no_client':
    'No client certificate to try with: PostgreSQL hosts show one that the CA of their Pigsty signed, and etcd has to trust it (trusted-ca-file).',
  'certs.fit.client_foreign':
    'The client certificate of the bot is of another CA: that etcd takes it says nothing about certificates of the Pigsty.',
  'certs.fit.client_over': 'The client certificate of the bot is over, or has not begun.',

  'finding.certificate_over.title': 'Certificate over, or not yet begun: {who}',
  'finding.certificate_over.todo':
    'Issue it again and restart etcd member by member, or renew tls of the bot. Pigsty: ./etcd.yml -l IP -t etcd_cert,etcd_launch. See "certs".',
  'finding.certificate_expires.title':
    'Certificate ends in {days, plural, =0 {less than a day} one {# day} other {# days}}: {who}',
  'finding.certificate_expires.todo':
    'Issue it again in time: etcd refuses connections from that moment, and PostgreSQL loses its failover. See "certs".',
  'finding.certificate_names.title': 'Certificate for another name or address: {who}',
  'finding.certificate_names.todo':
    'Issue it again with the address that others use. Between members, etcd refuses peers whose certificate does not fit. See "certs".',
  'finding.certificate_foreign.title': 'Certificate of another CA: {who}',
  'finding.certificate_foreign.todo':
    'Clients that trust the configured CA do not trust this member. Issue it again, or correct tls.ca of this cluster. See "certs".',
} as const;
