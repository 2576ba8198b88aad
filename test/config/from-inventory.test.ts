import { describe, expect, it } from 'vitest';
import type { Role } from '../../src/config/environment.ts';
import { readSettings } from '../../src/config/read-settings.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';
import { sample, sampleWith } from '../pigsty/an-inventory.ts';

const CONFIG = '/etc/bot/etcd-chatops.yaml';
const PKI = '/home/dba/pigsty/files/pki';
const cert = (what: string) => `-----BEGIN CERTIFICATE-----\n${what}\n-----END CERTIFICATE-----\n`;
const key = '-----BEGIN EC PRIVATE KEY-----\nk\n-----END EC PRIVATE KEY-----\n';
const pki = {
  [`${PKI}/ca/ca.crt`]: cert('pigsty'),
  [`${PKI}/etcd/etcd-1.crt`]: cert('etcd-1'),
  [`${PKI}/etcd/etcd-1.key`]: key,
};
const only = `
clusters:
  - name: prod
    environment: production
    pigsty: { home: /home/dba/pigsty, inventory: pigsty.yml }
`;

type Files = Readonly<Record<string, string | { readonly code: string }>>;

function read(yaml: string, files: Files, role: Role = 'worker') {
  const disk = (path: string): string => {
    const content = { [CONFIG]: yaml, ...files }[path] ?? { code: 'ENOENT' };
    if (typeof content !== 'string') throw Object.assign(new Error('no'), { code: content.code });
    return content;
  };
  const env = { ETCD_CHATOPS_CONFIG: CONFIG, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
  return readSettings(env, disk, role, readInventory);
}

const inventory = (text: string): Files => ({ '/home/dba/pigsty/pigsty.yml': text });
const clusterOf = (...given: Parameters<typeof read>) => {
  const settings = read(...given);
  if (!settings.ok) throw new Error(JSON.stringify(settings.error));
  return settings.value.settings.clusters[0];
};
const told = (yaml: string, files: Files): readonly string[] => {
  const settings = read(yaml, files);
  return settings.ok ? [] : settings.error.map(({ path, message }) => `${path}: ${message}`);
};

describe('a cluster with nothing but its inventory', () => {
  it('has endpoints, login, Patroni and certificates from there', () => {
    expect(clusterOf(only, { ...inventory(sample), ...pki })).toMatchObject({
      endpoints: ['https://10.1.0.11:2379', 'https://10.1.0.12:2379', 'https://10.1.0.13:2379'],
      auth: { username: 'root', password: 'change-me' },
      patroni: { namespace: '/pg', username: 'postgres', password: 'change-me-too' },
      tls: { ca: cert('pigsty'), cert: cert('etcd-1'), key },
      pigsty: { home: '/home/dba/pigsty', inventory: 'pigsty.yml' },
    });
  });

  it('prefers the certificate that was made for the bot', () => {
    const own = { [`${PKI}/misc/etcd-chatops.crt`]: cert('own'), [`${PKI}/misc/etcd-chatops.key`]: key };
    expect(clusterOf(only, { ...inventory(sample), ...pki, ...own })?.tls?.cert).toBe(cert('own'));
  });

  it('takes what an infra node has where there is no other', () => {
    const infra = {
      [`${PKI}/ca/ca.crt`]: cert('pigsty'),
      '/etc/pki/infra.crt': cert('infra'),
      '/etc/pki/infra.key': key,
    };
    expect(clusterOf(only, { ...inventory(sample), ...infra })?.tls?.cert).toBe(cert('infra'));
  });

  it('goes by what the file says as well', () => {
    const yaml = `${only}    tls: { ca: ca.crt }
    auth: { username: bot, password: mine }
    patroni: { namespace: /other }
`;
    expect(clusterOf(yaml, { ...inventory(sample), ...pki, '/etc/bot/ca.crt': cert('given') })).toMatchObject({
      tls: { ca: cert('given'), cert: cert('etcd-1') },
      auth: { username: 'bot', password: 'mine' },
      patroni: { namespace: '/other', username: 'postgres', password: 'change-me-too' },
    });
  });

  it('needs no password of the inventory that the file gives', () => {
    const sealed = sample
      .replace(/etcd_root_password: '[^']*', /, '')
      .replace(/ {2}vars: \{ version: v4.5.0,/, "  vars: { etcd_root_password: !vault 'x', version: v4.5.0,");
    const yaml = `${only}    auth: { username: root, password: mine }\n`;
    expect(told(yaml, { ...inventory(sealed), ...pki })).toEqual([]);
    expect(told(only, { ...inventory(sealed), ...pki })).toEqual([
      '/home/dba/pigsty/pigsty.yml: all.vars.etcd_root_password: is encrypted by ansible-vault, which this process does not decrypt; give it in the configuration',
    ]);
  });

  it('asks nobody for a login before Pigsty 4, where etcd has none', () => {
    const old = sampleWith(['v4.5.0', 'v3.7.0'], ["etcd_root_password: 'change-me', ", '']);
    expect(clusterOf(only, { ...inventory(old), ...pki })?.auth).toBeNull();
  });

  it('is told every problem at once, each with its path', () => {
    const broken = sampleWith(['10.1.0.12: { etcd_seq: 2 }', '10.1.0.12: { etcd_seq: 1 }'], ['{ etcd_seq: 3 }', '{}']);
    const unreadable = { [`${PKI}/etcd/etcd-1.crt`]: cert('x'), [`${PKI}/etcd/etcd-1.key`]: { code: 'EACCES' } };
    const problems = told(only, { ...inventory(broken), ...unreadable });
    expect(problems).toEqual([
      expect.stringMatching(/pigsty\.yml: all\.children\.etcd\.hosts\.10\.1\.0\.13\.etcd_seq: is missing/),
      expect.stringMatching(/pigsty\.yml: all\.children\.etcd\.hosts\.10\.1\.0\.12\.etcd_seq: is 1, as that of/),
      expect.stringMatching(/^clusters\[0\]\.tls\.ca: is missing, and Pigsty's own does not exist/),
      expect.stringMatching(
        /^clusters\[0\]\.tls\.cert: is missing.*etcd-1\.key this process may not read.*cert\.yml -e cn=etcd-chatops/,
      ),
    ]);
    expect(problems.join()).not.toContain('change-me');
  });

  it.each([
    ['no file', {}, 'clusters[0].pigsty.inventory: names an inventory that does not exist'],
    ['no YAML', inventory('all: ['), '/home/dba/pigsty/pigsty.yml: 1:7: this is not valid YAML'],
    [
      'a file that is encrypted whole',
      inventory('$ANSIBLE_VAULT;1.1;AES256'),
      '/home/dba/pigsty/pigsty.yml: the whole',
    ],
  ])('is told of %s', (_, files, message) => {
    expect(told(only, { ...files, ...pki }).join()).toContain(message);
  });

  it.each<Role>(['bot', 'terminal'])(
    'lets a %s start that may not read the inventory, and gives it nothing of it',
    role => {
      expect(clusterOf(only, {}, role)).toMatchObject({ endpoints: [], auth: null, tls: null, patroni: null });
    },
  );

  it('reads no inventory where endpoints are given: those are the cluster', () => {
    const yaml = `${only}    endpoints: ["http://127.0.0.1:2379"]\n`;
    expect(clusterOf(yaml, {})).toMatchObject({ endpoints: ['http://127.0.0.1:2379'], auth: null, tls: null });
  });
});
