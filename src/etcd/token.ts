import type { Clock } from '../core/ports.ts';
import type { CallContext } from './channel.ts';
import { isAuthOff, isAuthRefusal, isStaleToken } from './errors.ts';

/** Runs calls with a login's token. Without a login, every call runs without one. */
export type TokenKeeper = {
  /**
   * Logs in when there is no token yet; when etcd no longer takes the token, renews it and calls once more. That is safe for
   * writes too: etcd checks the token before it proposes anything. However many calls run, one login runs.
   */
  readonly withToken: <T>(context: CallContext, call: (token: string | null) => Promise<T>) => Promise<T>;
};

/** `token: null` with a failure: the login did not work, calls run without it as far as etcd lets them. */
type Session = { readonly token: string | null; readonly failure: { readonly error: unknown } | null };

const LOGGED_OUT: Session = { token: null, failure: null };

/** A login that hangs leaves the rest of the time to what can be asked without one. */
const LOGIN_SHARE = 0.6;

export function keepToken(login: ((context: CallContext) => Promise<string>) | null, now: Clock): TokenKeeper {
  let session: Promise<Session> | null = null;

  const open = (context: CallContext): Promise<Session> => {
    if (login === null) return Promise.resolve(LOGGED_OUT);
    if (session !== null) return session;
    const deadline = now() + (context.deadline - now()) * LOGIN_SHARE;
    const opened: Promise<Session> = login({ deadline, requireLeader: true }).then(
      token => ({ token, failure: null }),
      error => (isAuthOff(error) ? LOGGED_OUT : { token: null, failure: { error } }),
    );
    session = opened;
    void opened.then(({ failure }) => {
      // A wrong password is tried once per survey, not once per call: each try costs etcd a bcrypt and an entry in its log.
      if (failure !== null) setTimeout(() => forget(opened), Math.max(0, context.deadline - now())).unref();
    });
    return opened;
  };

  const forget = (stale: Promise<Session>): void => {
    if (session === stale) session = null;
  };

  const attempt = async <T>(current: Session, call: (token: string | null) => Promise<T>): Promise<T> => {
    try {
      return await call(current.token);
    } catch (error) {
      throw current.failure !== null && isAuthRefusal(error) ? current.failure.error : error;
    }
  };

  return {
    withToken: async (context, call) => {
      const used = open(context);
      const current = await used;
      try {
        return await attempt(current, call);
      } catch (error) {
        if (login === null || current.failure !== null || !isStaleToken(error)) throw error;
        forget(used);
        return attempt(await open(context), call);
      }
    },
  };
}
