import { readFileSync } from 'node:fs';
import { startWorker } from '../workers/main.ts';
import { openLog } from './admin/log.ts';
import { startBot } from './bot.ts';
import { formatProblems } from './config/problem.ts';
import { readSettings } from './config/read-settings.ts';
import { readInventory } from './pigsty/read-inventory.ts';
import { metricsOf, openAdmin } from './wiring/admin.ts';
import { Exit, exitCodes } from './wiring/exit.ts';
import { startPlayground } from './wiring/playground.ts';
import { closeInOrder, type Running } from './wiring/running.ts';
import { endOnSignals } from './wiring/signals.ts';
import { readVersion } from './wiring/version.ts';

type Env = Readonly<Record<string, string | undefined>>;
type Role = 'bot' | 'worker' | 'all';
type ReadFile = (path: string) => string;

const modes = { bot: 'bot', worker: 'worker', start: 'all', all: 'all', playground: 'playground' } as const;
const slackVariables = ['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN', 'SLACK_SIGNING_SECRET'] as const;
const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** `start` is both processes in one; without anything of Slack's in the environment it is the playground. */
function modeOf(word: string | undefined, env: Env): Role | 'playground' {
  const wanted = word ?? 'start';
  if (!isMode(wanted)) throw new Exit(exitCodes.usage, `usage: main.js ${Object.keys(modes).join('|')}`);
  if (wanted === 'start' && !slackVariables.some(name => env[name]?.trim())) return 'playground';
  return modes[wanted];
}

const isMode = (word: string): word is keyof typeof modes => Object.hasOwn(modes, word);

async function run(mode: Role | 'playground', env: Env): Promise<{ readonly close: () => Promise<void> }> {
  if (mode === 'playground') return runPlayground(env);
  warnOfApiUrl(env.SLACK_API_URL);
  return runRole(mode, env, path => readFileSync(path, 'utf8'));
}

async function runRole(role: Role, env: Env, readFile: ReadFile): Promise<{ readonly close: () => Promise<void> }> {
  const read = readSettings(env, readFile, role, readInventory);
  if (!read.ok) throw new Exit(exitCodes.configuration, formatProblems(read.error));
  const { slack, admin, logLevel } = read.value;
  const running: Running[] = [];
  const metrics = metricsOf(running);
  let starting = true;
  const start = { name: 'start', problem: async () => (starting ? 'not started yet' : null) };
  const checks = () => [start, ...running.flatMap(part => part.checks)];
  const chosen = Boolean(env.ADMIN_PORT?.trim());
  const server = await openAdmin({ ...admin, chosen }, checks, metrics, openLog(logLevel, 'admin'));
  const close = () =>
    closeInOrder([...running.map(part => part.close).reverse(), server.close], error =>
      say(`While stopping: ${error}`),
    );
  try {
    const parts = { process: read.value, meter: metrics.meter, clock: Date.now, random: Math.random };
    if (role !== 'bot') running.push(await startWorker({ ...parts, log: openLog(logLevel, 'worker') }));
    if (role !== 'worker' && slack) {
      running.push(await startBot({ ...parts, process: { ...read.value, slack }, log: openLog(logLevel, 'bot') }));
    }
    starting = false;
    return { close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Tokens and messages go there: nobody should overlook it. */
function warnOfApiUrl(apiUrl: string | undefined): void {
  if (!apiUrl?.trim()) return;
  process.stderr.write(`\n*** SLACK_API_URL is set: this is NOT Slack. Tokens and messages go to ${apiUrl}\n\n`);
}

async function runPlayground(env: Env): Promise<{ readonly close: () => Promise<void> }> {
  const listenOn = env.PLAYGROUND_HOST?.trim() === '0.0.0.0' ? '0.0.0.0' : '127.0.0.1';
  const port = Number(env.PORT?.trim() || 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Exit(exitCodes.configuration, 'PORT must be a port');
  const playground = await startPlayground({ port, listenOn, version: readVersion(), say, now: Date.now });
  const quiet = { LOG_LEVEL: env.LOG_LEVEL ?? 'error', ADMIN_PORT: env.ADMIN_PORT, ADMIN_HOST: env.ADMIN_HOST };
  try {
    const product = await runRole('all', { ...quiet, ...playground.env }, () => playground.configText);
    welcome(playground.url, playground.etcd);
    return { close: () => closeInOrder([product.close, playground.close], error => say(`While stopping: ${error}`)) };
  } catch (error) {
    await playground.close();
    throw error;
  }
}

function welcome(url: string, etcd: string): void {
  say('');
  say(`  The playground is open:  ${url}`);
  say(`  A real etcd ${etcd} cluster, a real Redis, the real bot; only Slack is stood in for.`);
  say('  Act as alice (operator), bob or carol (approvers) or eve, and type:  /etcd status');
  say('  Ctrl-C ends everything; nothing stays behind.');
  say('');
}

function fail(error: unknown): never {
  if (error instanceof Exit) {
    process.stderr.write(`${error.message}\n`);
    process.exit(error.code);
  }
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  process.exit(exitCodes.internal);
}

process.on('unhandledRejection', fail);
try {
  await endOnSignals(run(modeOf(process.argv[2], process.env), process.env), say);
} catch (error) {
  fail(error);
}
