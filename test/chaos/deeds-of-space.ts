import { expect, vi } from 'vitest';
import type { Lab } from '../e2e/a-change.ts';
import type { Deed } from './deed.ts';

/** Space and alarms, up to a full quota and the way out of it. Each rests on the ones before it. */
export function deedsOfSpace(): readonly Deed[] {
  let before = 0;
  return [
    {
      name: 'compact',
      prepare: async ({ cluster }) => {
        for (let n = 0; n < 200; n += 1) await cluster.api.put(`/key-${n % 3}`, 'x'.repeat(20_000));
      },
      line: async () => 'compact --keep 5 --physical',
      proof: async ({ ctl }) => expect(ctl('get', '/key-1', '--rev=10')).rejects.toThrow('compacted'),
    },
    {
      name: 'defrag',
      prepare: async lab => {
        before = Math.max(...(await sizesOf(lab)));
      },
      line: async () => 'defrag --all',
      proof: async lab => expect(Math.max(...(await sizesOf(lab)))).toBeLessThan(before / 2),
    },
    { name: 'alarm disarm', prepare: raise('NOSPACE'), line: async () => 'alarm disarm', proof: noAlarm },
    {
      name: 'alarm disarm --corrupt',
      prepare: raise('CORRUPT'),
      line: async () => 'alarm disarm --corrupt',
      proof: noAlarm,
    },
    {
      name: 'rescue nospace',
      prepare: async ({ cluster }) => {
        await expect(async () => {
          for (let n = 0; n < 400; n += 1) await cluster.api.put('/big', 'x'.repeat(100_000));
        }).rejects.toThrow('space exceeded');
      },
      line: async () => 'rescue nospace',
      proof: async lab => {
        await noAlarm(lab);
        expect(await lab.ctl('put', '/again', 'x')).toBe('OK');
        expect(Math.max(...(await sizesOf(lab)))).toBeLessThan(4 * 1024 * 1024);
      },
    },
  ];
}

async function noAlarm({ ctl }: Lab): Promise<void> {
  expect(await ctl('alarm', 'list')).toBe('');
}

/** On one member, as etcd raises it when it finds that its data differs or that its file is full. */
const raise =
  (alarm: 'NOSPACE' | 'CORRUPT') =>
  async ({ cluster, ctl }: Lab): Promise<void> => {
    const [memberID] = (await ctl('member', 'list', '-w', 'simple')).split(', ');
    await cluster.api.call('maintenance/alarm', {
      action: 'ACTIVATE',
      memberID: BigInt(`0x${memberID}`).toString(),
      alarm,
    });
    await vi.waitFor(async () => expect(await ctl('alarm', 'list')).toContain(alarm), 20_000);
  };

const sizesOf = async ({ ctl }: Lab): Promise<readonly number[]> =>
  (await ctl('endpoint', 'status', '-w', 'json')).match(/"dbSize":\d+/g)?.map(size => Number(size.slice(9))) ?? [];
