import { describe, expect, it } from 'vitest';
import { readSettings } from '../../src/config/read-settings.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';

const cluster = `
clusters:
  - name: prod
    environment: production
    endpoints: ["http://127.0.0.1:2379"]
`;
const read = (yaml: string) => readSettings({ REDIS_URL: 'redis://127.0.0.1' }, () => yaml, 'worker', readInventory);

/** The maintenance windows of a cluster, or what is wrong with them. */
function windowsOf(lines: string): unknown {
  const result = read(`${cluster}    maintenance:\n${lines}`);
  if (result.ok) return result.value.settings.clusters[0]?.maintenance;
  return Object.fromEntries(result.error.map(({ path, message }) => [path, message]));
}

describe('accounts of one person', () => {
  const of = (yaml: string) => {
    const result = read(`${cluster}access: { linked: ${yaml} }\n`);
    return result.ok ? result.value.settings.access.linked : result.error.map(({ path }) => path);
  };

  it.each([
    [
      '[[U0ALICE, U0ALICE2], [U0BOB, W0BOB]]',
      [
        ['U0ALICE', 'U0ALICE2'],
        ['U0BOB', 'W0BOB'],
      ],
    ],
    ['[]', []],
    ['[[U0ALICE]]', ['access.linked[0]']],
    ['[[U0ALICE, bob]]', ['access.linked[0][1]']],
    ['[U0ALICE, U0BOB]', ['access.linked[0]', 'access.linked[1]']],
  ])('%s are read, or what is wrong with them is told', (yaml, found) => {
    expect(of(yaml)).toEqual(found);
  });
});

describe('maintenance windows', () => {
  it('are read with their days, minutes and zone', () => {
    const lines = `
      - { days: [sat, sun], from: "22:30", to: "02:00", timezone: Asia/Shanghai }
      - { from: "1:05", to: "24:00" }
`;
    expect(windowsOf(lines)).toEqual([
      { days: [6, 0], from: 22 * 60 + 30, to: 120, timezone: 'Asia/Shanghai' },
      { days: [], from: 65, to: 0, timezone: 'UTC' },
    ]);
  });

  it.each([
    ['{ from: "22:30", to: "22:30" }', 'clusters[0].maintenance[0].to', 'is the same as from'],
    ['{ from: "25:00", to: "02:00" }', 'clusters[0].maintenance[0].from', 'must be a time'],
    ['{ from: "22:60", to: "02:00" }', 'clusters[0].maintenance[0].from', 'must be a time'],
    ['{ from: 2230, to: "02:00" }', 'clusters[0].maintenance[0].from', 'in quotes'],
    ['{ from: "22:30" }', 'clusters[0].maintenance[0].to', 'is missing'],
    ['{ days: [], from: "1:00", to: "2:00" }', 'clusters[0].maintenance[0].days', 'leave it out'],
    ['{ days: [monday], from: "1:00", to: "2:00" }', 'clusters[0].maintenance[0].days[0]', 'must be one of sun, mon'],
    ['{ from: "1:00", to: "2:00", timezone: Mars }', 'clusters[0].maintenance[0].timezone', 'must be a time zone'],
    ['{ from: "1:00", to: "2:00", zone: UTC }', 'clusters[0].maintenance[0].zone', 'is not a setting'],
  ])('are refused where they make no sense: %s', (line, path, message) => {
    expect(windowsOf(`      - ${line}\n`)).toEqual({ [path]: expect.stringContaining(message) });
  });
});

describe('who may break the glass', () => {
  it('is nobody unless named, and named by Slack id', () => {
    const of = (lines: string) => {
      const result = read(cluster + lines);
      return result.ok ? result.value.settings.access.breakGlass : result.error.map(({ path }) => path);
    };
    expect(of('')).toEqual({ users: [] });
    expect(of('access: { breakGlass: { users: [U0ALICE] } }\n')).toEqual({ users: ['U0ALICE'] });
    expect(of('access: { breakGlass: { users: [alice] } }\n')).toEqual(['access.breakGlass.users[0]']);
    expect(of('access: { breakGlass: { groups: [S1] } }\n')).toContain('access.breakGlass.groups');
  });
});
