import type { PackageSet } from './debian.ts';

/** A program that the project runs but does not ship. */
export type Tool =
  | 'etcd'
  | 'etcdctl'
  | 'etcdutl'
  | 'redis-server'
  | 'chromium'
  | 'docker-compose'
  | 'postgres'
  | 'patroni'
  | 'ansible-playbook'
  | 'strace'
  | 'prometheus';

/** How a tool is found, got and recognised. */
export type Recipe = {
  /** Names looked up on PATH, and absolute paths, in order of preference. */
  readonly commands: readonly string[];
  readonly set: PackageSet;
  /** Where the program lies in the extracted packages. */
  readonly inside: readonly string[];
  /** It is a Python program: extracted, it is run by a launcher that finds its modules. */
  readonly python?: true;
  /** Arguments of `brew install`; without them Homebrew does not carry it. */
  readonly brew: readonly string[] | undefined;
  readonly versionArguments: readonly string[];
  readonly versionPattern: RegExp;
};

/** etcd of Debian's stable suite: the newest that does not move. */
export const ETCD_PACKAGES: PackageSet = { suite: 'trixie', packages: ['etcd-server', 'etcd-client'] };

/** Every Python program of the project, so that they are fetched with their Python and modules once. Patroni speaks etcd 3 only with python3-etcd there. */
export const PYTHON_PACKAGES: PackageSet = {
  suite: 'own',
  packages: ['ansible-core', 'patroni', 'python3-etcd', 'python3-idna'],
};

/** Debian puts PostgreSQL's server beside PATH, in a folder by version; 15 is bookworm's. */
const POSTGRES_FOLDERS = [15, 16, 17, 18, 14].map(version => `usr/lib/postgresql/${version}/bin`);

export const RECIPES: Readonly<Record<Tool, Recipe>> = {
  etcd: etcdTool('etcd', ['--version'], /etcd Version: (\S+)/),
  etcdctl: etcdTool('etcdctl', ['version'], /etcdctl version: (\S+)/),
  etcdutl: etcdTool('etcdutl', ['version'], /etcdutl version: (\S+)/),
  'redis-server': {
    commands: ['redis-server', 'valkey-server'],
    set: { suite: 'own', packages: ['redis-server'] },
    inside: ['usr/bin/redis-server'],
    brew: ['redis'],
    versionArguments: ['--version'],
    versionPattern: /\bv=(\S+)/,
  },
  chromium: {
    commands: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    set: { suite: 'own', packages: ['chromium'] },
    inside: ['usr/lib/chromium/chromium'],
    brew: ['--cask', 'chromium'],
    versionArguments: ['--version'],
    versionPattern: /\b(\d+\.\d+\.\d+\.\d+)\b/,
  },
  'docker-compose': {
    commands: [
      '/usr/local/lib/docker/cli-plugins/docker-compose',
      '/usr/local/libexec/docker/cli-plugins/docker-compose',
      '/usr/lib/docker/cli-plugins/docker-compose',
      '/usr/libexec/docker/cli-plugins/docker-compose',
      '/Applications/Docker.app/Contents/Resources/cli-plugins/docker-compose',
      'docker-compose',
    ],
    set: { suite: 'trixie', packages: ['docker-compose'] },
    inside: ['usr/libexec/docker/cli-plugins/docker-compose', 'usr/bin/docker-compose'],
    brew: ['docker-compose'],
    versionArguments: ['version', '--short'],
    // Compose 1 was another program: it can't read today's files.
    versionPattern: /^v?([2-9]\d*\.\d+\S*)/,
  },
  postgres: {
    commands: [...POSTGRES_FOLDERS.map(folder => `/${folder}/postgres`), 'postgres'],
    set: { suite: 'own', packages: ['postgresql'] },
    inside: POSTGRES_FOLDERS.map(folder => `${folder}/postgres`),
    brew: ['postgresql@15'],
    versionArguments: ['--version'],
    versionPattern: /\(PostgreSQL\) (1[4-9]\.\S+)/,
  },
  patroni: pythonTool('patroni', /patroni (\d\S+)/),
  strace: {
    commands: ['strace'],
    set: { suite: 'own', packages: ['strace'] },
    inside: ['usr/bin/strace'],
    brew: undefined,
    versionArguments: ['--version'],
    versionPattern: /version (\d\S+)/,
  },
  prometheus: {
    commands: ['prometheus'],
    set: { suite: 'own', packages: ['prometheus'] },
    inside: ['usr/bin/prometheus'],
    brew: ['prometheus'],
    versionArguments: ['--version'],
    versionPattern: /prometheus, version (\d\S+)/,
  },
  'ansible-playbook': pythonTool('ansible-playbook', /\[core (\d[^\]]+)\]/),
};

function pythonTool(name: string, versionPattern: RegExp): Recipe {
  return {
    commands: [name],
    set: PYTHON_PACKAGES,
    inside: [`usr/bin/${name}`],
    python: true,
    brew: name === 'patroni' ? undefined : ['ansible'],
    versionArguments: ['--version'],
    versionPattern,
  };
}

function etcdTool(name: string, versionArguments: readonly string[], versionPattern: RegExp): Recipe {
  return {
    commands: [name],
    set: ETCD_PACKAGES,
    inside: [`usr/bin/${name}`],
    brew: ['etcd'],
    versionArguments,
    versionPattern,
  };
}
