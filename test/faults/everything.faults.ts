import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYWHERE } from '../../src/core/watch/watched-names.ts';
import { createAuthority } from '../../src/local/certificates.ts';
import type { EtcdMember } from '../../src/local/etcd-member.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { aLab, type Lab } from '../e2e/a-change.ts';
import { anEtcd, textOf } from '../e2e/a-product.ts';
import { aWard, type Course, isFiring, type Ward } from './a-ward.ts';
import { corrupt } from './corrupt.ts';
import { type Fault, live, tableOf } from './fault.ts';
import { slowDisk } from './slow-disk.ts';
import { aFlappingLeader, aSlowDisk } from './with-time.ts';

const DAY = 24 * 60 * 60_000;
const SECRET = 'a-value-that-is-changed-behind-the-back-of-etcd';
const names = ['stopped', 'frozen', 'slow-disk', 'leader', 'full', 'learner', 'corrupted', 'outage'] as const;
type Name = (typeof names)[number];

const labs = new Map<Name, Lab>();
let secured: Secured | null = null;
let ward: Ward;
const closing: (() => Promise<unknown>)[] = [];
const courses = new Map<string, Course>();

const lab = (name: Name): Lab => {
  const found = labs.get(name);
  if (!found) throw new Error(`no cluster ${name}`);
  return found;
};
const followerOf = async (name: Name): Promise<EtcdMember> => {
  const leader = await lab(name).leader();
  const member = lab(name).cluster.members.findLast(each => each.name !== leader);
  if (!member) throw new Error(`${name} has no follower`);
  return member;
};
const write = async (name: Name, count: number, value = 'x') => {
  for (let n = 0; n < count; n += 1) await lab(name).cluster.api.put(`/load/${n % 100}`, `${value}-${n}`);
};

const logOf = async ({ dataDir }: EtcdMember): Promise<string> => {
  const folder = join(dataDir, 'member', 'wal');
  const newest = (await readdir(folder))
    .filter(file => file.endsWith('.wal'))
    .toSorted()
    .at(-1);
  return join(folder, newest ?? '');
};

/** Three members whose certificate ends tomorrow. */
async function aSecuredEtcd() {
  const folder = await scratchFolder('faults-pki');
  closing.push(folder.remove);
  const authority = await createAuthority(join(folder.path, 'pki'), 'lab', new Date());
  const what = { commonName: 'etcd', hosts: ['localhost', '127.0.0.1', '::1'] };
  const issue = (days: number) => authority.issue('server', { ...what, notAfter: new Date(Date.now() + days * DAY) });
  const server = await issue(1);
  const client = await authority.issue('client', {});
  const certificates = {
    ...{ ca: authority.certificate, server, client, rootClient: client, expired: client },
    foreign: { ca: authority.certificate, client },
  };
  const etcd = await anEtcd({ tls: { clientCertificates: false, certificates } });
  return { etcd, ca: authority.certificate, renew: () => issue(300) };
}
type Secured = Awaited<ReturnType<typeof aSecuredEtcd>>;

beforeAll(async () => {
  for (const name of names) labs.set(name, await aLab('3.5.16', 3, name === 'full' ? 16 * 1024 ** 2 : undefined));
  const tls = await aSecuredEtcd();
  secured = tls;
  await lab('corrupted').cluster.api.put('/secret', SECRET);
  await lab('learner').cluster.addMember('etcd-9');
  const lines = names.map(name => ({
    name: name as string,
    lines: `endpoints: [${lab(name)
      .cluster.endpoints.map(url => `"${url}"`)
      .join(', ')}]`,
  }));
  const endpoints = tls.etcd.cluster.endpoints.map(url => `"${url}"`).join(', ');
  ward = await aWard([...lines, { name: 'certificate', lines: `endpoints: [${endpoints}], tls: { ca: ${tls.ca} }` }]);
  await ward.ready(names);
});
afterAll(async () => {
  for (const close of closing.toReversed()) await close();
  await ward?.close();
  for (const each of labs.values()) await each.remove();
  await secured?.etcd.remove();
  console.log(tableOf(courses));
});

let member: EtcdMember | undefined;
const chosen = async (name: Name): Promise<EtcdMember> => {
  member = await followerOf(name);
  return member;
};

const faults: Readonly<Record<Name | 'certificate', () => Promise<Fault>>> = {
  stopped: async () => {
    const one = await chosen('stopped');
    return { finding: 'process_down', words: 'does not run', cause: one.kill, undo: one.restart };
  },
  frozen: async () => {
    const one = await chosen('frozen');
    const thaw = async () => one.thaw();
    closing.push(thaw);
    return { finding: 'member_silent', words: 'does not answer', cause: async () => one.freeze(), undo: thaw };
  },
  // The windows of five and of fifteen minutes have to pass: `npm run soak:windows` waits for them.
  'slow-disk': async () => {
    const { mend, ...fault } = await aSlowDisk(lab('slow-disk'));
    closing.push(mend);
    return fault;
  },
  leader: async () => aFlappingLeader(lab('leader')),
  full: async () => ({
    finding: 'no_space',
    words: 'space',
    cause: async () => {
      const large = 'x'.repeat(500_000);
      for (let n = 0; n < 60; n += 1)
        await lab('full')
          .cluster.api.put(`/large/${n % 2}`, large)
          .catch(() => undefined);
    },
    undo: async () => {
      const status = await lab('full').ctl('endpoint', 'status', '-w', 'json');
      const revision = /"revision":(\d+)/.exec(status)?.[1] ?? '1';
      await lab('full')
        .ctl('compact', revision, '--physical')
        .catch(() => undefined);
      await lab('full').ctl('defrag');
      await lab('full').ctl('alarm', 'disarm');
    },
  }),
  learner: async () => {
    let quick = async () => undefined as unknown;
    let busy: NodeJS.Timeout | undefined;
    closing.push(async () => clearInterval(busy));
    const cause = async () => {
      const one = lab('learner').cluster.members.find(({ name }) => name === 'etcd-9');
      if (!one) throw new Error('there is no learner');
      busy = setInterval(() => void write('learner', 1).catch(() => undefined), 500);
      // With its log hanging it still answers; with its database hanging it would be silent.
      quick = await slowDisk(one.pid, 600_000, await logOf(one));
      closing.push(() => quick());
    };
    const undo = async () => {
      await quick();
    };
    // Still for a minute, says the rule.
    return { finding: 'learner_stuck', words: 'stands still', cause, undo, atMost: 30 };
  },
  corrupted: async () => {
    const one = await chosen('corrupted');
    const swap = async (value: string, other: string) => {
      await one.stop();
      await corrupt(one, value, other);
      await one.restart();
    };
    const OTHER = SECRET.toUpperCase();
    return {
      finding: 'hash_differs',
      words: 'differs from that of the others',
      cause: () => swap(SECRET, OTHER),
      undo: () => swap(OTHER, SECRET),
    };
  },
  outage: async () => ({
    finding: 'blind',
    words: 'outage',
    cause: () => Promise.all(lab('outage').cluster.members.map(each => each.kill())),
    undo: () => Promise.all(lab('outage').cluster.members.map(each => each.restart())),
    // For twenty seconds it might be the bot that is cut off.
    atMost: 10,
  }),
  certificate: async () => ({
    finding: 'certificate_expires',
    words: 'certificate',
    cause: async () => undefined,
    // etcd reads the files anew for every connection; what is amiss is looked at every two minutes.
    undo: async () => secured?.renew(),
    // Nobody is woken before a minute has passed.
    atMost: 20,
  }),
};

/** More than half of all clusters, and what each of them told before is over. Of the corrupted one, members have begun anew often enough. */
const together = ['stopped', 'frozen', 'full', 'learner', 'outage'] as const;
const WELL = 'The way to the clusters is open again';

/** Nobody can reach them: one message in the channel of each, none of a single cluster, and none where nothing is wrong. */
async function liveOutage(): Promise<Course> {
  const all = [...names, 'certificate'] as const;
  const before = new Map(together.map(name => [name, ward.heads(name).map(({ ts }) => ts)]));
  const members = together.flatMap(name => lab(name).cluster.members);
  await Promise.all(members.map(each => each.kill()));
  const told = await ward.follow(EVERYWHERE, 'an outage is told', isFiring('outage'));
  for (const name of together) await ward.head(name, `${together.length} of ${all.length} clusters`, EVERYWHERE);
  await Promise.all(members.map(each => each.restart()));
  const { seconds } = await ward.follow(EVERYWHERE, 'is over', ({ incident }) => incident === null);
  for (const name of together) {
    const head = await ward.head(name, WELL, EVERYWHERE);
    await ward.replied(name, head);
    expect(ward.heads(name, EVERYWHERE), `${name}: one message of the outage`).toHaveLength(1);
  }
  const others = all.filter(name => together.every(each => each !== name));
  expect(others.flatMap(name => ward.heads(name, EVERYWHERE)).map(({ text }) => text)).toEqual([]);
  for (const name of together) {
    expect(
      ward.heads(name).flatMap(({ ts, text }) => (before.get(name)?.includes(ts) ? [] : [text])),
      `${name}: none of its own`,
    ).toEqual([]);
  }
  return { finding: 'outage', ...told, resolved: seconds };
}

describe('every fault of a real cluster', () => {
  it('is told once, in time, and is over when it is over; of many at once, one message is told', async () => {
    const all = [...names, 'certificate'] as const;
    const courseOf = async (name: (typeof all)[number]) =>
      courses.set(name, await live(ward, name, await faults[name]()));
    const lives = new Map(all.map(name => [name, courseOf(name)]));
    const outage = Promise.all(together.map(name => lives.get(name))).then(async () =>
      courses.set('many at once', await liveOutage()),
    );
    const ends = await Promise.allSettled([...lives.values(), outage]);
    const failed = ends.flatMap((end, index) =>
      end.status === 'rejected' ? [`${[...all, 'many at once'][index]}: ${end.reason}`] : [],
    );
    expect(failed).toEqual([]);
    expect(textOf(await ward.head('stopped', 'is well again'))).toContain('stopped');
  });
});
