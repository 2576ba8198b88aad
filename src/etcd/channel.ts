import { isIP } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import {
  create,
  type DescMessage,
  type DescMethodServerStreaming,
  type DescMethodUnary,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { type ChannelCredentials, Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import type { ClusterSettings } from '../core/settings.ts';
import { followSignals } from './abort.ts';

/** What every call carries. `deadline` is milliseconds since the epoch: no call exists without one. */
export type CallContext = {
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** etcd answers `no leader` at once instead of waiting for an election (etcd's `hasleader` metadata). */
  readonly requireLeader?: boolean;
};

export type CallWithToken = CallContext & { readonly token: string | null };

/** One call, one answer. Rejects with what gRPC says: `toFault` reads it. */
export type Unary<Context> = <I extends DescMessage, O extends DescMessage>(
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  context: Context,
) => Promise<MessageShape<O>>;

/** One warm gRPC connection to one endpoint. Nothing is ever retried here. */
export type Channel = {
  readonly endpoint: string;
  /** The client of now: a connection on which a call met its deadline is replaced. */
  readonly client: () => Client;
  readonly unary: Unary<CallWithToken>;
  readonly stream: <I extends DescMessage, O extends DescMessage>(
    method: DescMethodServerStreaming<I, O>,
    request: MessageInitShape<I>,
    context: CallWithToken,
  ) => AsyncGenerator<MessageShape<O>, void, undefined>;
  readonly close: () => void;
};

export type TlsMaterial = { readonly ca: Buffer | null; readonly cert: Buffer | null; readonly key: Buffer | null };

/** Larger than any answer asked for: a page of keys stops at the page size of `keys.ts`, a snapshot comes in 32 KiB pieces. */
const MAX_RECEIVE_BYTES = 64 * 1024 * 1024;

const CHANNEL_OPTIONS = {
  'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
  // Snapshots run at a third of the speed with HTTP/2's default window.
  'grpc-node.flow_control_window': 8 * 1024 * 1024,
  // Channels of one process would share a back-off: a member that came back stayed refused for others' failures.
  'grpc.use_local_subchannel_pool': 1,
  'grpc.initial_reconnect_backoff_ms': 250,
  'grpc.max_reconnect_backoff_ms': 1_000,
  // etcd refuses pings closer than 5 s.
  'grpc.keepalive_time_ms': 10_000,
  'grpc.keepalive_timeout_ms': 3_000,
  'grpc.enable_retries': 0,
  // The address is asked directly even where a proxy is set for the web.
  'grpc.enable_http_proxy': 0,
} as const;

/** Longer than a survey; streams under way end in their own time. */
const RETIREMENT_MS = 30_000;

/** The PEM texts of the settings, which were read with the configuration, as the libraries want them. */
export function readTls(tls: ClusterSettings['tls']): TlsMaterial | null {
  if (tls === null) return null;
  const bytes = (pem: string | null): Buffer | null => (pem === null ? null : Buffer.from(pem));
  return { ca: bytes(tls.ca), cert: bytes(tls.cert), key: bytes(tls.key) };
}

/** Opens lazily: the first call connects. @throws what Node says of unusable PEM texts. */
export function openChannel(endpoint: string, tls: TlsMaterial | null): Channel {
  const open = clientOf(endpoint, tls);
  let client = open();
  const retired = new Set<Client>();
  const closing = followSignals([]).controller;
  // A host that lost power leaves a connection that swallows everything for a quarter of an hour, and etcd forbids pings between calls.
  // The old client ends later: grpc-js forgets calls that still wait for a connection when theirs is closed, deadline and all.
  const replace = (doubtful: Client, error: unknown): void => {
    if (client !== doubtful || closing.signal.aborted || !isDeadline(error)) return;
    client = open();
    retired.add(doubtful);
    setTimeout(() => {
      retired.delete(doubtful);
      doubtful.close();
    }, RETIREMENT_MS).unref();
  };
  return {
    endpoint,
    client: () => client,
    unary: (method, request, context) => {
      const used = client;
      return callUnary(used, method, request, context, closing.signal).catch((error: unknown) => {
        replace(used, error);
        throw error;
      });
    },
    stream: (method, request, context) => callStream(client, method, request, context),
    close: () => {
      closing.abort();
      for (const old of [client, ...retired]) old.close();
    },
  };
}

const isDeadline = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === status.DEADLINE_EXCEEDED;

function clientOf(endpoint: string, tls: TlsMaterial | null): () => Client {
  const { host, port, secure } = splitEndpoint(endpoint);
  const target = isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
  const channelCredentials = secure ? secureCredentials(host, tls) : credentials.createInsecure();
  // An address must not be sent as TLS server name (RFC 6066); which name is checked, `secureCredentials` decides.
  const serverName = isIP(host) > 0 ? { 'grpc.ssl_target_name_override': 'etcd' } : {};
  return () => new Client(target, channelCredentials, { ...CHANNEL_OPTIONS, ...serverName });
}

export function splitEndpoint(endpoint: string): {
  readonly host: string;
  readonly port: string;
  readonly secure: boolean;
} {
  const { protocol, hostname } = new URL(endpoint);
  const port = /:(\d+)\/*$/.exec(endpoint)?.[1] ?? '2379';
  return { host: hostname.replace(/^\[|\]$/g, ''), port, secure: protocol === 'https:' };
}

function secureCredentials(host: string, tls: TlsMaterial | null): ChannelCredentials {
  return credentials.createSsl(tls?.ca ?? null, tls?.key ?? null, tls?.cert ?? null, {
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
  });
}

function metadataOf({ token, requireLeader }: CallWithToken): Metadata {
  const metadata = new Metadata();
  if (token !== null) metadata.set('token', token);
  if (requireLeader) metadata.set('hasleader', 'true');
  return metadata;
}

const pathOf = (method: DescMethodUnary | DescMethodServerStreaming): string =>
  `/${method.parent.typeName}/${method.name}`;

function callUnary<I extends DescMessage, O extends DescMessage>(
  client: Client,
  method: DescMethodUnary<I, O>,
  request: MessageInitShape<I>,
  context: CallWithToken,
  closing: AbortSignal,
): Promise<MessageShape<O>> {
  return new Promise((resolve, reject) => {
    const answered = (error: ServiceError | null, value?: MessageShape<O>): void => {
      for (const signal of signals) signal.removeEventListener('abort', cancel);
      if (error !== null || value === undefined) reject(error ?? new Error('empty answer'));
      else resolve(value);
    };
    const call = client.makeUnaryRequest(
      pathOf(method),
      message => Buffer.from(toBinary(method.input, message)),
      (bytes: Buffer) => fromBinary(method.output, bytes),
      create(method.input, request),
      metadataOf(context),
      { deadline: context.deadline },
      answered,
    );
    const cancel = (): void => call.cancel();
    const signals = context.signal === undefined ? [closing] : [closing, context.signal];
    for (const signal of signals) signal.addEventListener('abort', cancel, { once: true });
    if (signals.some(signal => signal.aborted)) cancel();
  });
}

async function* callStream<I extends DescMessage, O extends DescMessage>(
  client: Client,
  method: DescMethodServerStreaming<I, O>,
  request: MessageInitShape<I>,
  context: CallWithToken,
): AsyncGenerator<MessageShape<O>, void, undefined> {
  const call = client.makeServerStreamRequest(
    pathOf(method),
    message => Buffer.from(toBinary(method.input, message)),
    (bytes: Buffer) => fromBinary(method.output, bytes),
    create(method.input, request),
    metadataOf(context),
    { deadline: context.deadline },
  );
  const cancel = (): void => call.cancel();
  context.signal?.addEventListener('abort', cancel, { once: true });
  try {
    for await (const message of call) yield message;
  } finally {
    context.signal?.removeEventListener('abort', cancel);
    call.cancel();
  }
}
