import type { Clock } from '../core/ports.ts';
import type { ClusterSettings } from '../core/settings.ts';
import { authenticate, type EtcdCalls, etcdCalls } from './calls.ts';
import { type CallContext, openChannel, readTls } from './channel.ts';
import { isLoginVerdict, isWrongLogin } from './errors.ts';
import { type KeyReads, type KeyWrites, openKeyReads } from './kv.ts';
import { type MetricsReader, openMetrics } from './metrics.ts';
import { openProgress, type ProgressReader } from './progress.ts';
import { openPrometheus } from './prometheus.ts';
import { firstGood } from './race.ts';
import { keepToken } from './token.ts';

/** One endpoint of the settings, with every way to ask it. */
export type EndpointConnection = {
  readonly endpoint: string;
  readonly calls: EtcdCalls;
  readonly keys: KeyReads & KeyWrites;
  readonly metrics: MetricsReader;
  readonly progress: ProgressReader;
  /** Tries a user and password, apart from the bot's own login. @throws what etcd says of them. */
  readonly logIn: (login: Login, context: CallContext) => Promise<void>;
};

export type Connection = {
  readonly endpoints: readonly EndpointConnection[];
  /** Ends every connection; calls under way are cancelled. */
  readonly close: () => void;
};

type Login = Pick<NonNullable<ClusterSettings['auth']>, 'username' | 'password'>;
type LogIn = (context: CallContext) => Promise<string>;

/** Logs in with the password, and where that is not taken any more with the one to come; the one that was taken goes first from then on. */
function withEither(
  { username, password, nextPassword }: NonNullable<ClusterSettings['auth']>,
  by: (login: Login) => LogIn,
): LogIn {
  const [now, next] = [by({ username, password }), by({ username, password: nextPassword ?? password })];
  let first = now;
  return async context => {
    try {
      return await first(context);
    } catch (error) {
      if (typeof nextPassword !== 'string' || !isWrongLogin(error)) throw error;
      const other = first === now ? next : now;
      const token = await other(context);
      first = other;
      return token;
    }
  };
}

/** How long one member may keep a question to itself before the next is asked, too. */
export const STAGGER_MS = 50;

/**
 * Opens a cluster: one channel per endpoint, connected at the first call, one login for all. @throws what Node says of PEM texts that cannot
 * be used.
 */
export function connect(settings: ClusterSettings, now: Clock): Connection {
  const { auth } = settings;
  const tls = readTls(settings.tls);
  const channels = settings.endpoints.map(endpoint => openChannel(endpoint, tls));
  const tokens = keepToken(
    auth === null
      ? null
      : withEither(
          auth,
          login => context =>
            firstGood(
              channels.map(channel => signal => authenticate(channel, login, { ...context, signal })),
              { staggerMs: 2 * STAGGER_MS, isFinal: isLoginVerdict },
            ),
        ),
    now,
  );
  const prometheus = settings.prometheus ? openPrometheus(settings.prometheus, settings.endpoints) : null;
  const endpoints = channels.map(channel => ({
    endpoint: channel.endpoint,
    calls: etcdCalls(channel, tokens, () => performance.now()),
    keys: openKeyReads(channel, tokens),
    metrics: prometheus?.of(channel.endpoint) ?? openMetrics(channel.endpoint, tls),
    progress: openProgress(channel.endpoint, tls),
    logIn: async (login: Login, context: CallContext) => {
      await authenticate(channel, login, context);
    },
  }));
  return {
    endpoints,
    close: () => {
      for (const { keys, metrics, progress } of endpoints) {
        keys.close();
        metrics.close();
        progress.close();
      }
      for (const channel of channels) channel.close();
    },
  };
}
