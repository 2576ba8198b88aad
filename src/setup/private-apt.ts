import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExecaError, execa } from 'execa';
import { type AptSource, printDeb822 } from './apt-sources.ts';

/** An apt with sources, lists and archives of its own: it reads the system and changes nothing of it. */
export type PrivateApt = {
  readonly update: () => Promise<void>;
  /** Downloads the packages and, when apt knows the installed ones, every dependency that is missing. Returns nothing: look into `archives`. */
  readonly download: (
    packages: readonly string[],
    archives: string,
    onPercent: (percent: number) => void,
  ) => Promise<void>;
};

export type PrivateAptOptions = {
  readonly folder: string;
  readonly sources: readonly AptSource[];
  /** The dpkg status file that dependencies are resolved against; without one, packages come alone. */
  readonly status: string | undefined;
};

const INHERITED = /^Acquire::(https?::|ForceIPv|Check-Valid-Until|Check-Date|Retries)/;

export async function privateApt({ folder, sources, status }: PrivateAptOptions): Promise<PrivateApt> {
  await mkdir(join(folder, 'lists', 'partial'), { recursive: true });
  await mkdir(join(folder, 'sources'), { recursive: true });
  const config = join(folder, 'apt.conf');
  await writeWhole(folder, join('sources', 'own.sources'), printDeb822(sources));
  await writeWhole(folder, 'status', '');
  await writeWhole(folder, 'apt.conf', await configuration(folder, status ?? join(folder, 'status')));
  const env = { APT_CONFIG: config, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' };
  // The kernel releases this lock when its holder dies, so a set-up that was killed blocks nobody.
  const locked = ['--wait', '900', join(folder, 'lock')];

  return {
    update: async () => {
      await execa('flock', [...locked, 'apt-get', 'update', '-q', '--error-on=any'], { env }).catch(explain);
    },
    download: async (packages, archives, onPercent) => {
      await mkdir(join(archives, 'partial'), { recursive: true });
      const target = ['-o', `Dir::Cache::archives=${archives}`, '-o', 'APT::Status-Fd=3'];
      const verb = status === undefined ? ['download'] : ['install', '--yes', '--download-only'];
      const child = execa('flock', ['--shared', ...locked, 'apt-get', '-q', ...target, ...verb, ...packages], {
        env,
        cwd: archives,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
      });
      child.stdio[3]?.on('data', chunk => {
        const percent = [...String(chunk).matchAll(/^dlstatus:\d+:([\d.]+):/gm)].at(-1)?.[1];
        if (percent !== undefined) onPercent(Number(percent));
      });
      await child.catch(explain);
    },
  };
}

/** Says whether the tools are there that this way needs; all are part of a minimal Debian or Ubuntu. */
export function hasApt(): boolean {
  return ['apt-get', 'dpkg-deb', 'flock'].every(tool => existsSync(join('/usr/bin', tool)));
}

/** Two set-ups at once write the same files: neither may read one that the other has half written. */
async function writeWhole(folder: string, name: string, text: string): Promise<void> {
  const work = await mkdtemp(join(folder, '.write-'));
  await writeFile(join(work, 'file'), text);
  await rename(join(work, 'file'), join(folder, name));
  await rm(work, { recursive: true });
}

function explain(error: unknown): never {
  if (!(error instanceof ExecaError)) throw error;
  const lines = String(error.stderr ?? '').split('\n');
  const reasons = lines.filter(line => /^[EW]:/.test(line)).map(line => line.slice(3));
  throw new Error(`apt: ${reasons.slice(0, 3).join('; ') || error.shortMessage}`, { cause: error });
}

/** Proxies and certificates of the system's apt are kept; its hooks and pins belong to the system and stay out. */
async function configuration(folder: string, status: string): Promise<string> {
  const { stdout } = await execa('apt-config', ['dump', '--no-empty', '--format', '%f "%v";%n']);
  const inherited = stdout.split('\n').filter(line => INHERITED.test(line));
  return [
    `Dir::State "${folder}";`,
    `Dir::State::lists "${folder}/lists";`,
    `Dir::State::status "${status}";`,
    `Dir::State::extended_states "${folder}/extended_states";`,
    `Dir::Cache "${folder}";`,
    'Dir::Cache::pkgcache "";',
    'Dir::Cache::srcpkgcache "";',
    'Dir::Etc::main "/dev/null";',
    'Dir::Etc::parts "/dev/null";',
    'Dir::Etc::preferences "/dev/null";',
    'Dir::Etc::preferencesparts "/dev/null";',
    'Dir::Etc::sourcelist "/dev/null";',
    `Dir::Etc::sourceparts "${folder}/sources";`,
    'Dir::Log "/dev/null";',
    'APT::Sandbox::User "root";',
    'APT::Install-Recommends "false";',
    'Acquire::Languages "none";',
    'Acquire::Retries "2";',
    'Acquire::http::Timeout "30";',
    'Acquire::https::Timeout "30";',
    'Debug::NoLocking "true";',
    ...inherited,
    '',
  ].join('\n');
}
