/** What is wrong with the logins of an etcd that carries PostgreSQL. */
export const logins = {
  'logins.option.check':
    'tries the passwords that everybody knows, each once: Etcd.Root for root, the name of a PostgreSQL cluster for its user, Patroni’s REST default; needs an operator',
  'logins.heading.tried': 'Well-known passwords, each tried once',
  'logins.tried.off': 'Logins are off, so no password of etcd means anything.',
  'logins.tried.none': 'There was nobody to try.',
  'logins.tried.user.default': '{user} with the default of Pigsty: {verdict}',
  'logins.tried.user.name': '{user} with its own name: {verdict}',
  'logins.tried.rest': 'Patroni of {cluster}, REST API, with the default of Pigsty: {verdict}',
  'logins.taken': 'still taken',
  'logins.not_taken': 'not taken',
  'logins.unsaid': 'not known, it did not say',
  'logins.open': 'no password is asked for at all',
  'logins.tried.unreadable': 'Passwords could not be tried: etcd {phrase}',
  'logins.well': 'Nothing to see to among users and roles.',
  'logins.not_compared': 'The PostgreSQL clusters could not be read, so roles were not compared with them.',

  'finding.login_default_root.title': 'etcd still takes the default password of root',
  'finding.login_default_root.todo':
    'Everybody knows it. Change it with "auth rotate-root", which names what has to be refreshed.',
  'finding.login_default_rest.title': 'Patroni’s REST API takes the default password, or none: {who}',
  'finding.login_default_rest.todo':
    'Whoever reaches port 8008 can change configuration and switch over. Set patroni_password in the inventory, then ./pgsql.yml -l CLUSTER -t pg_conf,patroni_reload -e patroni_reload=true, and patroni.password of this cluster here.',
  'finding.login_password_is_name.title': 'Users whose password is their name: {who}',
  'finding.login_password_is_name.todo':
    'It is the default of Pigsty. Set pg_etcd_password of these clusters in the inventory, then "user passwd USER --ask" here and ./pgsql.yml -l CLUSTER -t pg_conf,patroni_reload -e patroni_reload=true.',
  'finding.login_missing.title': 'No user of their own may write for PostgreSQL: {who}',
  'finding.login_missing.todo':
    'A reset of etcd takes users and roles along, and Patroni cannot log in then. Pigsty makes them anew: ./pgsql.yml -l CLUSTER -t pg_etcd.',
  'finding.login_sibling.title': 'The roles {roles} reach keys of other PostgreSQL clusters: {who}',
  'finding.login_sibling.todo':
    'Their prefix has no slash at its end. Grant it with the slash, then revoke the other: role grant-permission ROLE readwrite PREFIX/ --prefix, role revoke-permission ROLE PREFIX --prefix.',
  'finding.login_no_slash.title': 'The prefix of these roles has no slash at its end: {roles}',
  'finding.login_no_slash.todo':
    'A cluster whose name begins with theirs would be theirs, too. Grant it with the slash, then revoke the other.',
  'finding.login_wide.title': 'Roles that reach further than they should: {roles}',
  'finding.login_wide.todo':
    'A role of a PostgreSQL cluster needs its own prefix and nothing else, any other none of theirs. See "role get ROLE", then "role revoke-permission".',

  'auth.rotate_root.summary': 'Gives root of etcd another password, and has refreshed or names what must learn it',
  'auth.note.refresh.inventory':
    'After it, on the host of the playbooks: 1. {line} in the inventory, with the new password',
  'auth.note.refresh.run': '{number}. {line}',
  'auth.note.refresh.waits':
    'Once etcd has taken it, the operation waits for half an hour until somebody has written it into {file}, as {name}. Each text that stands there is tried by one login; then the playbooks write it where it is needed.',
  'auth.note.refresh.no_playbook':
    'Do not run the etcd.yml of this Pigsty ({version}) for it: it can delete the data of a running etcd, and keeps no password of root. Whoever else logs in as root has to be told.',
  'auth.note.refresh.not_by_bot': 'The bot runs none of these by itself: {why}',
  'auth.why.inventory': 'its inventory cannot be gone by, see “playbook inventory”',
  'auth.why.logins_off': 'logins are off, so no login can prove the password',
  'auth.why.hidden': '{name} is encrypted in the inventory or a template there, so nobody but Ansible can read it',
  'auth.why.differs': 'inventory and cluster differ, see “playbook inventory”',
  'auth.why.ansible': 'Ansible does not tell the tags of etcd.yml',
  'step.await-root-password': 'Wait until somebody has written the new password into {file} ({name})',
  'card.kind.await-root-password': 'Waiting for the password in the inventory',
  'fails.await-root-password':
    'etcd has the new password, and the inventory has not. Write it there, then run by hand, in Pigsty’s folder: “./infra.yml -t env_patroni” and “./etcd.yml -l etcd -t etcd_conf -f 1”.',
  'running.root_password.waits': '{name} in {file} is not yet the password that etcd takes',
  'running.root_password.unread': '{name} cannot be read in {file}',
  'running.root_password.untold': 'etcd does not say whether it takes the password of the inventory',
  'running.root_password.there': 'etcd takes {name} of {file}',
  'auth.note.refresh.bot_other':
    'Nothing for the bot: it logs in as {user}. PostgreSQL clusters log in with users of their own',
  'auth.note.refresh.bot_root':
    'For the bot, which is root: move {next} to {now} in its configuration, and restart the worker. Until then it goes on, it knows both',
  'auth.note.configured': 'The new password is {next} of the configuration. Nobody is shown it',
  'refusal.rotate_locks_out.message': 'The bot logs in to {cluster} as root, and would lock itself out.',
  'refusal.rotate_locks_out.why':
    'It would not know the new password, and nobody could put it into the configuration before etcd asks for it.',
  'refusal.rotate_locks_out.todo':
    'Put the new password where {next} of this cluster says, restart the worker, and ask again: it is then used, and the bot goes on with it by itself.',
} as const;
