import { readFile } from 'node:fs/promises';
import { say, type Text } from '../core/message.ts';
import { playbookWords } from '../core/playbook.ts';
import type { PlaybookEnd, PlaybookKey, Playbooks, PlaybookTrace } from '../core/playbooks.ts';
import type { Clock, Log } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { runChild } from './child.ts';
import { commandOf, type Environment, outlineOf, tagsOf, withPlugin } from './command.ts';
import { after, type Course, progressOf, unbegun } from './course.ts';
import { readEvents } from './events.ts';
import {
  claim,
  dropOld,
  keepEnd,
  leaderOf,
  logsFolder,
  machineOf,
  type RunFolder,
  readEnd,
  runFolder,
} from './folder.ts';
import { judge, problemOfOutline } from './judge.ts';
import { endSchema, readLog, withoutSecrets } from './kept.ts';
import { writeParts } from './parts.ts';
import { isGroupAlive, isHere, isPast, thisMachine } from './process.ts';
import { openRedactor } from './redact.ts';

type Surroundings = {
  readonly settings: ClusterSettings;
  readonly env: Environment;
  readonly clock: Clock;
  readonly log: Log;
  /** How long a cancel waits for the task under way before it is ended within, milliseconds (30 000). */
  readonly taskEndsWithinMs?: number;
};

/** Ansible for one cluster; null for one without a Pigsty home. Logs are kept on this machine, without what is secret. */
export function openPlaybooks({
  settings,
  env,
  clock,
  log,
  taskEndsWithinMs = 30_000,
}: Surroundings): Playbooks | null {
  const { pigsty } = settings;
  if (pigsty === null) return null;
  const command = commandOf(pigsty, env);
  const logs = logsFolder(pigsty.ansible?.logs ?? null, env);
  const { auth, patroni } = settings;
  const secrets = [auth?.password, auth?.nextPassword, patroni?.password].filter(value => typeof value === 'string');
  const folderOf = (key: PlaybookKey): RunFolder => runFolder(logs, key);

  const run: Playbooks['run'] = async (given, { key, withinMs, tell, stop }) => {
    const folder = folderOf(key);
    const words = playbookWords(given);
    const redactor = openRedactor(secrets);
    if (!(await claim(folder, words, clock()))) return notBegun(say('playbook.ran_already'));
    const outline = await outlineOf(command, given);
    if (!outline.ok) return notBegun(say('playbook.outline_failed', { detail: redactor.text(outline.why) }));
    const { hosts, tasks } = outline.value;
    const problem = problemOfOutline(given, outline.value);
    if (problem !== null) return notBegun(problem);
    const parts = await writeParts(logs);
    const began = clock();
    let course: Course = unbegun;
    const ended = await runChild({
      ...{ keeper: parts.keeper, program: command.program, words: [...command.options, ...words], cwd: command.folder },
      env: {
        ...command.environment,
        ...withPlugin(command, parts.plugins),
        ETCD_CHATOPS_EVENTS: folder.events,
        ETCD_CHATOPS_STOP: folder.stop,
      },
      ...{ folder, redactor, stop, taskEndsWithinMs },
      withinMs: Math.min(withinMs, pigsty.ansible?.timeoutMs ?? withinMs),
      hear: event => {
        course = after(course, event);
        tell(progressOf(course, hosts, tasks.length));
      },
    });
    const end = judge(course, { run: given, hosts, tookMs: clock() - began, ...ended });
    log.info({ cluster: settings.name, words, folder: folder.path, ended: end.ended, ...ended }, 'Ansible has ended');
    const told = withoutSecrets(end, redactor.text);
    // What was left to another run is for that one to judge.
    if (ended.cut?.by !== 'leave') await keepEnd(folder, told);
    await dropOld(logs).catch(error => log.warn({ error, logs }, 'old runs could not be removed'));
    return told;
  };

  return {
    run: (given, watch) =>
      run(given, watch).catch((error: unknown) => {
        log.error({ cluster: settings.name, run: given, error }, 'Ansible could not be run');
        const detail = error instanceof Error ? error.message : String(error);
        return notBegun(say('playbook.no_ansible', { detail }));
      }),
    traceOf: key => traceOf(folderOf(key)),
    logOf: key => readLog(folderOf(key).log),
    listTags: async playbook => valueIn(await tagsOf(command, playbook)),
    listHosts: async given => valueIn(await outlineOf(command, given))?.hosts ?? null,
  };
}

const notBegun = (why: Text): PlaybookEnd => ({ ended: 'not_begun', why });

const valueIn = <T>(answer: { readonly ok: true; readonly value: T } | { readonly ok: false }): T | null =>
  answer.ok ? answer.value : null;

async function traceOf(folder: RunFolder): Promise<PlaybookTrace> {
  const there = await machineOf(folder);
  if (there === null) return { found: 'nothing' };
  const here = thisMachine();
  if (!isHere(there, here) && !isPast(there, here)) return { found: 'elsewhere', host: there.host };
  const leader = isPast(there, here) ? null : await leaderOf(folder);
  if (leader !== null && isGroupAlive(leader)) return { found: 'alive', pid: leader.pid };
  const { events } = readEvents(await readFile(folder.events, 'utf8').catch(() => ''));
  const course = events.reduce(after, unbegun);
  const hosts = [...new Set(events.flatMap(event => ('host' in event ? [event.host] : [])))];
  return { found: 'over', progress: progressOf(course, hosts, null), end: await readEnd(folder, endSchema) };
}
