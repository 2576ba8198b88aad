import type { OperationState } from '../../src/core/operation.ts';
import type { SlackMessage } from '../../src/playground/slack/workspace.ts';
import type { Lab } from '../e2e/a-change.ts';
import type { Stage } from './a-stage.ts';
import type { Asked } from './ask.ts';

/** One change of the scope: what is typed, and what etcdctl has to say when it is done. */
export type Deed = {
  /** Its row in the matrix. */
  readonly name: string;
  readonly prepare?: (lab: Lab) => Promise<void>;
  readonly line: (lab: Lab) => Promise<string>;
  /** What a person does while it runs. */
  readonly meanwhile?: (lab: Lab) => Promise<void>;
  /** Absent: it is approved, by as many as it takes. */
  readonly decide?: (asked: Asked, stage: Stage) => Promise<void>;
  /** How it ends; absent: `succeeded`. */
  readonly state?: OperationState;
  /**
   * Etcd itself shows nothing of it afterwards: only a process that knows the password can tell. `lost`: the one that has sent it dies before it
   * tells. Where the other was born too late to know it, the operation ends as `failed`, the step as unknown, and nothing is sent again.
   */
  readonly unseen?: 'kept' | 'lost';
  readonly proof: (lab: Lab, whispered: () => Promise<SlackMessage>) => Promise<void>;
};
