import { z } from 'zod';
import { suggest } from '../core/suggest.ts';
import * as field from './fields.ts';
import { type Problem, pathOf } from './problem.ts';
import { outOfOrder, thresholdFields } from './thresholds.ts';

const must = { error: 'must be a map of settings' };

const map = <S extends z.core.$ZodLooseShape>(shape: S) =>
  z.strictObject(shape, {
    error: issue => {
      if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, Object.keys(shape));
      return issue.input === undefined ? 'is missing' : must.error;
    },
  });

/** One line for each key: `problemsOf` takes them apart again. */
function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  const lines = keys.map(key => {
    const meant = suggest(key, known);
    return meant ? `is not a setting; did you mean ${meant}?` : `is not a setting; known here: ${known.join(', ')}`;
  });
  return lines.join('\n');
}

const listOf = <T extends z.ZodType>(item: T) =>
  z.array(item, { error: issue => (issue.input === undefined ? 'is missing' : 'must be a list') });

const language = z.enum(['en', 'zh'], 'must be en or zh');

const password = { password: field.nonEmpty.optional(), passwordFile: field.nonEmpty.optional() };

const s3 = map({
  bucket: field.nonEmpty,
  endpoint: field.nonEmpty.optional(),
  region: field.nonEmpty.optional(),
  prefix: field.nonEmpty.optional(),
  accessKeyId: field.nonEmpty.optional(),
  secretAccessKey: field.nonEmpty.optional(),
});

const maintenance = map({
  days: listOf(field.weekday).min(1, 'must name at least one day; leave it out for every day').optional(),
  from: field.timeOfDay,
  to: field.timeOfDay,
  timezone: field.timezone.optional(),
}).refine(({ from, to }) => from !== to, {
  path: ['to'],
  message: 'is the same as from; leave the window out for "always"',
});

const ansible = map({
  path: field.nonEmpty.optional(),
  vaultPasswordFile: field.nonEmpty.optional(),
  environment: z
    .record(z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of a variable'), z.string(), must)
    .optional(),
  timeout: field.durationBetween('10s', '6h').optional(),
  logs: field.nonEmpty.optional(),
});

const cluster = map({
  name: field.clusterName,
  environment: z.enum(['production', 'staging', 'development'], 'must be production, staging or development'),
  endpoints: listOf(field.endpoint).min(1, 'must name at least one endpoint').optional(),
  deadline: field.durationBetween('100ms', '60s').optional(),
  maintenance: listOf(maintenance).optional(),
  thresholds: map(thresholdFields)
    .superRefine((given, context) => {
      for (const { path, message } of outOfOrder(given)) context.addIssue({ code: 'custom', path: [path], message });
    })
    .optional(),
  tls: map({
    ca: field.nonEmpty.optional(),
    cert: field.nonEmpty.optional(),
    key: field.nonEmpty.optional(),
  }).optional(),
  auth: map({
    username: field.nonEmpty,
    ...password,
    nextPassword: field.nonEmpty.optional(),
    nextPasswordFile: field.nonEmpty.optional(),
  }).optional(),
  patroni: map({
    namespace: field.namespace.optional(),
    username: field.nonEmpty.optional(),
    ...password,
  }).optional(),
  pigsty: map({ home: field.nonEmpty, inventory: field.nonEmpty.optional(), ansible: ansible.optional() }).optional(),
  prometheus: map({
    url: field.serverUrl,
    token: field.nonEmpty.optional(),
    selector: field.labelMatchers.optional(),
  })
    .refine(({ url, token }) => token === undefined || field.isPrivate(url), {
      path: ['token'],
      message: 'would be sent in the clear; write https in the url',
    })
    .optional(),
  snapshots: map({
    directory: field.nonEmpty.optional(),
    s3: s3.optional(),
    keep: field.countBetween(1, 10_000).optional(),
    schedule: field.schedule.optional(),
    maxAge: field.durationBetween('1m', '365d').optional(),
  }).optional(),
});

const channel = map({
  id: field.channelId,
  cluster: field.clusterName.optional(),
  clusters: listOf(field.clusterName).min(1, 'must name at least one cluster; leave it out for all').optional(),
  language: language.optional(),
  reports: map({ schedule: field.schedule, timezone: field.timezone.optional() }).optional(),
  alerts: field.yesOrNo.optional(),
  escalate: field.groupId.optional(),
});

const people = { users: listOf(field.userId).optional(), groups: listOf(field.groupId).optional() };

const approval = map({
  required: field.countBetween(0, 20).optional(),
  expires: field.durationBetween('1m', '7d').optional(),
  typed: field.yesOrNo.optional(),
}).optional();

/** The whole file: every key is known, everything that has a default may be left out. */
export const fileSchema = map({
  language: language.optional(),
  redis: map({ url: field.redisUrl.optional(), prefix: field.prefix.optional() }).optional(),
  clusters: listOf(cluster).min(1, 'must name at least one cluster'),
  channels: listOf(channel).optional(),
  access: map({
    viewers: map({ channels: field.yesOrNo.optional(), ...people }).optional(),
    operators: map(people).optional(),
    approvers: map(people).optional(),
    breakGlass: map({ users: listOf(field.userId) }).optional(),
    linked: listOf(listOf(field.userId).min(2, 'must name at least two accounts of one person')).optional(),
    terminal: z
      .record(z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.@-]*\$?$/, 'must be a login name'), field.userId, must)
      .optional(),
  }).optional(),
  approvals: map({ production: approval, staging: approval, development: approval, destructive: approval }).optional(),
  webhooks: listOf(
    map({
      url: field.webhookUrl,
      token: field.nonEmpty.optional(),
      clusters: listOf(field.clusterName).optional(),
    }),
  ).optional(),
  watch: map({
    every: field.durationBetween('1s', '1h').optional(),
    clearAfter: field.durationBetween('5s', '1h').optional(),
    remindEvery: field.durationBetween('5m', '7d').optional(),
  }).optional(),
});

export type File = z.output<typeof fileSchema>;
export type FileCluster = File['clusters'][number];

/** Every issue as a problem, without the value that caused it. */
export function problemsOf(error: z.ZodError): readonly Problem[] {
  return error.issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys') {
      const lines = issue.message.split('\n');
      return issue.keys.map((key, index) => ({ path: pathOf([...issue.path, key]), message: lines[index] ?? '' }));
    }
    return [{ path: pathOf(issue.path) || 'the file', message: issue.message }];
  });
}
