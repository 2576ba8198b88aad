/** The name Ansible knows our callback plugin by; its file is named alike. */
export const PLUGIN = 'etcd_chatops_events';

/**
 * Ansible's side: one JSON line for everything that happens, into a file of its own, so that the log stays as people know it. What a task
 * hides (`no_log`) is not written. The values that are secret go over an open pipe, once for each play, and to no file: only so can they be
 * kept out of the log. Where a file says so, it ends the run between two tasks.
 */
export const PLUGIN_TEXT = String.raw`
import json
import os
import re
import signal
import time

from ansible.plugins.callback import CallbackBase

DOCUMENTATION = """
    name: etcd_chatops_events
    type: notification
    short_description: tells etcd-chatops what happens
    description: one JSON line for each event, into the file that ETCD_CHATOPS_EVENTS names
"""

SECRET = re.compile(r'pass(word|wd|phrase)?$|_pass_|password|secret|token|access_?key|private_?key|encryption_?key', re.I)


def secrets_in(value, name=''):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from secrets_in(inner, str(key))
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from secrets_in(inner, name)
    elif value is not None and not isinstance(value, bool) and SECRET.search(name):
        yield str(value)


class CallbackModule(CallbackBase):
    CALLBACK_VERSION = 2.0
    CALLBACK_TYPE = 'notification'
    CALLBACK_NAME = '${PLUGIN}'
    CALLBACK_NEEDS_ENABLED = True
    CALLBACK_NEEDS_WHITELIST = True

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._file = open(os.environ['ETCD_CHATOPS_EVENTS'], 'a', buffering=1)
        self._stop = os.environ['ETCD_CHATOPS_STOP']
        self._main = os.getpid()
        self._hiding = False

    def _write(self, ev, **fields):
        self._file.write(json.dumps({'t': round(time.time(), 3), 'ev': ev, **fields}, default=str) + '\n')

    def _end_if_asked(self, task):
        if os.path.exists(self._stop) and os.getpid() == self._main:
            self._write('stopped', task=task.get_name())
            os.kill(self._main, signal.SIGINT)

    def v2_playbook_on_play_start(self, play):
        self._write('play', name=play.get_name())
        found = set()
        try:
            manager = play.get_variable_manager()
            for host in manager._inventory.get_hosts():
                found.update(secrets_in(manager.get_vars(play=play, host=host, include_delegate_to=False)))
        except Exception as error:
            self._write('unhidden', msg=str(error))
        line = json.dumps(sorted(found)) + '\n'
        os.write(3, line.encode())

    def v2_playbook_on_task_start(self, task, is_conditional):
        self._write('task', id=str(task._uuid), name=task.get_name(), tags=[str(tag) for tag in task.tags])
        self._end_if_asked(task)

    def v2_playbook_on_handler_task_start(self, task):
        self.v2_playbook_on_task_start(task, False)

    def v2_runner_on_start(self, host, task):
        self._write('start', task=task.get_name(), host=host.get_name())
        self._end_if_asked(task)

    def _result(self, ev, result, ignored=False):
        told = result._result
        censored = bool(getattr(result._task, 'no_log', False)) or bool(told.get('_ansible_no_log')) or 'censored' in told
        msg = None
        if not censored:
            parts = [told.get('msg'), told.get('stderr') if ev != 'ok' else None]
            msg = ' '.join(str(part).strip() for part in parts if part)[:2000] or None
        self._write(ev, task=result._task.get_name(), host=result._host.get_name(), changed=bool(told.get('changed')),
                    ignored=bool(ignored), censored=censored, msg=msg)

    def v2_runner_on_ok(self, result):
        self._result('ok', result)

    def v2_runner_on_skipped(self, result):
        self._result('skipped', result)

    def v2_runner_on_failed(self, result, ignore_errors=False):
        self._result('failed', result, ignore_errors)

    def v2_runner_on_unreachable(self, result):
        self._result('unreachable', result)

    def v2_playbook_on_stats(self, stats):
        self._write('stats', hosts={host: stats.summarize(host) for host in sorted(stats.processed)})
`;
