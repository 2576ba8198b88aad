/** Runs of Ansible: as steps, while they run, and how they ended. */
export const playbookRuns = {
  'step.run-playbook': 'Run {line}',
  'card.kind.run-playbook': 'Running the playbook',
  'fails.run-playbook':
    'Nothing is undone, and the run is not repeated by itself. Read its log, then look with "status" and "member list" at what is there now. Playbooks can be run again: ask again when the cause is cleared.',
  'tier.restarts': 'It restarts {name}',
  'tier.deletes': 'It takes {who} out of the cluster and deletes the data there',
  'tier.begins_anew': 'It begins an empty cluster on {who}: what is in etcd now is lost',
  'tier.changes_hosts': 'It changes hosts: {line}',
  'guard.quorum.ends': 'The cluster ends as a whole: there is no quorum to keep',
  'playbook.before': 'the process of {name} has run since {since}',
  'playbook.before_silent': '{name} does not answer',
  'playbook.before_untold': '{name} runs, and does not tell since when',
  'playbook.before_members': 'before it, {members, plural, one {# member was} other {# members were}} in the list',
  'playbook.looking': 'looking which hosts and tasks it concerns',
  'playbook.progress': '{who}: {done} of {total, plural, one {# task} other {# tasks}}, {task}',
  'playbook.progress_open': '{who}: task {done}, {task}',
  'playbook.proving': 'Ansible is through. {unmet}',
  'playbook.done':
    '{tasks, plural, one {# task} other {# tasks}} on {who} in {took}, {changed, plural, one {# change} other {# changes}}',
  'playbook.not_configured':
    'this worker has no Pigsty home configured for the cluster: pigsty.home is missing in its configuration',
  'playbook.no_ansible': 'ansible-playbook could not be started ({detail})',
  'playbook.no_host': 'no host of the inventory is meant by {limit}: nothing was run',
  'playbook.no_task': 'no task of {playbook} has the tag {tags}: nothing was run',
  'playbook.outline_failed': 'Ansible does not take the playbook or the inventory ({detail}): nothing was run',
  'playbook.nothing_ran': 'Ansible ended well, but every task was skipped: nothing was done',
  'playbook.no_stats': 'Ansible ended before it told how it went (exit code {code})',
  'playbook.exit': 'Ansible ended with exit code {code}',
  'playbook.task_failed': '"{task}" failed on {host}: {message}',
  'playbook.task_failed_censored':
    '"{task}" failed on {host}; the playbook hides why, because it handles passwords (no_log)',
  'playbook.task_failed_plainly': '"{task}" failed on {host}',
  'playbook.task_ignored':
    '"{task}" failed on {host}, and the playbook went on as if it had not (Ansible itself reports success): {message}',
  'playbook.task_ignored_plainly':
    '"{task}" failed on {host}, and the playbook went on as if it had not (Ansible itself reports success)',
  'playbook.host_unreachable': '{host} could not be reached: {message}',
  'playbook.host_missed': 'no task was done on {hosts}',
  'playbook.cancelled':
    'stopped as asked, before "{task}" on {who}: {done, plural, =0 {no task was done} one {# task was done} other {# tasks were done}}, the rest was not begun',
  'playbook.cancelled_early': 'stopped as asked, before any task had begun',
  'playbook.ran_already': 'this run has been begun before, and is never begun twice',
  'playbook.cancelled_within':
    'ended as asked, in the middle of "{task}" on {who}, because that task did not end by itself within {waited}: it may be half done, and what was started on a remote host may still run there',
  'playbook.timed_out':
    'ended after {limit}, in the middle of "{task}" on {who}: it may be half done, and what was started on a remote host may still run there',
  'playbook.timed_out_early': 'ended after {limit}, before any task had begun',
  'playbook.stopped': 'ended with the worker, in the middle of "{task}" on {who}: it may be half done',
  'playbook.stopped_early': 'ended with the worker, before any task had begun',
  'playbook.unproven': 'Ansible ended well, but etcd does not show it within {waited}. {unmet}',
  'playbook.shown_though': 'etcd shows that it happened nevertheless',
  'playbook.not_shown': 'etcd does not show it: {unmet}',
  'playbook.and': '{first}. {second}',
  'playbook.unmet.old_process': '{name} still runs as the process it was before',
  'playbook.unmet.silent': '{name} does not answer',
  'playbook.unmet.not_started': '{name} has not joined',
  'playbook.unmet.not_listed': '{name} is not in the member list',
  'playbook.unmet.still_listed': 'still a member: {who}',
  'playbook.unmet.still_answers': 'etcd still answers at {endpoints}',
  'playbook.unmet.not_fresh': 'the cluster is not a new one of {who}',
  'playbook.unmet.start_untold': '{name} serves, but does not tell since when',
  'playbook.unmet.no_trace': 'it leaves no trace in etcd',
  'playbook.still_runs': 'the run still goes on in another process (pid {pid}): waiting for its end',
  'playbook.elsewhere':
    'the worker that ran it is gone, and ran on another machine ({host}): whether Ansible has ended there cannot be seen from here',
  'playbook.no_trace_of_run': 'the worker that ran it is gone, and left no trace here of how far it was',
  'playbook.lost':
    'the worker that ran it was lost; the run was ended with it {where}. It is not repeated by itself. {sight}',
  'playbook.where': 'at "{task}" on {who}',
  'playbook.where_early': 'before any task',
  'playbook.read_back':
    'the worker that ran it was lost {where}, but etcd shows that it happened. Tasks after it were not run',
  'playbook.log_attached':
    'The log of step {number}, {line}: {size}, without passwords. The whole is kept at {path} on {host}.',
  'playbook.log_tail':
    'The log of step {number}, {line}: its last {size}, without passwords. The whole is kept at {path} on {host}.',
} as const;
