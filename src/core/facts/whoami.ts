export type WhoamiFacts = {
  readonly kind: 'whoami';
  readonly id: string;
  readonly name: string;
  readonly rights: {
    readonly read: boolean;
    readonly values: boolean;
    readonly operate: boolean;
    readonly approve: boolean;
  };
};
