// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the configuration file is written so.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/config/environment.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';

const PEM = '-----BEGIN CERTIFICATE-----\nMII\n-----END CERTIFICATE-----\n';
const KEY = '-----BEGIN PRIVATE KEY-----\nMII\n-----END PRIVATE KEY-----\n';

const env = {
  SLACK_BOT_TOKEN: 'xoxb-test-token',
  SLACK_APP_TOKEN: 'xapp-test-token',
  ETCD_CHATOPS_CONFIG: '/etc/bot/etcd-chatops.yaml',
};

const minimal = `
clusters:
  - name: dev
    environment: development
    endpoints: ["http://127.0.0.1:2379"]
`;

function disk(files: Readonly<Record<string, string>>) {
  return (path: string): string => {
    const content = files[path];
    if (content === undefined) throw Object.assign(new Error('no such file'), { code: 'ENOENT' });
    return content;
  };
}

function read(yaml: string, more: Readonly<Record<string, string>> = {}, role: Role = 'all', files = {}) {
  return readSettings({ ...env, ...more }, disk({ '/etc/bot/etcd-chatops.yaml': yaml, ...files }), role, readInventory);
}

function problems(yaml: string, more: Readonly<Record<string, string>> = {}, role: Role = 'all', files = {}) {
  const result = read(yaml, more, role, files);
  return result.ok ? {} : Object.fromEntries(result.error.map(problem => [problem.path, problem.message]));
}

/** A file with one cluster, with these lines added to it. */
const withCluster = (lines: string): string => minimal + lines.replace(/^/gm, '    ');

describe('readSettings', () => {
  it('fills in every default of the smallest file', () => {
    const result = read(minimal);
    expect(result).toEqual({
      ok: true,
      value: {
        slack: { mode: 'socket', botToken: 'xoxb-test-token', appToken: 'xapp-test-token', apiUrl: null },
        admin: { host: '127.0.0.1', port: 8081 },
        logLevel: 'info',
        settings: {
          language: 'en',
          redis: { url: 'redis://127.0.0.1:6379', prefix: 'etcd-chatops' },
          clusters: [
            {
              name: 'dev',
              environment: 'development',
              endpoints: ['http://127.0.0.1:2379'],
              tls: null,
              auth: null,
              patroni: null,
              pigsty: null,
              snapshots: null,
              maintenance: [],
              deadlineMs: 2000,
            },
          ],
          channels: [],
          access: {
            viewers: { channels: true, users: [], groups: [] },
            operators: { users: [], groups: [] },
            approvers: { users: [], groups: [] },
            breakGlass: { users: [] },
            linked: [],
            terminal: {},
          },
          approvals: {
            production: { required: 1, expiresMs: 1_800_000, typed: false },
            staging: { required: 0, expiresMs: 1_800_000, typed: false },
            development: { required: 0, expiresMs: 1_800_000, typed: false },
            destructive: { required: 2, expiresMs: 1_800_000, typed: true },
          },
          watch: { everyMs: 15_000, clearMs: 60_000, remindMs: 14_400_000 },
        },
      },
    });
  });

  it('reads the example that ships with it', () => {
    const example = readFileSync(resolve(import.meta.dirname, '../../etcd-chatops.example.yaml'), 'utf8');
    const secrets = { ETCD_ROOT_PASSWORD: 'one', PATRONI_PASSWORD: 'two', REDIS_URL: 'rediss://:three@redis:6380/2' };
    const files = { '/etc/bot/pki/ca.crt': PEM, '/etc/bot/pki/bot.crt': PEM, '/etc/bot/pki/bot.key': KEY };
    const result = read(example, secrets, 'worker', files);
    expect(result).toMatchObject({
      ok: true,
      value: {
        slack: null,
        settings: {
          redis: { url: 'rediss://:three@redis:6380/2' },
          clusters: [
            {
              tls: { ca: PEM, cert: PEM, key: KEY },
              auth: { username: 'root', password: 'one' },
              patroni: { namespace: '/pg', username: 'postgres', password: 'two' },
              snapshots: { keep: 7, maxAgeMs: 93_600_000, s3: null },
            },
          ],
          channels: [
            { cluster: 'prod', language: 'en', reports: { schedule: '0 9 * * *', timezone: 'Asia/Shanghai' } },
          ],
          access: { terminal: { alice: 'U0123456701' } },
        },
      },
    });
  });

  it.each(['bot', 'terminal'] as const)('starts a %s without the credentials of etcd, and keeps none', role => {
    const example = readFileSync(resolve(import.meta.dirname, '../../etcd-chatops.example.yaml'), 'utf8');
    for (const secrets of [{}, { ETCD_ROOT_PASSWORD: 'one', PATRONI_PASSWORD: 'two' }]) {
      expect(read(example, secrets, role)).toMatchObject({
        ok: true,
        value: { settings: { clusters: [{ auth: null, tls: null, patroni: { username: null, password: null } }] } },
      });
    }
  });

  it('asks whoever tells of alerts for the token of a webhook, and nobody else', () => {
    const hooked = `${minimal}webhooks: [{ url: "https://example.com/hook", token: "\${ALERT_TOKEN}" }]`;
    const path = 'webhooks[0].token';
    for (const role of ['bot', 'worker', 'all'] as const)
      expect(Object.keys(problems(hooked, {}, role))).toEqual([path]);
    expect(problems(hooked, {}, 'terminal')).toEqual({});
    expect(read(hooked, { ALERT_TOKEN: 'secret' }, 'bot')).toMatchObject({
      value: { settings: { webhooks: [{ token: 'secret' }] } },
    });
  });

  it('keeps the token of a Prometheus for workers alone', () => {
    const yaml = withCluster(
      `prometheus: { url: "https://p.example.com/prom/", token: "\${PROM}", selector: ' job="etcd", dc=~"a|b" ' }`,
    );
    const settings = { url: 'https://p.example.com/prom', selector: 'job="etcd", dc=~"a|b"' };
    expect(read(yaml, { PROM: 'secret' }, 'worker')).toMatchObject({
      value: { settings: { clusters: [{ prometheus: { ...settings, token: 'secret' } }] } },
    });
    for (const env of [{}, { PROM: 'secret' }])
      expect(read(yaml, env, 'bot')).toMatchObject({
        value: { settings: { clusters: [{ prometheus: { ...settings, token: null } }] } },
      });
  });

  it('asks a worker for every variable and file of its clusters at once', () => {
    const example = readFileSync(resolve(import.meta.dirname, '../../etcd-chatops.example.yaml'), 'utf8');
    expect(problems(example, {}, 'worker')).toEqual({
      'clusters[0].auth.password': 'needs the environment variable ETCD_ROOT_PASSWORD, which is not set',
      'clusters[0].patroni.password': 'needs the environment variable PATRONI_PASSWORD, which is not set',
      'clusters[0].tls.ca': 'names a file that does not exist: /etc/bot/pki/ca.crt',
      'clusters[0].tls.cert': 'names a file that does not exist: /etc/bot/pki/bot.crt',
      'clusters[0].tls.key': 'names a file that does not exist: /etc/bot/pki/bot.key',
    });
  });

  it('reads a password from its file and takes off the line end', () => {
    const yaml = withCluster('auth: { username: root, passwordFile: root.password }');
    const result = read(yaml, {}, 'worker', { '/etc/bot/root.password': 'tr0ub4dor\n' });
    expect(result).toMatchObject({
      ok: true,
      value: { settings: { clusters: [{ auth: { password: 'tr0ub4dor' } }] } },
    });
    expect(problems(yaml, {}, 'worker', { '/etc/bot/root.password': ' \n' })).toEqual({
      'clusters[0].auth.passwordFile': 'names a file that is empty',
    });
  });

  it('keeps the password that is to come beside the one that is, and from whoever is no worker', () => {
    const yaml = withCluster('auth: { username: root, password: now, nextPasswordFile: next.password }');
    const files = { '/etc/bot/next.password': 'then\n' };
    expect(read(yaml, {}, 'worker', files)).toMatchObject({
      ok: true,
      value: { settings: { clusters: [{ auth: { password: 'now', nextPassword: 'then' } }] } },
    });
    expect(read(yaml, {}, 'bot', files)).toMatchObject({
      ok: true,
      value: { settings: { clusters: [{ auth: null }] } },
    });
  });

  it('reports environment and file together', () => {
    expect(problems('clusters: []', { SLACK_BOT_TOKEN: '', LOG_LEVEL: 'loud', PORT: '70000' })).toEqual({
      SLACK_BOT_TOKEN: expect.stringContaining('is not set'),
      LOG_LEVEL: expect.stringContaining('must be one of'),
      PORT: expect.stringContaining('0 to 65535'),
      clusters: 'must name at least one cluster',
    });
    expect(Object.keys(problems(minimal, { ETCD_CHATOPS_CONFIG: '/nowhere.yaml', SLACK_APP_TOKEN: ' ' }))).toEqual([
      'SLACK_APP_TOKEN',
      'ETCD_CHATOPS_CONFIG',
    ]);
  });

  it('tells where the YAML breaks, without quoting it', () => {
    expect(problems('clusters:\n  - password: "hunter2\n')).toEqual({
      '/etc/bot/etcd-chatops.yaml:3:1': expect.not.stringContaining('hunter2'),
    });
    expect(problems('a: 1\na: 2\n')).toEqual({ '/etc/bot/etcd-chatops.yaml:2:1': 'a key stands here twice' });
    expect(Object.keys(problems(''))).toEqual(['the file']);
    expect(Object.keys(problems('- a\n- b'))).toEqual(['the file']);
  });

  it('needs no Slack for a worker and a terminal', () => {
    const bare = { SLACK_BOT_TOKEN: '', SLACK_APP_TOKEN: '' };
    for (const role of ['worker', 'terminal'] as const) {
      expect(read(minimal, bare, role)).toMatchObject({ ok: true, value: { slack: null } });
    }
  });

  it('gives a channel without a cluster the only one there is', () => {
    const yaml = `${minimal}channels:\n  - id: C1\n    reports: { schedule: "0 9 * * *" }\n`;
    expect(read(yaml)).toMatchObject({ ok: true, value: { settings: { channels: [{ cluster: 'dev' }] } } });
  });

  it('leaves a channel without a cluster to all where there are several, with its report and whom it calls', () => {
    const second = minimal.slice(minimal.indexOf('  - name')).replace('name: dev', 'name: other');
    const yaml = `${minimal}${second}channels:\n  - { id: C1, escalate: S1, reports: { schedule: "0 9 * * *" } }\n`;
    expect(read(yaml)).toMatchObject({
      value: { settings: { channels: [{ cluster: null, escalate: 'S1', reports: { schedule: '0 9 * * *' } }] } },
    });
  });

  it('takes several clusters for one channel, and one of them for its commands', () => {
    const more = ['other', 'third'].map(name =>
      minimal.slice(minimal.indexOf('  - name')).replace('name: dev', `name: ${name}`),
    );
    const channelOf = (channel: string) => {
      const told = read(`${minimal}${more.join('')}channels:\n  - ${channel}\n`);
      return told.ok ? told.value.settings.channels[0] : told;
    };
    expect(channelOf('{ id: C1, clusters: [dev, third] }')).toMatchObject({
      cluster: null,
      clusters: ['dev', 'third'],
    });
    expect(channelOf('{ id: C1, clusters: [dev, third], cluster: third }')).toMatchObject({ cluster: 'third' });
    expect(channelOf('{ id: C1, clusters: [third] }')).toMatchObject({ cluster: 'third' });
    expect(channelOf('{ id: C1, clusters: [third] }')).not.toHaveProperty('clusters');
  });

  it('keeps the characters of a doubled dollar', () => {
    const yaml = withCluster('auth: { username: root, password: "a$${b}c$" }');
    expect(read(yaml)).toMatchObject({ value: { settings: { clusters: [{ auth: { password: 'a${b}c$' } }] } } });
  });
});

describe('a setting that is wrong', () => {
  const at = (path: string) => (lines: string) => ({ yaml: withCluster(lines), path: `clusters[0].${path}` });
  const top = (path: string) => (lines: string) => ({ yaml: minimal + lines, path });

  it.each([
    [at('auth.passwrod')('auth: { username: root, password: x, passwrod: y }'), 'did you mean password?'],
    [at('auth.password')('auth: { username: root, password: 12345 }'), 'must be text; put it in quotes'],
    [at('auth.password')('auth: { username: root }'), 'give password or passwordFile'],
    [at('auth.passwordFile')('auth: { username: root, password: a, passwordFile: b }'), 'keep one of the two'],
    [
      at('auth.nextPassword')('auth: { username: root, password: a, nextPassword: b, nextPasswordFile: c }'),
      'keep nextPassword or nextPasswordFile',
    ],
    [at('auth.password')('auth: { username: root, password: "${MISSING}" }'), 'variable MISSING'],
    [at('auth.password')('auth: { username: root, password: "${MISSING" }'), 'never closed'],
    [at('auth.password')('auth: { username: root, password: "${a b}" }'), 'something else than a variable name'],
    [at('tls')('tls: { ca: ca.crt }'), 'an endpoint is http://'],
    [at('tls.key')('tls: { cert: a.crt }'), 'cert and key belong together'],
    [at('tls.ca')('tls: { ca: text.txt }'), 'holds no certificate in PEM form'],
    [at('patroni.namespace')('patroni: { namespace: pg }'), 'a path of keys'],
    [at('patroni.username')('patroni: { password: x }'), 'is missing beside a password'],
    [at('snapshots')('snapshots: { keep: 3 }'), 'either directory or s3'],
    [at('snapshots')('snapshots: { directory: /a, s3: { bucket: b } }'), 'either directory or s3'],
    [at('snapshots.keep')('snapshots: { directory: /a, keep: 0 }'), 'a whole number'],
    [at('snapshots.schedule')('snapshots: { directory: /a, schedule: "61 * * * *" }'), 'a cron expression'],
    [at('snapshots.schedule')('snapshots: { directory: /a, schedule: "0 0 31 2 *" }'), 'a cron expression'],
    [at('snapshots.maxAge')('snapshots: { directory: /a, maxAge: 26 }'), 'a duration'],
    [at('deadline')('deadline: 2 minutes'), 'a duration'],
    [at('deadline')('deadline: 2h'), 'a duration'],
    [top('webhooks[0].url')('webhooks: [{ url: http://example.com/hook }]'), 'https'],
    [at('prometheus.url')('prometheus: { url: prometheus:9090 }'), 'must be a URL'],
    [at('prometheus.url')('prometheus: { url: "http://me:secret@prometheus:9090" }'), 'without user, password'],
    [at('prometheus.url')('prometheus: { url: "http://prometheus:9090/graph?x=1" }'), 'and query'],
    [at('prometheus.token')('prometheus: { url: "http://prometheus:9090", token: x }'), 'in the clear'],
    [at('prometheus.selector')(`prometheus: { url: "http://p:9090", selector: '{job="etcd"}' }`), 'matchers of labels'],
    [
      at('prometheus.selector')(`prometheus: { url: "http://p:9090", selector: 'job="etcd"} or up{' }`),
      'matchers of labels',
    ],
    [at('prometheus.selecter')('prometheus: { url: "http://p:9090", selecter: x }'), 'did you mean selector?'],
    [at('thresholds.quotaWarning')('thresholds: { quotaWarning: 120% }'), 'a share'],
    [at('thresholds.fsyncWarning')('thresholds: { fsyncWarning: 2s }'), 'not be above fsyncCritical'],
    [at('thresholds.quotaCritical')('thresholds: { quotaCritical: 70% }'), 'not be below quotaWarning'],
    [at('thresholds.certificateWarning')('thresholds: { certificateWarning: 5d }'), 'not be below certificateCritical'],
    [at('thresholds.growthAhead')('thresholds: { growthAhead: 1m }'), 'between 10m and 7d'],
    [at('thresholds.raftLag')('thresholds: { raftLag: 0 }'), 'a whole number'],
    [at('thresholds.leaderChange')('thresholds: { leaderChange: 3 }'), 'did you mean leaderChanges'],
    [top('clusterz')('clusterz: []'), 'did you mean clusters?'],
    [top('language')('language: de'), 'must be en or zh'],
    [top('redis.prefix')('redis: { prefix: "a{b}" }'), 'no braces'],
    [top('redis.url')('redis: { url: "http://x" }'), 'redis://host:6379'],
    [top('channels[0].id')('channels: [{ id: general }]'), "a channel's Slack id"],
    [top('channels[0].cluster')('channels: [{ id: C1, cluster: dve }]'), 'did you mean dev?'],
    [top('channels[0].clusters[1]')('channels: [{ id: C1, clusters: [dev, dve] }]'), 'did you mean dev?'],
    [top('channels[0].clusters[1]')('channels: [{ id: C1, clusters: [dev, dev] }]'), 'the same as'],
    [top('channels[0].clusters')('channels: [{ id: C1, clusters: [] }]'), 'at least one'],
    [top('channels[0].cluster')('channels: [{ id: C1, cluster: dev, clusters: [other] }]'), 'not among the clusters'],
    [top('channels[0].escalate')('channels: [{ id: C1, escalate: "@oncall" }]'), "a user group's Slack id"],
    [top('channels[1].id')('channels: [{ id: C1 }, { id: C1 }]'), 'the same as channels[0].id'],
    [
      top('channels[0].reports.timezone')('channels: [{ id: C1, reports: { schedule: "0 9 * * *", timezone: Mars } }]'),
      'a time zone',
    ],
    [top('access.operators.users[0]')('access: { operators: { users: [alice] } }'), "a person's Slack id"],
    [top('access.approvers.groups[1]')('access: { approvers: { groups: [S1, "@dba"] } }'), "a user group's Slack id"],
    [top('access.terminal.root')('access: { terminal: { root: root } }'), "a person's Slack id"],
    [top('access.viewers.channels')('access: { viewers: { channels: 1 } }'), 'must be true or false'],
    [top('approvals.production.required')('approvals: { production: { required: -1 } }'), 'a whole number'],
    [top('approvals.prod')('approvals: { prod: { required: 1 } }'), 'did you mean production?'],
  ])('%j', ({ yaml, path }, message) => {
    expect(problems(yaml, {}, 'all', { '/etc/bot/text.txt': 'hello', '/etc/bot/ca.crt': PEM })).toMatchObject({
      [path]: expect.stringContaining(message),
    });
  });

  it.each([
    ['10.0.0.1:2379', 'must begin with https://'],
    ['https://10.0.0.1', 'needs a port'],
    ['https://root:secret@10.0.0.1:2379', 'must not hold a user or password'],
    ['https://10.0.0.1:0', 'scheme, host and port'],
    ['https://10.0.0.1:99999', 'scheme, host and port'],
    ['https://10.0.0.1:2379/v3', 'scheme, host and port'],
    ['http://127.0.0.1:2379', 'is the same as clusters[0].endpoints[0]'],
    ['https://127.0.0.2:2379', 'mixes http and https'],
  ])('the endpoint %s', (url, message) => {
    const yaml = minimal.replace('["http://127.0.0.1:2379"]', `["http://127.0.0.1:2379", "${url}"]`);
    expect(problems(yaml)).toEqual({ 'clusters[0].endpoints[1]': expect.stringContaining(message) });
  });

  it('hides no other: schema, files and rules across settings are told together', () => {
    const yaml = `
clusters:
  - name: A
    environment: prod
    endpoints: ["https://10.0.0.1:2379"]
    tls: { ca: missing.crt, cert: missing.crt }
  - name: b
    environment: staging
    pigsty: { home: /pigsty }
  - name: b
    environment: staging
    endpoints: nothing
channels:
  - { id: C1, reports: { schedule: "0 9 * * *" } }
  - { id: C2, cluster: c }
`;
    expect(Object.keys(problems(yaml)).toSorted()).toEqual([
      'channels[1].cluster',
      'clusters[0].environment',
      'clusters[0].name',
      'clusters[0].tls.ca',
      'clusters[0].tls.cert',
      'clusters[0].tls.key',
      'clusters[1].pigsty.inventory',
      'clusters[2].endpoints',
      'clusters[2].name',
    ]);
    expect(problems(yaml)['clusters[1].pigsty.inventory']).toContain('does not exist: /pigsty/pigsty.yml');
  });
});
