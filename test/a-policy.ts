import type { Operation } from '../src/core/operation.ts';
import type { Policy } from '../src/core/policy.ts';
import { aMoment } from './an-operation.ts';

const MINUTE = 60_000;
const rule = { expiresMs: 30 * MINUTE, typed: false };

export type Who = { readonly user: string; readonly name: string };
export const alice: Who = { user: 'U1', name: 'alice' };
export const bob: Who = { user: 'U2', name: 'bob' };
export const eve: Who = { user: 'U9', name: 'eve' };

/** What settings and store say of a change somebody asks about: U1 operates, U2 approves, and so does the group S1. */
export function aPolicy(
  { user, name }: Who,
  around: Partial<Policy['around']> = {},
  operation: Operation | null = null,
): Policy {
  return {
    asker: {
      actor: { kind: 'slack', team: 'T1', user, name },
      standing: { user, team: 'T1', name, kind: 'member', asOf: aMoment },
      channel: { id: 'C1', cluster: 'prod', language: 'en', reports: null, alerts: false },
      access: {
        viewers: { channels: true, users: [], groups: [] },
        operators: { users: ['U1'], groups: [] },
        approvers: { users: ['U2'], groups: ['S1'] },
        terminal: {},
      },
      groupMembers: new Map([['S1', ['U3']]]),
    },
    environment: 'production',
    approvals: {
      production: { required: 1, ...rule },
      staging: { required: 0, ...rule },
      development: { required: 0, ...rule },
      destructive: { ...rule, required: 2, typed: true },
    },
    around: { now: aMoment, phase: 'planning', freeze: null, busyWith: null, progress: new Map(), ...around },
    operation,
    names: new Map([
      ['U1', 'alice'],
      ['U2', 'bob'],
    ]),
  };
}
