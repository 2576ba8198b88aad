/** Maintenance mode of PostgreSQL clusters: who has paused what, and what a change of etcd does to them. */
export const pause = {
  'pause.summary.pause':
    'Puts PostgreSQL clusters into maintenance mode of Patroni: no automatic failover until resumed',
  'pause.summary.resume': 'Ends maintenance mode where the bot has begun it',
  'pause.option.all': 'all PostgreSQL clusters of this etcd, as one unit',
  'pause.option.for': 'how long it may last before people are asked, like 30m, 2h or 1d (4h unless given)',
  'pause.option.first': 'pauses all PostgreSQL clusters first, and resumes them at the end',
  'pause.note.no_failover':
    'While it is paused, Patroni neither fails over nor restarts PostgreSQL by itself: if a primary dies, it stays dead until somebody acts. Virtual addresses of vip-manager are not protected by a pause.',
  'pause.note.until':
    'From {until} on the channel is asked whether it was forgotten. It ends with {command}, and not by itself.',
  'pause.note.others':
    '{count, plural, one {Left out, because somebody else has paused it already: {who}. It stays so.} other {Left out, because somebody else has paused them already: {who}. They stay so.}}',
  'pause.note.broken': 'Left out, because the configuration that Patroni keeps cannot be read: {who}.',
  'pause.note.orphaned': 'Left out, because no Patroni runs there any more: {who}.',
  'pause.note.standby':
    'Not paused, because a standby cluster writes its keys anew only while it is not: {who}. It is read-only and follows another cluster, so it loses nothing by it.',
  'pause.note.ours':
    '{count, plural, one {Paused by the bot already, and so afterwards: {who}.} other {Paused by the bot already, and so afterwards: {who}.}}',
  'pause.note.around':
    'Paused for as long as this takes, and resumed at the end: {who}. If a step fails, they stay paused.',
  'pause.note.vips':
    'Virtual addresses may go away meanwhile, about 2 s after vip-manager (5.0 and later) loses its etcd, and pausing Patroni does not keep them: {who}. Clients lose their connections. Where one stays away afterwards, restart vip-manager on the primary.',
  'pause.note.left':
    '{count, plural, one {Not paused by the bot, so left as it is: {who}.} other {Not paused by the bot, so left as they are: {who}.}}',
  'pause.note.paused_by': '{name} was paused for {owner}, {at}.',
  'pause.forgotten': '{cluster} · {name} is still paused: no automatic failover',
  'pause.owner': '{owner} asked for the pause {at} ({operation}), and answers for it',
  'pause.deadline': 'It was to end by {until}',
  'pause.todo': 'To end it: {resume}. If it has to last longer: {longer}',
  'pause.again':
    '{count, plural, one {Asked for the first time} other {Asked # times}}; again every {every} until it is resumed',
  'refusal.pause_which.message': 'It is not clear which PostgreSQL cluster is meant.',
  'refusal.pause_which.why': 'It takes either the name of one, or {all}, and not both.',
  'refusal.pause_which.todo': 'Name one as "pg list" shows it, or add {all}.',
  'refusal.pause_for_what.message': '{typed} is no length of time for a pause.',
  'refusal.pause_for_what.why': 'It goes from five minutes to seven days, in m, h or d.',
  'refusal.pause_for_what.todo': 'Write it like {option}.',
  'refusal.pause_not_configured.message': 'No Patroni namespace is configured for this cluster.',
  'refusal.pause_not_configured.why': 'Without it nobody knows which PostgreSQL clusters there are.',
  'refusal.pause_not_configured.todo': 'Set patroni.namespace of the cluster in the configuration file.',
  'refusal.pause_unreadable.message': 'The keys of Patroni cannot be read.',
  'refusal.pause_unreadable.why': 'etcd {phrase}. Nothing is guessed about PostgreSQL.',
  'refusal.pause_unreadable.todo':
    'See "status"; the user of the bot needs read and write on the namespace of Patroni.',
  'refusal.pause_nobody.message': 'There is no PostgreSQL cluster to pause or resume.',
  'refusal.pause_nobody.why': 'Nobody keeps keys in the namespace of Patroni.',
  'refusal.pause_nobody.todo': 'Nothing has to be done. If there should be some, check patroni.namespace.',
  'refusal.pause_partial.message': 'Not all PostgreSQL clusters are known.',
  'refusal.pause_partial.why':
    'More keys lie in the namespace of Patroni than are read (10,000, or 32 MiB): some clusters are missing, and the last one may be cut.',
  'refusal.pause_partial.todo':
    'See what lies there with {command}. One that was read whole can be paused by its name.',
  'refusal.pause_none_fit.message': 'Nothing can be paused.',
  'refusal.pause_none_fit.why': '{why}',
  'refusal.pause_none_fit.todo': 'See "pg list" for the state of each.',
  'refusal.resume_none.message': 'Nothing is paused.',
  'refusal.resume_none.why': 'The bot remembers no pause of these clusters, and none is paused by others.',
  'refusal.resume_none.todo': 'Nothing has to be done.',
  'refusal.resume_not_ours.message': 'The bot ends only what it has begun.',
  'refusal.resume_not_ours.why': '{why}',
  'refusal.resume_not_ours.todo': 'Ask who paused it; they end it with "patronictl resume".',
  'guard.only_postgres': 'Nothing of etcd is changed',
  'guard.patroni.title': 'PostgreSQL keeps its primaries',
  'guard.patroni.not_configured': 'No Patroni namespace is configured',
  'guard.patroni.unreadable':
    'The keys of Patroni cannot be read, so nobody knows what it would do to PostgreSQL: etcd {phrase}',
  'guard.patroni.partial':
    'More keys lie in the namespace of Patroni than are read, so nobody knows all PostgreSQL clusters and what it would do to them. See what lies there: {command}',
  'guard.patroni.none': 'No PostgreSQL cluster has keys here',
  'guard.patroni.no_stall':
    '{count, plural, one {# PostgreSQL cluster depends} other {# PostgreSQL clusters depend}} on this etcd, and nothing here makes them wait: {who}',
  'guard.patroni.no_space':
    'etcd takes no writes, so nothing can be paused; failover is impossible until this is through: {who} ({count})',
  'guard.patroni.switchover': 'A switchover is under way or due within half an hour: {who}. Wait until it is through',
  'guard.patroni.leaderless':
    'Without a primary, and electing one needs etcd: {who}. Wait until one leads, or pause it first: {command}',
  'guard.patroni.too_long':
    'Step {number} may keep everybody from writing for {seconds}, and {name} tolerates less than {budget}{others, plural, =0 {} one { (# other is in the same position)} other { (# others are in the same position)}}. Pause first: {command}',
  'guard.patroni.size_unknown':
    'Nobody knows for how long step {number} keeps everybody from writing, because the size of that member cannot be read; the primaries of {which} may be demoted. Look again, or pause first: {command}',
  'guard.patroni.outage':
    'Step {number} takes etcd away, and the primaries of {which} would be demoted. Pause first: {command}',
  'guard.patroni.one':
    'Only one member at a time is silent: within {share} Patroni asks another, and {count, plural, one {the cluster goes} other {all # clusters go}} on',
  'guard.patroni.silent':
    '{room}. But {who} {count, plural, one {does not answer} other {do not answer}}, so failsafe mode saves no primary if etcd is away for longer: better bring Patroni back there first',
  'guard.patroni.stays':
    'Step {number} stalls etcd; {count, plural, one {the cluster stays} other {all # clusters stay}} as they are',
  'guard.patroni.fits':
    'Step {number} may keep everybody from writing for {seconds}; the tightest of {count}, {name}, tolerates {budget}',
  'finding.pause_forgotten.title': 'PostgreSQL still paused: {who}',
  'finding.pause_forgotten.todo':
    'Its deadline has passed, {owner} answers for it, and nobody fails over meanwhile. Resume it: /etcd pg resume --all.',
  'finding.pause_of_others.title': 'PostgreSQL paused by somebody else: {who}',
  'finding.pause_of_others.todo':
    'Known for {age} at least, and nobody fails over meanwhile. Find out who did it; they end it with patronictl resume.',
} as const;
