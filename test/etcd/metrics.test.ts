import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { toFault } from '../../src/etcd/errors.ts';
import { defragmentationIn, openMetrics, readSamples } from '../../src/etcd/metrics.ts';
import { within } from './a-lab.ts';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const end of ends.splice(0)) end();
});

async function metricsOf(answer: RequestListener) {
  const server = createServer(answer);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const reader = openMetrics(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, null);
  ends.push(() => {
    reader.close();
    server.closeAllConnections();
    server.close();
  });
  return reader;
}

describe('the metrics page', () => {
  it('tells quota and sizes, wherever it is cut into packets', async () => {
    const page = [
      '# TYPE etcd_mvcc_db_total_size_in_bytes gauge',
      'etcd_mvcc_db_total_size_in_bytes 2.0480e+04',
      'etcd_mvcc_db_total_size_in_use_in_bytes 16384',
      'etcd_mvcc_db_total_size_in_bytes_of_others 1',
      'etcd_server_quota_backend_bytes 2.147483648e+09',
    ].join('\n');
    const reader = await metricsOf((_, response) => {
      for (const letter of page) response.write(letter);
      response.end();
    });
    expect(await reader.read(false, within(2_000))).toEqual({
      quota: 2_147_483_648,
      dbSize: 20_480,
      dbSizeInUse: 16_384,
    });
  });

  const defragmentations = (sum: number, ...counts: readonly number[]) => [
    ...counts.map((count, at) => {
      const bound = at === counts.length - 1 ? '+Inf' : 0.1 * 2 ** at;
      return `etcd_disk_backend_defrag_duration_seconds_bucket{le="${bound}"} ${count}`;
    }),
    `etcd_disk_backend_defrag_duration_seconds_sum ${sum}`,
    `etcd_disk_backend_defrag_duration_seconds_count ${counts.at(-1)}`,
  ];
  it.each([
    ['nine fast ones hide no slow one', defragmentations(11.9, 9, 9, 9, 9, 9, 9, 9, 10, 10), 11.9],
    ['two of one bucket are no longer than its end', defragmentations(0.35, 0, 2, 2), 0.2],
    ['one beyond the last bound is as long as all together', defragmentations(900, 1, 1, 2), 900],
    ['none is nothing', defragmentations(0, 0, 0, 0), undefined],
    ['without buckets it is the mean', defragmentations(12, 10).slice(1), 1.2],
    ['a page of something else', ['etcd_server_has_leader 1'], undefined],
  ])('tells how long a defragmentation took at most: %s', (_, page, expected) => {
    expect(defragmentationIn(page.join('\n')).defragmentation).toBe(expected);
  });

  it('tells how long writes took, where that is asked for', async () => {
    const buckets = (name: string, ...counts: readonly number[]) =>
      counts.map((count, at) => `${name}_bucket{le="${at === counts.length - 1 ? '+Inf' : 0.001 * 2 ** at}"} ${count}`);
    const page = [
      '# TYPE etcd_disk_wal_fsync_duration_seconds histogram',
      ...buckets('etcd_disk_wal_fsync_duration_seconds', 5, 8, 9, 10),
      'etcd_disk_wal_fsync_duration_seconds_sum 0.1',
      ...buckets('etcd_disk_backend_commit_duration_seconds', 1, 2).slice(0, 1),
    ].join('\n');
    const reader = await metricsOf((_, response) => response.end(page));
    expect((await reader.read(true, within(2_000))).load).toMatchObject({
      fsync: { bounds: [0.001, 0.002, 0.004], counts: [5, 8, 9], total: 10 },
      commit: null,
    });
    expect(await reader.read(false, within(2_000))).not.toHaveProperty('load');
  });

  it.each([
    'etcd_server_quota_backend_bytes -1',
    'etcd_server_quota_backend_bytes NaN',
    'etcd_server_quota_backend_bytes{x="y"} 5',
    'x',
  ])('tells nothing by: %s', line => expect(readSamples(line)).toEqual({}));

  it('tells nothing where the series are missing', async () => {
    const reader = await metricsOf((_, response) => response.end('go_goroutines 12\n'));
    expect(await reader.read(false, within(2_000))).toEqual({ quota: null, dbSize: null, dbSizeInUse: null });
  });

  it('that hangs costs its deadline', async () => {
    const reader = await metricsOf(() => undefined);
    expect(await reader.read(false, within(100)).catch(toFault)).toMatchObject({ code: 'deadline' });
  });

  it('that hangs half-way costs its deadline, too', async () => {
    const reader = await metricsOf((_, response) => response.write('etcd_server_quota_backend_bytes 5\n'));
    expect(await reader.read(false, within(100)).catch(toFault)).toMatchObject({ code: 'deadline' });
  });

  it('is left when the caller aborts', async () => {
    const reader = await metricsOf(() => undefined);
    const caller = new AbortController();
    const read = reader.read(false, { ...within(2_000), signal: caller.signal }).catch(toFault);
    caller.abort();
    expect(await read).toMatchObject({ code: 'cancelled' });
  });

  it('without end is not swallowed', async () => {
    const reader = await metricsOf((_, response) => {
      const more = () => {
        while (response.write('x'.repeat(65_536))) if (response.destroyed) return;
        response.once('drain', more);
      };
      more();
    });
    expect(await reader.read(false, within(5_000)).catch(toFault)).toMatchObject({ code: 'too_large' });
  });

  it('that is not there is a fault with the status', async () => {
    const reader = await metricsOf((_, response) => response.writeHead(404).end('no'));
    expect(await reader.read(false, within(2_000)).catch(toFault)).toMatchObject({
      detail: expect.stringContaining('404'),
    });
  });
});
