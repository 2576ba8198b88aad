import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { type AptSource, distributionSources, parseDeb822, parseSourcesList } from './apt-sources.ts';
import { privateApt } from './private-apt.ts';

/** Tells the person what happens, one line at a time. */
export type Say = (line: string) => void;

/** Packages to extract side by side. `own` is the machine's suite, with missing dependencies; any other comes without. */
export type PackageSet = { readonly suite: string; readonly packages: readonly string[] };

/** `root` holds the packages' files as they would lie under `/`. */
export type Extracted = { readonly root: string; readonly suite: string };

const DEBIAN_KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * Fetches and extracts Debian packages into the cache, with signatures verified by apt. Needs no root; the system stays as it is.
 * What is in the cache already is returned at once. Two processes at once do the work twice at worst: the first to finish wins.
 */
export async function extractPackages(set: PackageSet, cache: string, say: Say): Promise<Extracted> {
  const system = await readSystem();
  const suite = set.suite === 'own' ? system.codename : set.suite;
  const final = join(cache, 'packages', `${suite}-${set.packages.join('+')}`);
  const found = { root: join(final, 'root'), suite };
  if (await exists(join(final, 'complete'))) return found;

  const ownSuite = suite === system.codename;
  const sources = ownSuite ? system.sources : [await foreignSource(system, suite, cache, say)];
  if (sources.length === 0) throw new Error(`apt has no repository of the distribution's suite ${suite}`);
  const folder = join(cache, 'apt', suite);
  const apt = await privateApt({ folder, sources, status: ownSuite ? '/var/lib/dpkg/status' : undefined });

  say(`Reading the package lists of ${suite} …`);
  await apt.update();
  await mkdir(join(cache, 'packages'), { recursive: true });
  const work = await mkdtemp(join(cache, 'packages', '.partial-'));
  try {
    await fetchInto(work, { ...set, suite }, apt.download, say);
    await writeFile(join(work, 'complete'), '');
    await rename(work, final).catch(() => undefined);
    if (!(await exists(join(final, 'complete')))) throw new Error(`could not move the packages to ${final}`);
    return found;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Forgets what was extracted, for instance because it does not run (any more) on this system. */
export async function forgetPackages(extracted: Extracted): Promise<void> {
  await rm(join(extracted.root, '..'), { recursive: true, force: true });
}

/** The folders of an extracted root that hold shared libraries, for `LD_LIBRARY_PATH`. */
export async function libraryFolders(root: string): Promise<readonly string[]> {
  const candidates: string[] = [];
  for (const base of ['usr/lib', 'lib']) {
    for (const triplet of (await entries(join(root, base))).filter(name => /-linux-gnu/.test(name))) {
      const folder = join(root, base, triplet);
      candidates.push(folder, ...(await entries(folder)).map(name => join(folder, name)));
    }
  }
  const libraries = await Promise.all(candidates.map(async folder => (await entries(folder)).some(isLibrary)));
  return candidates.filter((_, index) => libraries[index]);
}

type Download = (packages: readonly string[], archives: string, onPercent: (percent: number) => void) => Promise<void>;

async function fetchInto(work: string, set: PackageSet, download: Download, say: Say): Promise<void> {
  const archives = join(work, 'archives');
  const what = `${set.packages.join(', ')} of ${set.suite}`;
  let told = 0;
  say(`Downloading ${what} …`);
  await download(set.packages, archives, percent => {
    if (percent < told + 25 || percent >= 100) return;
    told = Math.floor(percent / 25) * 25;
    say(`Downloading ${what} … ${told} %`);
  });
  const packages = (await entries(archives)).filter(name => name.endsWith('.deb'));
  say(`Extracting ${packages.length === 1 ? '1 package' : `${packages.length} packages`} for ${what} …`);
  await mkdir(join(work, 'root'));
  for (const name of packages) await execa('dpkg-deb', ['-x', join(archives, name), join(work, 'root')]);
  await rm(archives, { recursive: true });
}

type System = {
  readonly id: string;
  readonly codename: string;
  readonly sources: readonly AptSource[];
};

async function readSystem(): Promise<System> {
  const release = await readFile('/etc/os-release', 'utf8');
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1] ?? '';
  const parts = '/etc/apt/sources.list.d';
  const files = ['/etc/apt/sources.list', ...(await entries(parts)).map(name => join(parts, name))];
  const all = await Promise.all(
    files.map(async file => {
      if (file.endsWith('.sources')) return parseDeb822(await readFile(file, 'utf8'));
      return file.endsWith('.list') ? parseSourcesList(await readFile(file, 'utf8').catch(() => '')) : [];
    }),
  );
  const codename = field('VERSION_CODENAME');
  return { id: field('ID'), codename, sources: distributionSources(all.flat(), codename) };
}

/** Debian's mirror that the machine uses already; on another distribution Debian's own, with its keyring from that distribution. */
async function foreignSource(system: System, suite: string, cache: string, say: Say): Promise<AptSource> {
  const own =
    system.id === 'debian' ? system.sources.find(source => source.suites.includes(system.codename)) : undefined;
  const uris = own?.uris ?? ['http://deb.debian.org/debian'];
  const here = await exists(DEBIAN_KEYRING);
  const keyring = here
    ? ''
    : (await extractPackages({ suite: 'own', packages: ['debian-archive-keyring'] }, cache, say)).root;
  return { uris, suites: [suite], components: ['main'], signedBy: join(keyring, DEBIAN_KEYRING) };
}

function isLibrary(name: string): boolean {
  return /^lib.*\.so(\.|$)/.test(name);
}

async function entries(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

async function exists(path: string): Promise<boolean> {
  return readFile(path).then(
    () => true,
    () => false,
  );
}
