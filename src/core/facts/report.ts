/** What a report told, to be compared by the next one. */
export type ReportBaseline = {
  readonly version: 1;
  readonly at: number;
  readonly members: readonly {
    readonly id: string;
    readonly name: string;
    readonly version: string | null;
    readonly healthy: boolean;
  }[];
  readonly leader: string | null;
  readonly dbSize: number | null;
  readonly revision: number | null;
  readonly alarms: readonly string[];
  readonly patroni: readonly string[];
};
