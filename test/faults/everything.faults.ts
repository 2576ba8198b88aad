import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuthority } from '../../src/local/certificates.ts';
import type { EtcdMember } from '../../src/local/etcd-member.ts';
import { scratchFolder } from '../../src/local/scratch-folder.ts';
import { aLab, type Lab } from '../e2e/a-change.ts';
import { anEtcd, type Etcd, textOf } from '../e2e/a-product.ts';
import { aWard, type Course, isFiring, type Ward } from './a-ward.ts';
import { corrupt } from './corrupt.ts';
import { slowDisk } from './slow-disk.ts';

const DAY = 24 * 60 * 60_000;
const SECRET = 'a-value-that-is-changed-behind-the-back-of-etcd';
const names = ['stopped', 'frozen', 'slow-disk', 'leader', 'full', 'learner', 'corrupted', 'outage'] as const;
type Name = (typeof names)[number];

const labs = new Map<Name, Lab>();
let secured: Etcd | null = null;
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
  const server = await authority.issue('server', { ...what, notAfter: new Date(Date.now() + DAY) });
  const client = await authority.issue('client', {});
  const certificates = {
    ...{ ca: authority.certificate, server, client, rootClient: client, expired: client },
    foreign: { ca: authority.certificate, client },
  };
  const etcd = await anEtcd({ tls: { clientCertificates: false, certificates } });
  return { etcd, ca: authority.certificate };
}

beforeAll(async () => {
  for (const name of names) labs.set(name, await aLab('3.5.16', 3, name === 'full' ? 16 * 1024 ** 2 : undefined));
  const tls = await aSecuredEtcd();
  secured = tls.etcd;
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
  await secured?.remove();
  console.log(tableOf(courses));
});

type Fault = {
  readonly finding: string;
  readonly words: string;
  readonly cause: () => Promise<unknown>;
  readonly undo: (() => Promise<unknown>) | null;
  /** Surveys until it is told: two, and one that had begun before the fault was there. */
  readonly atMost?: number;
};

/** One message that tells it, a thread, and the same message at its end. */
async function live(name: string, { finding, words, cause, undo, atMost = 3 }: Fault): Promise<void> {
  await cause();
  const told = await ward.follow(name, `${finding} is told`, isFiring(finding));
  const head = await ward.head(name, words);
  const resolved = undo === null ? null : await undone(name, undo);
  courses.set(name, { finding, ...told, resolved });
  expect(
    ward.heads(name).map(({ ts }) => ts),
    `${name}: one message`,
  ).toEqual([head.ts]);
  // One that had begun before the fault was there may have missed it.
  expect(told.surveys, `${name}: surveys until it was told`).toBeLessThanOrEqual(atMost);
}

async function undone(name: string, undo: () => Promise<unknown>): Promise<number> {
  await undo();
  const { seconds } = await ward.follow(name, 'is well again', ({ incident }) => incident === null);
  const head = await ward.head(name, 'is well again');
  await ward.replied(name, head);
  return seconds;
}

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
  'slow-disk': async () => {
    const one = await chosen('slow-disk');
    let quick = async () => undefined as unknown;
    const cause = async () => {
      quick = await slowDisk(one.pid, 700);
      closing.push(() => quick());
      await write('slow-disk', 300);
    };
    // The window of five minutes has to pass.
    return { finding: 'fsync_slow', words: 'Slow disk', cause, undo: null };
  },
  leader: async () => ({
    finding: 'leader_changes',
    words: 'The leader changed',
    cause: async () => {
      for (let n = 0; n < 6; n += 1) {
        const status = await lab('leader').ctl('endpoint', 'status', '-w', 'simple');
        const rows = status.split('\n').map(line => line.split(', '));
        const [leading, heir] = [rows.find(row => row[4] === 'true'), rows.find(row => row[4] !== 'true')];
        const url = leading?.[0] ?? '';
        await lab('leader').ctl(`--endpoints=${url}`, 'move-leader', heir?.[1] ?? '');
      }
    },
    // Fifteen minutes of quiet end it.
    undo: null,
  }),
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
    // They are looked at every hour.
    undo: null,
    // Nobody is woken before a minute has passed.
    atMost: 20,
  }),
};

describe('every fault of a real cluster', () => {
  it('is told once, in time, and is over when it is over', async () => {
    const all = [...names, 'certificate'] as const;
    const ends = await Promise.allSettled(all.map(async name => live(name, await faults[name]())));
    const failed = ends.flatMap((end, index) => (end.status === 'rejected' ? [`${all[index]}: ${end.reason}`] : []));
    expect(failed).toEqual([]);
    expect(textOf(await ward.head('stopped', 'is well again'))).toContain('stopped');
  });
});

function tableOf(rows: ReadonlyMap<string, Course>): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const body = [...rows].map(([fault, { finding, seconds, surveys, resolved }]) =>
    line([fault, finding, seconds.toFixed(0), String(surveys), resolved === null ? 'with time' : resolved.toFixed(0)]),
  );
  return [
    line(['fault', 'finding', 'told after s', 'surveys', 'over after s']),
    line(['---', '---', '---:', '---:', '---:']),
    ...body,
  ].join('\n');
}
