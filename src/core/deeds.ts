import type { AuditRecord } from './audit.ts';

export const deedKinds = ['freeze', 'unfreeze', 'alert-acknowledged', 'alert-silenced', 'alert-unsilenced'] as const;
export type DeedKind = (typeof deedKinds)[number];

/** What somebody did that is no change of etcd. `until`: milliseconds since the epoch. */
export type Deed = {
  readonly what: DeedKind;
  readonly by: string;
  readonly at: number;
  readonly reason: string | null;
  readonly until: number | null;
  /** It is of every cluster. */
  readonly everywhere: boolean;
};

const isKind = (what: string): what is DeedKind => deedKinds.some(kind => kind === what);

export const isDeed = ({ what }: Pick<AuditRecord, 'what'>): boolean => isKind(what);

/** Of the records of an audit log those that are deeds, in their order. */
export const deedsIn = (records: readonly AuditRecord[]): readonly Deed[] =>
  records.flatMap(({ what, who, at, cluster, details }) => {
    if (!isKind(what)) return [];
    const until = Number(details.until);
    return [
      {
        ...{ what, at, everywhere: cluster === '*' },
        by: typeof details.name === 'string' && details.name !== '' ? details.name : who,
        reason: typeof details.reason === 'string' && details.reason !== '' ? details.reason : null,
        until: Number.isSafeInteger(until) && until > 0 ? until : null,
      },
    ];
  });
