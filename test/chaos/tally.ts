import { appendFileSync, existsSync, readFileSync } from 'node:fs';

/** One operation under one fault. */
export type Told = {
  readonly change: string;
  readonly fault: string;
  /** Processes killed, Redis restarted, calls of Slack that went wrong, envelopes that came again: how often the fault struck. */
  readonly strikes: number;
  /** Of these, the ones that were SIGKILL. */
  readonly kills: number;
  /** Steps that ended without etcd having said yes. */
  readonly lost: number;
  /** Changes that etcd has said yes to more than once, votes and announcements that count more than once. */
  readonly doubled: number;
};

export const count = (path: string, told: Told): void => appendFileSync(path, `${JSON.stringify(told)}\n`);

export const readTally = (path: string): readonly Told[] =>
  existsSync(path)
    ? readFileSync(path, 'utf8')
        .split('\n')
        .filter(line => line !== '')
        .map((line): Told => JSON.parse(line))
    : [];

export function totalOf(rows: readonly Told[]) {
  const sum = (of: (row: Told) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    kills: sum(({ kills }) => kills),
    operations: rows.length,
    lost: sum(({ lost }) => lost),
    doubled: sum(({ doubled }) => doubled),
  };
}

/** Change by fault; a cell says how often the fault struck, and over how many operations where it is more than one. */
export function formatTally(rows: readonly Told[]): string {
  const faults = [...new Set(rows.map(({ fault }) => fault))].toSorted();
  const changes = [...new Set(rows.map(({ change }) => change))].toSorted();
  const cell = (change: string, fault: string): string => {
    const here = rows.filter(row => row.change === change && row.fault === fault);
    const strikes = here.reduce((total, row) => total + row.strikes, 0);
    return here.length === 0 ? '-' : here.length === 1 ? `${strikes}` : `${strikes}/${here.length}`;
  };
  const table = [
    ['change', ...faults],
    ...changes.map(change => [change, ...faults.map(fault => cell(change, fault))]),
  ];
  const widths = table[0]?.map((_, column) => Math.max(...table.map(line => line[column]?.length ?? 0))) ?? [];
  const drawn = table.map(line =>
    line
      .map((text, column) => text.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const { kills, operations, lost, doubled } = totalOf(rows);
  return [...drawn, `kills ${kills}, operations ${operations}, lost ${lost}, doubled ${doubled}`].join('\n');
}
