import type { Environment } from '../settings.ts';

export type ClustersFacts = {
  readonly kind: 'clusters';
  readonly clusters: readonly {
    readonly name: string;
    readonly environment: Environment;
    readonly endpoints: readonly string[];
    readonly defaultHere: boolean;
  }[];
};
