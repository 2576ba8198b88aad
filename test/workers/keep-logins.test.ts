import { describe, expect, it } from 'vitest';
import type { Survey } from '../../src/core/cluster.ts';
import { keepLogins } from '../../workers/keep-logins.ts';
import { aCluster } from '../a-cluster.ts';
import { settingsOf } from '../etcd/a-lab.ts';

describe('keeping logins', () => {
  it('asks every member of the clusters that want one, and no other cluster', async () => {
    const asked: (readonly [string, Survey['parts']])[] = [];
    const clusters = ['first', 'open', 'unknown'].map(name =>
      settingsOf([], { name, auth: name === 'open' ? null : { username: 'root', password: 'x' } }),
    );
    await keepLogins({ clusters }, cluster =>
      cluster === 'unknown'
        ? null
        : {
            survey: async ({ parts }) => {
              asked.push([cluster, parts]);
              return aCluster().snapshot();
            },
          },
    );
    expect(asked).toEqual([['first', ['status', 'members', 'probes']]]);
  });
});
