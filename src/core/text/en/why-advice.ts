/** Why it matters: access, certificates, inventory, versions and logins. */
export const whyAdvice = {
  'finding.access_untrusted.why': 'Either the configuration is wrong, or somebody else answers in the place of etcd.',
  'finding.access_name_mismatch.why': 'Clients that check names refuse this member, and go elsewhere.',
  'finding.access_client_certificate.why': 'The bot sees nothing of this member, and can change nothing there.',
  'finding.access_tls.why': 'The bot sees nothing of this member; other clients may fare no better.',
  'finding.access_login_missing.why': 'Without a login the bot sees little, and can change nothing.',
  'finding.access_password.why': 'Without a login the bot sees little, and can change nothing.',
  'finding.access_status_denied.why': 'Without Status nobody knows who leads, who lags and how full the database is.',
  'finding.certificate_over.why':
    'etcd reads its certificate anew for every connection: once it is over, no new connection succeeds.',
  'finding.certificate_expires.why':
    'On that day members and clients stop to reach each other, all at once if they were issued together.',
  'finding.certificate_names.why': 'Clients that check names refuse it, and members may refuse their peer.',
  'finding.certificate_foreign.why': 'Clients that trust the configured CA alone cannot use this port.',
  'finding.ports_plain.why': 'Whoever can see the network can read the passwords and keys of PostgreSQL’s failover.',
  'finding.inventory_unreadable.why': 'Playbooks would run with an inventory that nobody could check.',
  'finding.inventory_problems.why': 'A playbook takes what stands there, mistakes included.',
  'finding.inventory_differs.why': 'The next run of a playbook makes the cluster as the inventory says, not as it is.',
  'finding.known_etcd_inconsistent.why':
    'Data that differs in silence is found out in a failover, when it is too late.',
  'finding.known_etcd_defrag_crash.why': 'Defragmentation rewrites the file; a crash in it must not cost the data.',
  'finding.known_etcd_defrag_snapshot.why': 'A member that breaks there has to be wiped and added anew.',
  'finding.known_etcd_calls_without_login.why':
    'Whoever reaches a client port can clear alarms and compact history without a password.',
  'finding.known_etcd_gate_36.why': 'Older members can come back as zombies in 3.6, and break the member list.',
  'finding.known_etcd_end_of_life.why': 'Nobody mends what is found in it from now on, security included.',
  'finding.known_patroni_without_failsafe.why':
    'A restart of etcd that takes too long is an outage of PostgreSQL there.',
  'finding.known_patroni_failsafe_holes.why': 'Its failsafe mode looks as if it protected, and does not in every case.',
  'finding.known_patroni_loops.why': 'An outage of etcd that is over can keep PostgreSQL without a primary.',
  'finding.known_patroni_no_leader.why': 'A harmless election of etcd can cost a primary its place.',
  'finding.versions_unfit.why': 'Patroni would be refused by etcd, and all its clusters would lose their lock at once.',
  'finding.compaction_still.why': 'etcd keeps every version of every key until somebody compacts.',
  'finding.quota_default.why':
    'Patroni needs little, but a forgotten compaction fills 2 GiB within weeks, and then all writes stop.',
  'finding.logins_off.why': 'One command of anybody on that network can delete the locks of all PostgreSQL clusters.',
  'finding.login_default_root.why': 'Root may do everything: read, delete, take members out.',
  'finding.login_default_rest.why': 'The REST API can restart, fail over and reconfigure PostgreSQL.',
  'finding.login_password_is_name.why':
    'Whoever knows the name of a cluster can take its lock, and with it its primary.',
  'finding.login_missing.why': 'Patroni cannot renew its lock then, and its primary becomes read-only.',
  'finding.login_sibling.why': 'A leaked password of one cluster lets in at the lock of the other.',
  'finding.login_no_slash.why': 'The next cluster whose name begins so is open to this one from its first day.',
  'finding.login_wide.why': 'A leaked password opens as much as its role does.',
} as const;
