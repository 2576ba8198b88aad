import { appendFileSync } from 'node:fs';
import { Client, type requestCallback } from '@grpc/grpc-js';
import { KVClient } from 'etcd3';
import { z } from 'zod';
import { places, type Role, type SeenEffect } from './doom.ts';
import { reap } from './reaper.ts';

/** Calls that change something; what one of them says yes to is counted. A disarmed alarm is told from a list of alarms by its request. */
const changes: ReadonlySet<string> = new Set([
  ...['MemberAdd', 'MemberRemove', 'MemberUpdate', 'MemberPromote', 'MoveLeader', 'Defragment', 'Alarm'],
  ...['AuthEnable', 'AuthDisable', 'UserAdd', 'UserDelete', 'UserChangePassword', 'UserGrantRole', 'UserRevokeRole'],
  ...['RoleAdd', 'RoleDelete', 'RoleGrantPermission', 'RoleRevokePermission'],
]);
const DEACTIVATE = 2;

/** Dies before it sends, and after it has the answer of, every change of etcd. Writes down what etcd answered. */
export function makeEtcdMortal(folder: string, role: Role): void {
  const begun = (target: string, call: string) => {
    const at = (when: string) => reap(folder, role, { subject: target, what: `${when} call ${call}` });
    at('before');
    return (outcome: SeenEffect['outcome']): void => {
      const effect: SeenEffect = { outcome, target, call };
      appendFileSync(places(folder).effects, `${JSON.stringify(effect)}\n`);
      at('after');
    };
  };
  makeCallsMortal(begun);
  makeCompactionMortal(begun);
}

type Begun = (target: string, call: string) => (outcome: SeenEffect['outcome']) => void;

function makeCallsMortal(begun: Begun): void {
  const send = Client.prototype.makeUnaryRequest;
  const mortal = function (this: Client, ...given: unknown[]): unknown {
    const [path, , , request] = given;
    const method = nameOf(String(path), request);
    const answered = given.at(-1);
    if (method === null || !isCallback(answered)) return Reflect.apply(send, this, given);
    const target = this.getChannel().getTarget().replace(/^dns:/, '');
    const ended = begun(target, callOf(method, request, target));
    const heard: requestCallback<unknown> = (error, value) => {
      ended(error === null ? 'done' : 'not');
      answered(error, value);
    };
    return Reflect.apply(send, this, [...given.slice(0, -1), heard]);
  };
  Object.assign(Client.prototype, { makeUnaryRequest: mortal });
}

const pool = z.object({ client: z.object({ options: z.object({ hosts: z.string() }) }) });

/** The one change that is sent by the etcd3 package. */
function makeCompactionMortal(begun: Begun): void {
  const { compact } = KVClient.prototype;
  KVClient.prototype.compact = async function (this: KVClient, request, options) {
    const target = pool.parse(this).client.options.hosts.replace(/^https?:\/\//, '');
    const ended = begun(target, callOf('Compact', request, target));
    try {
      const answer = await compact.call(this, request, options);
      ended('done');
      return answer;
    } catch (error) {
      ended('not');
      throw error;
    }
  };
}

const isCallback = (value: unknown): value is requestCallback<unknown> => typeof value === 'function';

function nameOf(path: string, request: unknown): string | null {
  const method = path.slice(path.lastIndexOf('/') + 1);
  if (!changes.has(method)) return null;
  if (method === 'Alarm' && !(hasAction(request) && request.action === DEACTIVATE)) return null;
  return method;
}

const hasAction = (value: unknown): value is { readonly action: unknown } =>
  typeof value === 'object' && value !== null && 'action' in value;

/** The method and what it was asked for, but for passwords. Only a defragmentation is about the member it is sent to. */
function callOf(method: string, request: unknown, target: string): string {
  const asked = JSON.stringify(request, (key, value) => {
    if (key.startsWith('$') || /password/i.test(key)) return undefined;
    return typeof value === 'bigint' ? value.toString(16) : value;
  });
  return method === 'Defragment' ? `${method} ${target}` : `${method} ${asked}`;
}
