import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { commands } from '../commands/index.ts';
import { openLog } from './admin/log.ts';
import { formatProblems } from './config/problem.ts';
import { readSettings } from './config/read-settings.ts';
import { readArgv } from './console/argv.ts';
import { languageOf, wantsColour } from './console/manners.ts';
import { renderText } from './console/render.ts';
import type { Document } from './core/document.ts';
import { parse } from './core/parse.ts';
import type { Answer, Log } from './core/ports.ts';
import { isRefusal, type Refusal } from './core/refusal.ts';
import type { Actor, Request } from './core/request.ts';
import type { Settings } from './core/settings.ts';
import { wordsOfArgv } from './core/words.ts';
import { type Decision, decide, type Utterance } from './flow/decide.ts';
import { deskAnswer } from './flow/desk.ts';
import { readInventory } from './pigsty/read-inventory.ts';
import { present } from './present/present.ts';
import { presentRefusal } from './present/refusal.ts';
import { QueueUnreachable } from './queue/deadline.ts';
import { askAndWait, NoAnswer } from './queue/wait.ts';
import { RedisUnreachable } from './store/redis.ts';
import { speak } from './text/speak.ts';
import { Exit, exitCodes } from './wiring/exit.ts';
import { openTerminalLine, type TerminalLine } from './wiring/terminal-line.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** sysexits.h knows no "no": 1 is what a refusal is. */
const REFUSED = 1;
/** A worker is given so long beside the cluster's own deadline, milliseconds. */
const PATIENCE_MS = 10_000;

const { json, words } = readArgv(process.argv.slice(2));
const typed = wordsOfArgv(words);

/** Asks what was typed, and tells the exit code. @throws Exit */
async function run(env: Env): Promise<number> {
  const read = readSettings(env, path => readFileSync(path, 'utf8'), 'terminal', readInventory);
  if (!read.ok) return helpWithoutSettings(env, formatProblems(read.error));
  const log = openLog(env.LOG_LEVEL?.trim() ? read.value.logLevel : 'warn', 'terminal', process.stderr);
  const settings = { ...read.value.settings, language: languageOf(env, read.value.settings.language) };
  const utterance = { id: randomUUID(), words: typed, actor: whoAsks(settings), askedAt: Date.now() };
  const asked: Utterance = { ...utterance, place: { kind: 'terminal' } };
  const decision = await decide(asked, { commands, settings, directory: null });
  const answer = isFinal(decision) ? answerOf(decision) : await ask(asked, settings, log);
  show(answer, settings, env);
  if (answer.refused === null) return exitCodes.stopped;
  // What could not even be read as a command names none.
  return decision.kind === 'refuse' && decision.command === '' ? exitCodes.usage : REFUSED;
}

/** The manual must open where nothing is configured yet. @throws Exit with the problems for anything but help */
function helpWithoutSettings(env: Env, problems: string): number {
  const asked = typed.ok ? parse(typed.value, { commands, clusters: [], channelCluster: null }) : typed;
  const help = commands.find(command => command.words.join(' ') === 'help');
  if (!asked.ok || asked.value.command !== 'help' || help?.kind !== 'local')
    throw new Exit(exitCodes.configuration, problems);
  const language = languageOf(env, 'en');
  const actor: Actor = { kind: 'terminal', login: '', user: null, name: '' };
  const request = { ...asked.value, id: '', actor, place: { kind: 'terminal' }, language, askedAt: 0 } as const;
  const rights = { read: false, values: false, operate: false, approve: false };
  const facts = help.answer(request, { commands, clusters: [], actor, rights });
  const document = isRefusal(facts) ? presentRefusal(facts) : present(facts);
  show({ document, facts, refused: isRefusal(facts) ? facts.refused : null }, { language }, env);
  return isRefusal(facts) ? exitCodes.usage : exitCodes.stopped;
}

/** The machine vouches for the login; the configuration says which Slack person it is. */
function whoAsks({ access }: Settings): Actor {
  const login = loginName();
  const user = Object.hasOwn(access.terminal, login) ? access.terminal[login] : undefined;
  return { kind: 'terminal', login, user: user ?? null, name: login };
}

/** In a container the user may have a number and no name. */
function loginName(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid-${process.getuid?.() ?? 'unknown'}`;
  }
}

type Final = Extract<Decision, { kind: 'answer' | 'refuse' }>;

/** What the settings alone decide. Who is in a group is what the bot knows. */
const isFinal = (decision: Decision): decision is Final =>
  decision.kind === 'answer' || (decision.kind === 'refuse' && decision.refusal.refused !== 'group_unknown');

function answerOf(decision: Final): Answer {
  if (decision.kind === 'answer') return { document: present(decision.facts), facts: decision.facts, refused: null };
  return refused(decision.refusal);
}

const refused = (refusal: Refusal): Answer => ({
  document: presentRefusal(refusal),
  facts: refusal,
  refused: refusal.refused,
});

/** Decides again with what the bot has published of Slack, then asks a worker or the desk. @throws Exit */
async function ask(asked: Utterance, settings: Settings, log: Log): Promise<Answer> {
  const line = await openTerminalLine(settings, log).catch(unavailable);
  try {
    const decision = await decide(asked, { commands, settings, directory: line.directory });
    if (decision.kind === 'queue') return await askWorker(decision.request, line, settings).catch(unavailable);
    if (decision.kind !== 'desk') return answerOf(decision);
    const answer = await deskAnswer(decision, line.desk).catch(noStore);
    return isRefusal(answer) ? refused(answer) : { ...answer, refused: null };
  } finally {
    await line.close();
  }
}

function askWorker(request: Request, { asks }: TerminalLine, { clusters }: Settings): Promise<Answer> {
  const deadlineMs = clusters.find(cluster => cluster.name === request.cluster)?.deadlineMs ?? 0;
  return askAndWait(asks, request, PATIENCE_MS + deadlineMs + measuringMs(request));
}

/** What a question was given beside the cluster's deadline, milliseconds. */
function measuringMs(request: Request): number {
  const command = commands.find(({ words }) => words.join(' ') === request.command);
  const needs = command?.kind === 'read' ? command.needs(request) : null;
  return needs === null || isRefusal(needs) ? 0 : (needs.space?.withinMs ?? 0);
}

const noAnswer: Readonly<Record<NoAnswer['reason'], string>> = {
  not_taken: 'No worker has taken the question. Check that a worker process runs and uses the same Redis and prefix.',
  not_done: 'A worker has taken the question and did not answer in time. Ask again, and look at its logs.',
  failed: 'The question failed in the worker. Ask again, and look at its logs.',
  unreadable: 'The answer could not be read. The worker runs another version: upgrade both to the same one.',
};

/** @throws Exit that says what is not there */
function unavailable(error: unknown): never {
  if (error instanceof RedisUnreachable) {
    throw new Exit(exitCodes.unavailable, `${error.message}. Start it, or set REDIS_URL or redis.url.`);
  }
  if (error instanceof QueueUnreachable) {
    throw new Exit(exitCodes.unavailable, `The queue (Redis) does not take the question: ${error.message}.`);
  }
  if (error instanceof NoAnswer) {
    throw new Exit(exitCodes.unavailable, `${noAnswer[error.reason]} (${error.message})`);
  }
  throw error;
}

/** @throws Exit: nothing was done */
function noStore(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new Exit(exitCodes.unavailable, `The store (Redis) does not answer: ${why}.`);
}

/** Answers go to the output, refusals to the error stream; as JSON both go to the output, for a program reads there. */
function show({ document, facts, refused }: Answer, { language }: Pick<Settings, 'language'>, env: Env): void {
  if (json) process.stdout.write(`${JSON.stringify(facts, null, 2)}\n`);
  if (refused === null && !json) process.stdout.write(draw(document, language, process.stdout, env));
  if (refused !== null) process.stderr.write(draw(document, language, process.stderr, env));
}

const draw = (document: Document, language: Settings['language'], to: NodeJS.WriteStream, env: Env): string =>
  renderText(document, speak, { language, colour: wantsColour(to.isTTY ?? false, env) });

// A reader that has seen enough, such as head, is no failure.
process.stdout.on('error', () => process.exit(exitCodes.stopped));
try {
  process.exitCode = await run(process.env);
} catch (error) {
  process.stderr.write(`${error instanceof Exit ? error.message : error instanceof Error ? error.stack : error}\n`);
  process.exitCode = error instanceof Exit ? error.code : exitCodes.internal;
}
