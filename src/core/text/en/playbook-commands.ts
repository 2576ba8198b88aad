/** What Pigsty’s playbooks are asked for, printed and waited for by. */
export const playbookCommands = {
  'playbook.summary.restart': 'Restarts members by Pigsty’s playbook, one after another, the leader last',
  'playbook.summary.reset': 'Deletes the cluster and begins it anew by Pigsty’s playbooks, with PostgreSQL paused',
  'playbook.summary.add':
    'Adds a host of the inventory as a voter: learner, playbook, in sync, promoted, references refreshed',
  'playbook.summary.remove': 'Removes a member by Pigsty’s playbook, or with --all the whole cluster',
  'playbook.summary.config': 'Writes the list of members anew for etcd, Patroni and vip-manager',
  'playbook.summary.gc': 'Turns on auto compaction: pause PostgreSQL, redeploy one by one, resume',
  'playbook.summary.inventory': 'What Pigsty’s inventory says of this cluster, and how the two differ',
  'playbook.option.member': 'only this member',
  'playbook.option.print': 'the exact lines for a shell; nothing is asked for',
  'playbook.option.override': 'removes although etcd_safeguard is on in the inventory',
  'playbook.option.all': 'the whole cluster, with all its data',
  'playbook.note.one_by_one':
    'One member at a time: between two of them the cluster has to be well again, or nothing more is done.',
  'playbook.note.gc':
    'Compaction begins when its retention (24 hours in Pigsty’s template) is over. “{command}” says when it does not happen.',
  'playbook.note.gc_by_hand':
    'Up to Pigsty 3.5 the bot runs no etcd.yml, whose runs can delete the data of a running etcd. So people restart the members: at each, the operation waits for half an hour until somebody has typed the lines there. Begin with a host only when its step runs: which one that is stands here.',
  'playbook.note.gc_template':
    'Write the same three settings into {template} as well: without them there, the next run of etcd.yml takes them away again.',
  'playbook.note.references':
    'The lists of members in etcd’s configuration, Patroni and vip-manager are written from the inventory. Patroni is reloaded, vip-manager restarted (a VIP may be away for a moment); no etcd is restarted.',
  'playbook.note.differs': 'Inventory and cluster differ: {differences}',
  'playbook.note.reset':
    'All keys are deleted. Patroni writes its own anew; its history and planned switchovers are lost. Afterwards see “{command}”.',
  'playbook.note.not_paused':
    'There is no quorum, so PostgreSQL cannot be paused: primaries without failsafe mode are read-only already. They come back when the new etcd is there and Patroni has written its keys.',
  'playbook.note.gone_for_good':
    'No etcd is left afterwards: the PostgreSQL clusters stay as they are, paused, without failover and without patronictl, until they get another one.',
  'playbook.note.take_out':
    'Half way the operation waits for somebody to take {address} out of {file}: what is written from the inventory must not bring it back.',
  'playbook.note.host_gone':
    '{name} does not answer. If its host is gone, Ansible cannot reach it either: {command} takes it out of the cluster without its host. Then take {address} out of {file}, and {config} writes all references anew.',
  'changes.note.learner_by_playbook':
    'It joins as a learner, which counts for nothing in the quorum: until it is promoted, nothing is at risk. The playbook starts its process.',
  'inventory.located': '{path} {problem}',
  'inventory.verdict.same': '{cluster}: the inventory is as the cluster is',
  'inventory.verdict.differs':
    '{cluster}: the inventory and the cluster differ in {count, plural, one {# place} other {# places}}',
  'inventory.verdict.problems':
    '{cluster}: the inventory has {count, plural, one {# problem} other {# problems}}; no playbook is run until then',
  'inventory.verdict.unread': '{cluster}: the members could not be read, so nothing is compared with the inventory',
  'inventory.column.address': 'Address',
  'inventory.column.name': 'Member',
  'inventory.column.cluster': 'In the cluster',
  'inventory.cell.voter': 'voter',
  'inventory.cell.learner': 'learner',
  'inventory.cell.absent': 'no member',
  'inventory.cell.unknown': 'not known',
  'inventory.postgres': 'PostgreSQL cluster',
  'inventory.group': 'Group',
  'inventory.hosts': 'Hosts',
  'inventory.vip': 'VIP',
  'inventory.note': '{file} in {home}, Pigsty {version}; etcd_safeguard is {safeguard}',
  'inventory.safeguard.on': 'on',
  'inventory.safeguard.off': 'off',
  'print.verdict':
    '{cluster}: {line} by hand, as {count, plural, one {# line} other {# lines}} for a shell on the admin node',
  'print.refused': '{cluster}: {line} must not be done now, not by hand either',
  'print.looks':
    'Look at the answer of each line before the next one: between two restarts all members have to be healthy.',
  'print.offer': 'The same by hand: {command}',
  'step.await-inventory': 'Wait until somebody has taken {address} out of {file}',
  'card.kind.await-inventory': 'Waiting for the inventory',
  'fails.await-inventory':
    'The member is gone, and its place in the inventory is not. Take it out, then “playbook config” writes all references anew.',
  'running.inventory.unreadable': 'The inventory cannot be read: {detail}',
  'running.inventory.problems': 'The inventory has problems now: see “playbook inventory”',
  'running.inventory.waits': '{address} still stands in {file}',
  'running.inventory.out': '{address} is out of {file}',
  'step.await-restart': 'Wait until somebody has restarted {name} on {address} with the lines below',
  'card.kind.await-restart': 'Waiting for a restart by hand',
  'fails.await-restart':
    'Nobody restarted that member in time, or it does not come back. Look at it with “status” and at its log (journalctl -u etcd). The file as it was before is beside it, as etcd.conf.before. Then ask again: members that are through are restarted once more, which harms nobody.',
  'card.restart': 'It is the turn of {name}. On its host {address}, as root:',
  'card.restart.ahead':
    'What somebody types as root on one host after another, each when this card says that it is its turn:',
  'running.restart.waits': 'It is the turn of {name}, on {address}: the lines stand below. {unmet}',
  'running.restart.unread':
    '{name} was restarted, and its quota is {quota}, not {wanted}: it has not read the settings. Edit the file, and restart it again',
  'running.restart.done': '{name} was restarted and serves. Whether it has read the settings it does not tell',
  'running.restart.read': '{name} was restarted, serves, and has read the settings: its quota is {quota}',
  'refusal.nobody_answers.message': 'No member of {cluster} answers.',
  'refusal.nobody_answers.why': 'etcd {phrase}. A plan relies on who belongs to the cluster, and nobody can be asked.',
  'refusal.nobody_answers.todo':
    'If etcd runs on none of its hosts, start all of them at once, by hand on the admin node: {line}. As soon as one answers, ask again.',
  'refusal.restart_needs_login.message': '{cluster} has no quorum, and takes no new login.',
  'refusal.restart_needs_login.why':
    'Logins are on, and etcd needs its quorum for each new one. The bot has none from before, so etcd does not tell it who belongs to the cluster.',
  'refusal.restart_needs_login.todo':
    'Start those that are down, by hand on the admin node: {start}. When there is a quorum again, the bot can log in.',
  'refusal.reset_needs_login.message': '{cluster} has no quorum, and takes no new login.',
  'refusal.reset_needs_login.why':
    'Logins are on, and etcd needs its quorum for each new one. The bot has none from before, so etcd tells it neither who belongs to the cluster nor whose keys would be deleted.',
  'refusal.reset_needs_login.todo':
    'First start those that are down, by hand on the admin node: {start}. With a quorum, ask again. If their data is lost, look whose keys these are, as root on a host that answers: {restore}, {serve}, {keys}. Only if all of them lie under {namespace}, which Patroni writes anew, go on by hand: {reset}.',
  'refusal.gc_by_hand.message': 'A restart of {who} could not be seen.',
  'refusal.gc_by_hand.why':
    'Up to Pigsty 3.5 the bot runs no etcd.yml, whose runs can delete the data of a running etcd: people restart the members there, and the bot watches. That takes the metrics of every member, which tell since when it runs.',
  'refusal.gc_by_hand.todo':
    'Let the worker read /metrics of {who}, and ask again. Or do it without the bot: {pause}. Then on one host after another, the leader last: write {settings} into {file}, {restart}, and go on when {health} finds all of them well. At the end {resume}.',
  'refusal.no_pigsty.message': 'No Pigsty is configured for this cluster.',
  'refusal.no_pigsty.why': 'Playbooks are run from Pigsty’s folder, by its inventory.',
  'refusal.no_pigsty.todo': 'Set pigsty.home and pigsty.inventory of this cluster, and start the workers anew.',
  'refusal.inventory_unreadable.message': 'The Pigsty inventory cannot be read.',
  'refusal.inventory_unreadable.why': '{detail}',
  'refusal.inventory_unreadable.todo': 'Correct it, or let the worker read it, and ask again.',
  'refusal.inventory_broken.message': 'The inventory {file} needs care first.',
  'refusal.inventory_broken.why': '{problems}.',
  'refusal.inventory_broken.todo': 'Correct it there: playbooks do what it says, wrong or not. Then ask again.',
  'refusal.host_unknown.message': '{typed} is no host of etcd in the inventory.',
  'refusal.host_unknown.why': '{file} has {hosts} in its etcd group.',
  'refusal.host_unknown.todo': 'Add it there with an etcd_seq that was never used before; then ask again.',
  'refusal.member_without_host.message': 'Not in the inventory: {who}.',
  'refusal.member_without_host.why': 'A playbook reaches only hosts that stand in {file}.',
  'refusal.member_without_host.todo':
    'Bring the inventory in line with the cluster first: “playbook inventory” shows how they differ.',
  'refusal.already_member.message': '{name} at {address} is a voter already.',
  'refusal.already_member.why': 'There is nothing to add.',
  'refusal.already_member.todo': 'See “member list”. For its process, “playbook restart --member”.',
  'refusal.not_a_member.message': 'No member of the cluster is at {address}.',
  'refusal.not_a_member.why': 'It stands in the inventory only.',
  'refusal.not_a_member.todo': 'Take it out of the inventory, then {command} writes all references anew.',
  'refusal.remove_whom.message': 'Which member, or all of them?',
  'refusal.remove_whom.why':
    'Nothing is removed that is not named: without a name the playbook would remove the whole cluster.',
  'refusal.remove_whom.todo': 'Name one address of the inventory; or, to end the whole cluster, write {option} alone.',
} as const;
