import type { Office } from './office.ts';
import { caps } from './workspace.ts';

/** One exchange between the app and Slack, for assertions and a traffic pane. */
export interface Call {
  readonly seq: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly direction: 'to slack' | 'to app';
  /** A Web API method, `response_url`, `upload`, or the kind of an envelope. */
  readonly name: string;
  readonly request: unknown;
  /** Undefined while unanswered. */
  readonly answer: unknown;
  readonly status: number | undefined;
  /** Milliseconds until the answer or acknowledgement. */
  readonly took: number | undefined;
  /** The injected fault, if one hit. */
  readonly fault: string | undefined;
}

export interface CallLog {
  readonly list: () => readonly Call[];
  /** The calls of one name, oldest first. */
  readonly named: (name: string) => readonly Call[];
  readonly clear: () => void;
}

export interface CallRecorder extends CallLog {
  readonly begin: (direction: Call['direction'], name: string, request: unknown, fault?: string) => number;
  readonly end: (seq: number, answer: unknown, status?: number) => void;
}

export function createCallLog(office: Office): CallRecorder {
  const calls = new Map<number, Call>();
  let seq = 0;
  return {
    list: () => [...calls.values()],
    named: name => [...calls.values()].filter(call => call.name === name),
    clear: () => calls.clear(),
    begin(direction, name, request, fault) {
      seq += 1;
      const open = { answer: undefined, status: undefined, took: undefined };
      calls.set(seq, { seq, at: office.now(), direction, name, request, fault, ...open });
      if (calls.size > caps.calls) calls.delete(seq - caps.calls);
      office.changed({ kind: 'call' });
      return seq;
    },
    end(id, answer, status = 200) {
      const call = calls.get(id);
      if (call) calls.set(id, { ...call, answer, status, took: office.now() - call.at });
      office.changed({ kind: 'call' });
    },
  };
}
