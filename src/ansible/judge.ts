import { code, duration, list, say, type Text, verbatim } from '../core/message.ts';
import type { PlaybookRun } from '../core/playbook.ts';
import type { PlaybookEnd } from '../core/playbooks.ts';
import type { Course } from './course.ts';

/** Why Ansible was ended before it had ended by itself. */
export type Cut =
  | { readonly by: 'timeout'; readonly limitMs: number }
  | { readonly by: 'leave' }
  /** Null: it ended between two tasks; else it was waited for that long, and then ended within one. */
  | { readonly by: 'cancel'; readonly waitedMs: number | null };

export type Ended = {
  readonly run: Pick<PlaybookRun, 'tags'>;
  /** The hosts that were meant. */
  readonly hosts: readonly string[];
  /** Null when a signal ended it. */
  readonly exitCode: number | null;
  readonly tookMs: number;
  readonly cut: Cut | null;
};

/**
 * What a run is to be taken for. Ansible's exit code proves nothing: ignored errors, tags that fit nothing and tasks that were all skipped
 * end with 0, too.
 */
export function judge(course: Course, ended: Ended): PlaybookEnd {
  const { run, hosts, exitCode, tookMs, cut } = ended;
  if (cut !== null && course.stats === null) return cutEnd(course, cut, hosts);
  if (course.stopped !== null) return cutEnd(course, { by: 'cancel', waitedMs: null }, hosts);
  const problem = problemOf(course, exitCode) ?? nothingDone(course, run.tags, hosts);
  if (problem !== null) return { ended: 'failed', why: problem };
  return { ended: 'done', tasks: course.tasks, changed: course.changed, hosts, tookMs };
}

function problemOf({ failures, stats }: Course, exitCode: number | null): Text | null {
  const first = failures.find(({ ignored }) => !ignored) ?? failures[0];
  if (first) return failureText(first);
  const told = exitCode === null ? '-' : String(exitCode);
  if (stats === null) return say('playbook.no_stats', { code: told });
  const bad = Object.values(stats).some(({ failures, unreachable, ignored }) => failures + unreachable + ignored > 0);
  return bad || exitCode !== 0 ? say('playbook.exit', { code: told }) : null;
}

function failureText({ task, host, ignored, unreachable, censored, message }: Course['failures'][number]): Text {
  const at = { task, host };
  const told = message === null || censored ? null : { ...at, message: shorten(message) };
  if (unreachable) return say('playbook.host_unreachable', { host, message: told?.message ?? '-' });
  if (ignored) return told ? say('playbook.task_ignored', told) : say('playbook.task_ignored_plainly', at);
  if (censored) return say('playbook.task_failed_censored', at);
  return told ? say('playbook.task_failed', told) : say('playbook.task_failed_plainly', at);
}

/** What hosts say can be long; the whole stands in the log. */
const MOST_CHARACTERS = 300;
const shorten = (message: string): string => {
  const line = message.replaceAll(/\s+/g, ' ');
  return line.length > MOST_CHARACTERS ? `${line.slice(0, MOST_CHARACTERS)}…` : line;
};

/** Tasks that always run (`always`) are no sign that what was asked for was done. */
function nothingDone({ done }: Course, tags: readonly string[], hosts: readonly string[]): Text | null {
  const meant = done.filter(task => tags.length === 0 || task.tags.some(tag => tags.includes(tag)));
  if (meant.length === 0) return say('playbook.nothing_ran');
  const missed = hosts.filter(host => !done.some(task => task.host === host));
  return missed.length > 0 ? say('playbook.host_missed', { hosts: list(missed.map(verbatim)) }) : null;
}

function cutEnd(course: Course, cut: Cut, meant: readonly string[]): PlaybookEnd {
  const { name, at, tasks } = course;
  const who = list((at.length > 0 ? at : meant).map(verbatim));
  switch (cut.by) {
    case 'cancel': {
      if (course.stopped !== null) {
        const done = at.length > 0 ? tasks : Math.max(0, tasks - 1);
        return { ended: 'cancelled', why: say('playbook.cancelled', { task: course.stopped, who, done }) };
      }
      const waited = duration(cut.waitedMs ?? 0);
      const why =
        name === null ? say('playbook.cancelled_early') : say('playbook.cancelled_within', { task: name, who, waited });
      return { ended: 'cancelled', why };
    }
    case 'timeout': {
      const limit = duration(cut.limitMs);
      const why =
        name === null
          ? say('playbook.timed_out_early', { limit })
          : say('playbook.timed_out', { limit, task: name, who });
      return { ended: 'failed', why };
    }
    case 'leave':
      return {
        ended: 'cancelled',
        why: name === null ? say('playbook.stopped_early') : say('playbook.stopped', { task: name, who }),
      };
  }
}

/** Before anything is begun: whether the run means any host, and any task. */
export function problemOfOutline(
  { playbook, limit, tags }: Pick<PlaybookRun, 'playbook' | 'limit' | 'tags'>,
  outline: { readonly hosts: readonly string[]; readonly tasks: readonly { readonly tags: readonly string[] }[] },
): Text | null {
  if (outline.hosts.length === 0) return say('playbook.no_host', { limit: code(limit.join(',')) });
  const wanted = outline.tasks.filter(task => tags.length === 0 || task.tags.some(tag => tags.includes(tag)));
  return wanted.length > 0
    ? null
    : say('playbook.no_task', { playbook: code(playbook), tags: code(tags.join(',') || '-') });
}
