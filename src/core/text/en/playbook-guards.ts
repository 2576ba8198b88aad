/** What stands between a person and the hazards of Pigsty’s playbooks. */
export const playbookGuards = {
  'guard.playbook_inventory.title': 'The inventory can be gone by',
  'guard.playbook_inventory.none': 'No playbook is run',
  'guard.playbook_inventory.absent': 'No Pigsty inventory is configured',
  'guard.playbook_inventory.unreadable': 'It cannot be read: {detail}',
  'guard.playbook_inventory.problems': 'It needs care: {problems}',
  'guard.playbook_inventory.fine': 'Read, with {count, plural, one {# host} other {# hosts}} of etcd and no problem',
  'guard.playbook_generation.title': 'etcd.yml wipes nothing by itself',
  'guard.playbook_generation.none': 'Neither etcd.yml nor etcd-rm.yml is run',
  'guard.playbook_generation.unread': 'The inventory cannot be read, so Pigsty’s version is not known',
  'guard.playbook_generation.tags':
    'This etcd.yml has the tags {tags}: it can delete the data of a running etcd. Use a Pigsty of 3.6 or later',
  'guard.playbook_generation.unknown':
    'The inventory has no version that could be read (all.vars.version): up to 3.5, etcd.yml deletes the data of a running etcd',
  'guard.playbook_generation.wipes':
    'Pigsty {version}: up to 3.5, etcd.yml deletes the data of a running etcd. Use a Pigsty of 3.6 or later',
  'guard.playbook_generation.harmless': 'Pigsty {version}, and none of its tags deletes',
  'guard.playbook_generation.untold': 'Pigsty {version}; the tags of etcd.yml are looked at before it runs',
  'guard.playbook_generation.no_tags':
    'Ansible does not tell the tags of etcd.yml, so nobody knows whether this one deletes',
  'guard.playbook_limit.title': 'Every run names whom it concerns',
  'guard.playbook_limit.none': 'No playbook is run',
  'guard.playbook_limit.unread': 'The inventory cannot be read, so it is not known who is named',
  'guard.playbook_limit.bare':
    'Step {number}: {playbook} without a limit concerns everybody; etcd-rm.yml would remove the whole cluster',
  'guard.playbook_limit.unknown':
    'Step {number}: {word} is no host or group of the inventory that this playbook is for',
  'guard.playbook_limit.several':
    'Step {number} names {count} members at once: they would race each other. One at a time',
  'guard.playbook_limit.group':
    'Step {number}: a removal of one member must not name the group {group}: all its hosts would be removed',
  'guard.playbook_limit.other': 'Step {number}: what is removed at {address} is not {name}',
  'guard.playbook_limit.unproven': 'Step {number}: a removal has to show who is gone',
  'guard.playbook_limit.named': '{count, plural, one {The run names its hosts} other {All # runs name their hosts}}',
  'guard.playbook_serial.title': 'etcd is restarted on one host at a time',
  'guard.playbook_serial.none': 'No run restarts etcd',
  'guard.playbook_serial.forks':
    'Step {number} would restart with {forks}: all members at the same moment. It has to be -f 1',
  'guard.playbook_serial.several':
    'Step {number} would restart more than one host in one run, and nobody looks in between',
  'guard.playbook_serial.unproven':
    'Step {number} starts etcd and shows nothing for it: a whole etcd.yml restarts every member',
  'guard.playbook_serial.still_there': 'Step {number} begins a new cluster while the old one is still there',
  'guard.playbook_serial.no_look': 'Step {number} restarts a member, and nobody has looked since the one before',
  'guard.playbook_serial.no_spare':
    'Step {number} restarts {name} while no other voter may be missing: writes would stop',
  'guard.playbook_serial.one_by_one': 'One host in every run, -f 1, and a look at the cluster in between',
  'guard.playbook_serial.by_hand': 'One member after another, and a look at the cluster in between',
  'guard.playbook_serial.anew': 'A new cluster begins with all its members at once, where there is none any more',
  'guard.playbook_join.title': 'A new member joins as a learner, and knows whether the cluster exists',
  'guard.playbook_join.none': 'Nobody joins',
  'guard.playbook_join.new': 'Step {number} lacks {extra}: the member would begin a cluster of its own',
  'guard.playbook_join.not_new':
    'Step {number} lacks {extra}: with etcd_init: existing left in the inventory, the new members would look for the cluster that is gone',
  'guard.playbook_join.not_joining': 'Step {number} says etcd_init=existing, and nobody joins by it',
  'guard.playbook_join.unannounced':
    'Step {number}: etcd does not know {name} yet. It has to be added as a learner first',
  'guard.playbook_join.voter': 'Step {number}: {name} would vote before it has caught up. It has to be a learner first',
  'guard.playbook_join.learner': 'Added as a learner first, started with etcd_init=existing',
  'guard.playbook_join.begins': 'The new cluster begins with etcd_init=new, whatever the inventory says',
  'guard.playbook_number.title': 'No number is used twice',
  'guard.playbook_number.none': 'Nobody joins',
  'guard.playbook_number.unread': 'The inventory cannot be read, so numbers are not known',
  'guard.playbook_number.no_host': '{address} is no longer in the inventory',
  'guard.playbook_number.other': '{address} is {name} in the inventory, not {planned}',
  'guard.playbook_number.used':
    'etcd_seq {seq} is not above {highest}, the highest in the cluster: {name} may have been there before, and numbers are never given twice',
  'guard.playbook_number.new': 'Its number is higher than all others',
  'guard.playbook_safeguard.title': 'The safeguard is off, or put aside on purpose',
  'guard.playbook_safeguard.none': 'Nothing is removed by a playbook',
  'guard.playbook_safeguard.unread': 'The inventory cannot be read, so the safeguard is not known',
  'guard.playbook_safeguard.on': 'etcd_safeguard is on in the inventory. Switch it off there, or ask with {option}',
  'guard.playbook_safeguard.overridden': 'Put aside by the command, and written so into the line',
  'guard.playbook_safeguard.off': 'etcd_safeguard is off in the inventory',
  'guard.playbook_rebuildable.title': 'What is deleted comes back by itself',
  'guard.playbook_rebuildable.none': 'No data of the cluster is deleted',
  'guard.playbook_rebuildable.unasked': 'Nobody has looked whose keys these are',
  'guard.playbook_rebuildable.unread': 'Nobody knows whose keys these are: etcd {phrase}',
  'guard.playbook_rebuildable.no_login':
    'Without a quorum etcd takes no new login, so nobody can look whose keys these are. Try “{command}” first. If the data of the other members is lost, look by hand, as root on a host that answers: {restore}, {serve}, {keys}. Only if all of them lie under {namespace}, go on by hand: {reset}',
  'guard.playbook_rebuildable.saved_unseen':
    'Nobody can look at all the keys; the snapshot {name}, {age} old and whole, holds them',
  'guard.playbook_rebuildable.unknown': 'Not all keys could be looked at. See {command}',
  'guard.playbook_rebuildable.standby':
    '{count, plural, one {The standby cluster {who} is paused, and would not write its keys anew} other {The standby clusters {who} are paused, and would not write their keys anew}}: nobody could resume them, and nobody of them would lead. Resume first: {command}, or, if somebody else has paused, patronictl resume',
  'guard.playbook_rebuildable.foreign':
    '{keys, plural, one {# key is} other {# keys are}} not Patroni’s and would be lost: {prefixes}. There is no verified snapshot to bring them back; see {command}',
  'guard.playbook_rebuildable.saved':
    '{keys, plural, one {# key is} other {# keys are}} not Patroni’s; the snapshot {name}, {age} old and whole, holds them',
  'guard.playbook_rebuildable.postgres':
    'Only {keys, plural, one {# key} other {# keys}} of Patroni, which writes them anew',
  'guard.playbook_logins.title': 'Users and roles are made again after a reset',
  'guard.playbook_logins.none': 'No cluster begins anew',
  'guard.playbook_logins.unread': 'The inventory cannot be read, so the PostgreSQL clusters are not known',
  'guard.playbook_logins.missing': 'No step makes the user and role of {who} again: they would stay locked out',
  'guard.playbook_logins.made':
    'For {count, plural, =0 {nobody: there is no PostgreSQL cluster} one {the only PostgreSQL cluster} other {all # PostgreSQL clusters}}',
  'guard.playbook_references.title': 'References are written from what is true',
  'guard.playbook_references.none': 'No list of members is written',
  'guard.playbook_references.unread': 'The inventory cannot be read',
  'guard.playbook_references.differs': 'When they are written, the inventory is not as the cluster: {differences}',
  'guard.playbook_references.same': 'When they are written, the inventory is as the cluster',
  'guard.playbook_template.title': 'The configuration to deploy turns on auto compaction',
  'guard.playbook_template.none': 'No step turns it on',
  'guard.playbook_template.unread': 'No template of etcd’s configuration can be read: {files}',
  'guard.playbook_template.untold': 'This etcd.yml has no tag {tag}: members would be restarted as they are',
  'guard.playbook_template.missing':
    '{file} does not set auto-compaction-mode and auto-compaction-retention: add them first',
  'guard.playbook_template.compacts': '{file} sets it',
} as const;
