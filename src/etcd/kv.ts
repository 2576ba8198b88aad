import {
  type CallOptions,
  type Client,
  type ClientOptions,
  InterceptingCall,
  type Interceptor,
  status,
} from '@grpc/grpc-js';
import { noop } from 'cockatiel';
import { Etcd3, type IRangeResponse } from 'etcd3';
import type { CallContext, Channel } from './channel.ts';
import type { TokenKeeper } from './token.ts';

export type RangeQuery = {
  readonly key: Buffer;
  /** Exclusive; null for the one key. */
  readonly end: Buffer | null;
  readonly limit: number;
  readonly keysOnly: boolean;
  readonly serializable: boolean;
  /** Null for the newest. */
  readonly revision: number | null;
};

/** Reads of keys by way of the etcd3 package. Rejects with what `toFault` reads. */
export type KeyReads = {
  readonly range: (query: RangeQuery, context: CallContext) => Promise<IRangeResponse>;
  /** Seconds of a lease, its id decimal as a key tells it; `left` is negative when it has run out. Needs a leader. */
  readonly timeToLive: (
    lease: string,
    context: CallContext,
  ) => Promise<{ readonly left: number; readonly granted: number }>;
  readonly close: () => void;
};

/** Changes of the key space, each sent once. */
export type KeyWrites = {
  readonly put: (key: string, value: string, context: CallContext) => Promise<void>;
  /** Writes it only if the key is still at this mod revision, decimal. False when it is not. */
  readonly swap: (
    key: string,
    to: { readonly value: string; readonly revision: string },
    context: CallContext,
  ) => Promise<boolean>;
  readonly remove: (key: string, context: CallContext) => Promise<void>;
  /** `physical`: answers when the member has really dropped the old revisions. */
  readonly compact: (revision: number, physical: boolean, context: CallContext) => Promise<void>;
};

/**
 * etcd3 runs over our own channel, so it brings neither connections nor TLS, logins or retries of its own: its login loops for ever on a
 * token that etcd refuses, and its errors have lost their status code.
 */
export function openKeyReads(channel: Channel, tokens: TokenKeeper): KeyReads & KeyWrites {
  const client = new Etcd3({
    hosts: channel.endpoint,
    grpcOptions: { channelOverride: borrowed(channel.client) },
    faultHandling: { global: noop, host: () => noop },
  });
  const send = async <T>(context: CallContext, token: string | null, call: Call<T>): Promise<T> => {
    const heard: { error: Error | null } = { error: null };
    const interceptor = carry(context, token, error => {
      heard.error = error;
    });
    try {
      return await call({ deadline: context.deadline, interceptors: [interceptor] });
    } catch (error) {
      throw heard.error ?? error;
    }
  };
  const once = <T>(context: CallContext, call: Call<T>): Promise<T> =>
    tokens.withToken(context, token => send(context, token, call));
  const { kv, leaseClient } = client;
  return {
    range: (query, context) => once(context, options => kv.range(requestOf(query), options)),
    timeToLive: async (lease, context) => {
      const { TTL, grantedTTL } = await once(context, options => leaseClient.leaseTimeToLive({ ID: lease }, options));
      return { left: Number(TTL), granted: Number(grantedTTL) };
    },
    put: async (key, value, context) => {
      await once(context, options => kv.put({ key: Buffer.from(key), value: Buffer.from(value) }, options));
    },
    swap: async (key, { value, revision }, context) => {
      const compare = { key: Buffer.from(key), target: 'Mod', result: 'Equal', mod_revision: revision } as const;
      const put = { request_put: { key: Buffer.from(key), value: Buffer.from(value) } };
      const answer = await once(context, options => kv.txn({ compare: [compare], success: [put] }, options));
      return answer.succeeded;
    },
    remove: async (key, context) => {
      await once(context, options => kv.deleteRange({ key: Buffer.from(key) }, options));
    },
    compact: async (revision, physical, context) => {
      await once(context, options => kv.compact({ revision, physical }, options));
    },
    close: () => client.close(),
  };
}

type Call<T> = (options: CallOptions) => Promise<T>;

function requestOf({ key, end, limit, keysOnly, serializable, revision }: RangeQuery) {
  return {
    key,
    ...(end === null ? {} : { range_end: end }),
    ...(revision === null ? {} : { revision }),
    limit,
    keys_only: keysOnly,
    serializable,
  };
}

/** A channel that etcd3 may use and not close, which it would do after every failure. */
function borrowed(client: () => Client): NonNullable<ClientOptions['channelOverride']> {
  const channel = () => client().getChannel();
  return {
    close: () => undefined,
    getTarget: () => channel().getTarget(),
    getConnectivityState: connect => channel().getConnectivityState(connect),
    watchConnectivityState: (state, deadline, callback) => channel().watchConnectivityState(state, deadline, callback),
    getChannelzRef: () => channel().getChannelzRef(),
    createCall: (method, deadline, host, parent, flags) => channel().createCall(method, deadline, host, parent, flags),
  };
}

/** Adds our metadata and abort signal to a call of etcd3, and takes the error before etcd3 can act on its text. */
function carry(context: CallContext, token: string | null, fail: (error: Error) => void): Interceptor {
  return (options, nextCall) => {
    const call = new InterceptingCall(nextCall(options), {
      start: (metadata, _listener, next) => {
        if (token !== null) metadata.set('token', token);
        if (context.requireLeader) metadata.set('hasleader', 'true');
        next(metadata, {
          onReceiveStatus: (end, pass) => {
            context.signal?.removeEventListener('abort', cancel);
            if (end.code !== status.OK) fail(Object.assign(new Error(end.details), end));
            pass(end.code === status.OK ? end : { ...end, details: '' });
          },
        });
      },
    });
    const cancel = (): void => call.cancelWithStatus(status.CANCELLED, 'Cancelled on client');
    context.signal?.addEventListener('abort', cancel, { once: true });
    return call;
  };
}

/** The end of the range that holds every key with the prefix: its last byte below 0xff plus one (etcd clientv3, GetPrefixRangeEnd). */
export function endOfPrefix(prefix: Buffer): Buffer {
  const last = prefix.findLastIndex(byte => byte < 0xff);
  if (last === -1) return Buffer.from([0]);
  const end = Buffer.from(prefix.subarray(0, last + 1));
  end[last] = (end[last] ?? 0) + 1;
  return end;
}
