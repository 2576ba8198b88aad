export type KeyEntry = {
  readonly key: string;
  readonly valueBytes: number;
  readonly version: number;
  readonly modRevision: number;
  readonly createRevision: number;
  /** Hex lease id, null without a lease. */
  readonly lease: string | null;
  /** Null unless the value was asked for. */
  readonly value: string | null;
};
export type KeyPage = { readonly entries: readonly KeyEntry[]; readonly total: number; readonly revision: number };

export type KeyQuery = {
  readonly key: string;
  readonly prefix: boolean;
  readonly limit: number;
  readonly values: boolean;
};
