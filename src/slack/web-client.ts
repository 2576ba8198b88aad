import { WebClient } from '@slack/web-api';
import type { Log } from '../core/ports.ts';
import type { SlackSettings } from '../core/settings.ts';
import { libraryLogger } from './library-logger.ts';

/** Deadline of every call to Slack, milliseconds. The client has none of its own. */
export const CALL_TIMEOUT_MS = 5000;

/** The root of the Web API, with the slash at its end that the client wants. */
export const apiRoot = (apiUrl: string | null): string => (apiUrl ?? 'https://slack.com/api/').replace(/\/*$/, '/');

/**
 * A client that neither repeats nor waits: a repeated chat.postMessage posts twice, and a 429 on one method would hold up
 * all the others. Who calls decides what to do next. `retries` is for reads only. Headers are never passed: the client
 * writes its token into the object it is given.
 */
export const webClient = (settings: SlackSettings, log: Log, { retries = 0 } = {}): WebClient =>
  new WebClient(settings.botToken, {
    slackApiUrl: apiRoot(settings.apiUrl),
    timeout: CALL_TIMEOUT_MS,
    retryConfig: { retries, minTimeout: 200, maxTimeout: 500, randomize: true },
    rejectRateLimitedCalls: true,
    maxRequestConcurrency: 20,
    logger: libraryLogger(log),
  });
