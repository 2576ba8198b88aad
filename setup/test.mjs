// node setup/test.mjs [arguments of vitest]: gets everything that the tests run, then runs them.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkNode, prepare, root } from './prepare.mjs';

const say = line => process.stderr.write(`${line}\n`);
const built = path => import(pathToFileURL(join(root, 'dist/src/setup', path)).href);

checkNode();
await prepare({ page: true, lenient: true });
await getPrograms().catch(error => {
  say(error.message);
  process.exit(1);
});
await runTests(process.argv.slice(2));

async function getPrograms() {
  const { findOrGet } = await built('binaries.js');
  const { findChromium } = await built('chromium.js');
  const { defaultEtcd, etcdVersion, TESTED_ETCD_VERSIONS } = await built('etcd-versions.js');
  const { findOrGetAnsible } = await built('ansible.js');
  const { findOrGetPatroni, TESTED_PATRONI_VERSIONS } = await built('patroni-versions.js');
  const { findOrGetPostgres } = await built('postgres.js');
  const gets = [
    defaultEtcd({ say }),
    ...Object.keys(TESTED_ETCD_VERSIONS).map(version => etcdVersion(version, { say })),
    findOrGet('redis-server', { say }),
    findOrGet('docker-compose', { say }),
    findChromium({ say }),
    findOrGetPostgres({ say }),
    getPythonPrograms(),
  ];
  // One after the other: all of them lie in the same packages.
  async function getPythonPrograms() {
    await findOrGetAnsible({ say });
    for (const version of Object.keys(TESTED_PATRONI_VERSIONS)) await findOrGetPatroni(version, { say });
  }
  // All of them end before the first failure is told: nothing may be left half done in the cache.
  const outcomes = await Promise.allSettled(gets);
  const failed = outcomes.find(outcome => outcome.status === 'rejected');
  if (failed) throw failed.reason;
}

async function runTests(args) {
  const vitest = spawn(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', ...args], {
    cwd: root,
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => vitest.kill(signal));
  process.exitCode = await new Promise(resolve => vitest.once('exit', code => resolve(code ?? 1)));
}
