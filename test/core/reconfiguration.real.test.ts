import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ScratchFolder, scratchFolder } from '../../src/local/scratch-folder.ts';
import { type EtcdPrograms, etcdVersion, type TestedEtcdVersion } from '../../src/setup/etcd-versions.ts';
import { type Answer, aReconfiguredCluster } from './a-reconfigured-cluster.ts';

type World = Awaited<ReturnType<typeof aReconfiguredCluster>>;

const ok = 'accepted';
const unhealthy = 'unhealthy_cluster';
const unstarted = 'not_enough_started_members';
const silence = 'no_quorum';

/** Voters and how many of them are down; what a server up to 3.5.29, and one from 3.5.30 on, says to an addition; then to removals. */
const rules: readonly (readonly [string, old: Answer, now: Answer, healthy: Answer, down: Answer | null])[] = [
  ['1,0', ok, ok, unstarted, null],
  ['2,0', ok, ok, ok, null],
  ['2,1', unhealthy, unhealthy, unhealthy, silence],
  ['3,0', ok, ok, ok, null],
  ['3,1', unhealthy, unhealthy, unhealthy, ok],
  ['3,2', unhealthy, unhealthy, unhealthy, silence],
  ['4,0', ok, ok, ok, null],
  ['4,1', unhealthy, ok, ok, ok],
  ['4,2', unhealthy, unhealthy, unhealthy, silence],
  ['5,0', ok, ok, ok, null],
  ['5,1', unhealthy, ok, ok, ok],
  ['5,2', unhealthy, unhealthy, unhealthy, ok],
];
const NOBODY = 'http://127.0.0.1:1';
const NOBODY_ELSE = 'http://127.0.0.1:2';
const NOBODY_AGAIN = 'http://127.0.0.1:3';
const STRANGER = 'http://127.0.0.1:4';

/** Told by the server itself: where a suite has moved on, another version stands in. */
const takesSome = (version: string): boolean => version.localeCompare('3.5.30', 'en', { numeric: true }) >= 0;

describe.each<TestedEtcdVersion>(['3.4.23', '3.5.16', '3.5.30'])(
  'etcd %s answers to changes of membership',
  version => {
    let folder: ScratchFolder;
    let programs: EtcdPrograms;
    const worlds: World[] = [];
    beforeAll(async () => {
      folder = await scratchFolder('reconfiguration');
      programs = await etcdVersion(version, { say: () => {} });
    });
    afterEach(async () => {
      await Promise.all(worlds.splice(0).map(world => world.stop()));
    });
    afterAll(() => folder.remove());

    let count = 0;
    async function start(voters: number, down = 0): Promise<World> {
      const world = await aReconfiguredCluster(programs, join(folder.path, String(++count)), voters);
      worlds.push(world);
      if (down > 0) await world.kill(down);
      return world;
    }

    it('as predicted, for every combination up to five voters and two down', async () => {
      // Not all at once: etcd counts a connection only once it has held for five seconds, which a starved machine breaks.
      await Promise.all([shrinking(), shrinkingWithOneDown(), repairing()]);
      await Promise.all([losing(5, 1, 2), losing(3, 2), losing(2, 1)]);
      const seen = new Map(worlds.flatMap(world => [...world.answers]));
      for (const [state, old, now, healthy, down] of rules) {
        const addition = takesSome(programs.version) ? now : old;
        expect.soft(seen.get(`${state} add-learner`), `${state} add-learner`).toBe(addition);
        expect.soft(seen.get(`${state} add-voter`), `${state} add-voter`).toBe(addition);
        expect.soft(seen.get(`${state} remove healthy`), `${state} remove healthy`).toBe(healthy);
        expect.soft(seen.get(`${state} remove down`), `${state} remove down`).toBe(down ?? undefined);
      }
    }, 240_000);

    it('as predicted, to what is wrong with a member, and to voters that never started', async () => {
      const world = await start(3);
      const [voter = ''] = world.healthy();
      expect(await world.compare({ kind: 'add-voter', peerUrl: voter })).toBe('peer_url_exists');
      expect(await world.compare({ kind: 'promote', peerUrl: voter })).toBe('not_a_learner');
      expect(await world.compare({ kind: 'remove', peerUrl: STRANGER })).toBe('member_not_found');
      expect(await world.compare({ kind: 'update', peerUrl: STRANGER, to: NOBODY })).toBe('member_not_found');
      expect(await world.compare({ kind: 'add-learner', peerUrl: NOBODY })).toBe(ok);
      expect(await world.compare({ kind: 'promote', peerUrl: NOBODY })).toBe('learner_not_in_sync');
      expect(await world.compare({ kind: 'add-learner', peerUrl: NOBODY_ELSE })).toBe('too_many_learners');
      expect(await world.compare({ kind: 'update', peerUrl: NOBODY, to: voter })).toBe('peer_url_exists');
      expect(await world.compare({ kind: 'update', peerUrl: NOBODY, to: NOBODY_ELSE })).toBe(ok);
      expect(await world.compare({ kind: 'remove', peerUrl: NOBODY_ELSE })).toBe(ok);

      expect(await world.compare({ kind: 'add-voter', peerUrl: NOBODY })).toBe(ok);
      const second = await world.compare({ kind: 'add-voter', peerUrl: NOBODY_ELSE });
      expect(second).toBe(takesSome(programs.version) ? ok : unhealthy);
      if (second === ok) expect(await world.compare({ kind: 'add-voter', peerUrl: NOBODY_AGAIN })).toBe(unstarted);
      expect(await world.compare({ kind: 'remove', peerUrl: voter })).toBe(second === ok ? unstarted : ok);
    }, 240_000);

    /** Asks everything that changes nothing or can be taken back; removals that go through are left to the walk. */
    async function askAll(world: World): Promise<void> {
      const [healthy = '', ...others] = world.healthy();
      const [down] = world.down();
      const alone = others.length === 0 && down === undefined;
      for (const peerUrl of down === undefined ? [healthy] : [healthy, down]) {
        const removal = { kind: 'remove', peerUrl } as const;
        // Whoever asks without a quorum may get it later, so that comes last.
        if (![ok, silence].includes(world.predicted(removal))) await world.compare(removal);
      }
      for (const kind of ['add-learner', 'add-voter'] as const) {
        const answer = await world.compare({ kind, peerUrl: NOBODY });
        // A single voter has no quorum left beside one that never comes.
        if (answer === ok && !(alone && kind === 'add-voter')) await world.compare({ kind: 'remove', peerUrl: NOBODY });
      }
    }

    const removeHealthy = (world: World): Promise<Answer> => world.remove(world.healthy()[0] ?? '');
    const removeDown = (world: World): Promise<Answer> => world.remove(world.down()[0] ?? '');

    async function shrinking(): Promise<void> {
      const world = await start(5);
      for (const _voters of [5, 4, 3, 2]) {
        await askAll(world);
        await removeHealthy(world);
      }
      await askAll(world);
    }

    async function shrinkingWithOneDown(): Promise<void> {
      const world = await start(5, 1);
      await askAll(world);
      await removeHealthy(world);
      await askAll(world);
      await removeHealthy(world);
      await askAll(world);
      await removeDown(world);
    }

    async function repairing(): Promise<void> {
      const world = await start(5, 2);
      await askAll(world);
      await removeDown(world);
      await removeDown(world);
    }

    /** Kills in one or two goes; what is down after the first is removed, and quorum is lost by the last. */
    async function losing(voters: number, first: number, then = 0): Promise<void> {
      const world = await start(voters, first);
      if (then > 0) {
        await removeDown(world);
        await world.kill(then);
      }
      await askAll(world);
      await world.compare({ kind: 'remove', peerUrl: world.down()[0] ?? '' });
    }
  },
);
