import type { PlaybookProgress } from '../core/playbooks.ts';
import type { PlaybookEvent } from './events.ts';

type Failure = {
  readonly task: string;
  readonly host: string;
  readonly ignored: boolean;
  readonly unreachable: boolean;
  readonly censored: boolean;
  readonly message: string | null;
};

/** What has happened in a run so far. */
export type Course = {
  readonly tasks: number;
  readonly name: string | null;
  /** Of the task under way. */
  readonly tags: readonly string[];
  readonly at: readonly string[];
  readonly failures: readonly Failure[];
  /** What was really done, not skipped: host, and the tags of the task. */
  readonly done: readonly { readonly host: string; readonly tags: readonly string[] }[];
  readonly changed: number;
  /** Before which task it was ended as asked. */
  readonly stopped: string | null;
  readonly stats: Extract<PlaybookEvent, { ev: 'stats' }>['hosts'] | null;
};

export const unbegun: Course = {
  ...{ tasks: 0, name: null, tags: [], at: [], failures: [], done: [], changed: 0, stopped: null, stats: null },
};

/** The course after one more event. */
export function after(course: Course, event: PlaybookEvent): Course {
  switch (event.ev) {
    case 'play':
      return course;
    case 'task':
      return { ...course, tasks: course.tasks + 1, name: event.name, tags: event.tags, at: [] };
    case 'start':
      return { ...course, at: [...course.at.filter(host => host !== event.host), event.host] };
    case 'ok':
      return {
        ...left(course, event.host),
        done: [...course.done, { host: event.host, tags: course.tags }],
        changed: course.changed + (event.changed ? 1 : 0),
      };
    case 'skipped':
      return left(course, event.host);
    case 'failed':
    case 'unreachable':
      return { ...left(course, event.host), failures: [...course.failures, failureOf(event)] };
    case 'stopped':
      return { ...course, stopped: event.task };
    case 'stats':
      return { ...course, stats: event.hosts };
  }
}

const left = (course: Course, host: string): Course => ({ ...course, at: course.at.filter(other => other !== host) });

const failureOf = ({
  ev,
  task,
  host,
  ignored,
  censored,
  msg,
}: Extract<PlaybookEvent, { ev: 'failed' | 'unreachable' | 'ok' | 'skipped' }>): Failure => ({
  ...{ task, host, ignored: ignored ?? false, unreachable: ev === 'unreachable' },
  ...{ censored: censored ?? false, message: msg?.trim() || null },
});

/** `meant`: the hosts of the run, shown where Ansible does not say which is at it; `total`: its tasks as listed beforehand. */
export function progressOf(course: Course, meant: readonly string[], total: number | null): PlaybookProgress {
  const { tasks, name, at } = course;
  return {
    ...{ task: tasks, name, hosts: at.length > 0 ? at : meant },
    tasks: total === null ? null : Math.max(total, tasks),
  };
}
