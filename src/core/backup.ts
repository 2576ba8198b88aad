/** What is known of the backups of one cluster. Times are milliseconds since the epoch. */
export type BackupSight =
  /** They lie in a bucket, and nobody has looked there. */
  | { readonly kind: 'elsewhere' }
  | {
      readonly kind: 'seen';
      readonly directory: string;
      /** The newest one whose content is what was saved; null when there is none. */
      readonly newest: { readonly name: string; readonly at: number } | null;
      /** Newer ones that are not whole. */
      readonly broken: number;
      readonly maxAgeMs: number;
    }
  | { readonly kind: 'unreadable'; readonly directory: string };
