import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainProblem } from '../../src/core/pigsty/problems.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';
import { inventoryOf, sample, sampleWith } from './an-inventory.ts';

const VAULT = '!vault |\n          $ANSIBLE_VAULT;1.1;AES256\n          6231303';
const problemsOf = (text: string): readonly string[] => {
  const read = readInventory(text);
  const found = read.ok ? [...read.value.inventory.problems, ...read.value.secrets.problems] : read.error;
  return found.map(problem => `${problem.path} ${plainProblem(problem)}`.trim());
};

describe('an inventory', () => {
  it('tells members, addresses and dependants', () => {
    expect(inventoryOf(sample)).toEqual({
      version: 'v4.5.0',
      group: 'etcd',
      infra: 'infra',
      cluster: 'etcd',
      hosts: [1, 2, 3].map(seq => ({
        address: `10.1.0.1${seq}`,
        path: `all.children.etcd.hosts.10.1.0.1${seq}`,
        seq,
        name: `etcd-${seq}`,
        clientUrl: `https://10.1.0.1${seq}:2379`,
        peerUrl: `https://10.1.0.1${seq}:2380`,
      })),
      safeguard: true,
      namespace: '/pg',
      problems: [],
      postgres: [
        {
          group: 'pg-orders',
          name: 'pg-orders',
          scope: 'pg-orders',
          user: 'pg-orders',
          vip: '10.1.1.2/24',
          members: [
            { address: '10.1.1.21', name: 'pg-orders-1', role: 'primary' },
            { address: '10.1.1.22', name: 'pg-orders-2', role: 'replica' },
            { address: '10.1.1.23', name: 'pg-orders-3', role: 'replica' },
          ],
        },
        {
          group: 'pg-audit',
          name: 'pg-audit',
          scope: 'pg-audit',
          user: 'pg-audit',
          vip: null,
          members: [
            { address: '10.1.2.31', name: 'pg-audit-1', role: 'primary' },
            { address: '10.1.2.32', name: 'pg-audit-2', role: 'replica' },
          ],
        },
      ],
    });
  });

  it('keeps its passwords apart from what it says', () => {
    const read = readInventory(sample);
    expect(read.ok && read.value.secrets).toEqual({
      rootPassword: 'change-me',
      patroniUsername: 'postgres',
      patroniPassword: 'change-me-too',
      problems: [],
    });
    expect(JSON.stringify(inventoryOf(sample))).not.toMatch(/change-me|long-random/);
  });

  it.each([
    ['v4.0.0', 'Etcd.Root'],
    ['v3.7.0', null],
  ])('of %s without a password for root has %s, as Pigsty has', (version, rootPassword) => {
    const read = readInventory(sampleWith(['v4.5.0', version], ["etcd_root_password: 'change-me', ", '']));
    expect(read.ok && read.value.secrets).toMatchObject({ rootPassword, problems: [] });
  });

  it('takes what is nearest to the host: all, the group, the host wherever it stands', () => {
    const { hosts } = inventoryOf(
      sampleWith(
        ['etcd_safeguard: true', 'etcd_safeguard: no, etcd_peer_port: 3380'],
        ['version: v4.5.0', 'version: v4.5.0, etcd_port: 3379'],
        ['10.1.0.12: { etcd_seq: 2 }', '10.1.0.12: { etcd_seq: 2, etcd_port: 4379 }'],
        ['infra: { hosts: {', 'infra: { hosts: { 10.1.0.13: { etcd_peer_port: 5380 },'],
      ),
    );
    expect(hosts.map(({ clientUrl, peerUrl }) => [clientUrl, peerUrl])).toEqual([
      ['https://10.1.0.11:3379', 'https://10.1.0.11:3380'],
      ['https://10.1.0.12:4379', 'https://10.1.0.12:3380'],
      ['https://10.1.0.13:3379', 'https://10.1.0.13:5380'],
    ]);
  });

  it.each([
    ['yes', true],
    ['True', true],
    ['"on"', true],
    ['no', false],
    ['false', false],
  ])('reads a safeguard of %s as Ansible does: %s', (written, safeguard) => {
    expect(inventoryOf(sampleWith(['etcd_safeguard: true', `etcd_safeguard: ${written}`])).safeguard).toBe(safeguard);
  });

  it('knows a cluster of Citus by what Patroni calls it, one for a group or one for a host', () => {
    const text = sampleWith(
      ['pg_cluster: pg-orders,', 'pg_cluster: shop-0, pg_shard: shop, pg_group: 0,'],
      [
        '10.1.2.31: { pg_seq: 1, pg_role: primary }\n        10.1.2.32: { pg_seq: 2, pg_role: replica }',
        '10.1.2.31: { pg_seq: 1, pg_cluster: shop-1, pg_group: 1, pg_vip_address: 10.1.2.3/24 }\n        10.1.2.32: { pg_seq: 1, pg_cluster: shop-2, pg_group: 2 }',
      ],
      ['vars: { pg_cluster: pg-audit, pg_rto: safe }', 'vars: { pg_shard: shop, pg_vip_enabled: true }'],
    );
    expect(inventoryOf(text).postgres.map(({ members, ...rest }) => ({ ...rest, hosts: members.length }))).toEqual([
      { group: 'pg-orders', name: 'shop-0', scope: 'shop/0', user: 'shop', vip: '10.1.1.2/24', hosts: 3 },
      { group: 'pg-audit', name: 'shop-1', scope: 'shop/1', user: 'shop', vip: '10.1.2.3/24', hosts: 1 },
      { group: 'pg-audit', name: 'shop-2', scope: 'shop/2', user: 'shop', vip: '', hosts: 1 },
    ]);
  });

  it('leaves alone what it does not know, null values and groups within groups', () => {
    const text = `
all:
  children:
    proxy:
    place:
      vars: { etcd_cluster: etcd-a }
      children:
        etcd: { hosts: { 10.0.0.2: { etcd_seq: 2, strange: [1, { two: 3 }] }, 10.0.0.1: { etcd_seq: 1 } } }
`;
    expect(inventoryOf(text).hosts.map(({ name }) => name)).toEqual(['etcd-a-1', 'etcd-a-2']);
  });

  it.each<readonly [what: string, text: string, told: readonly string[]]>([
    [
      'a number twice',
      sampleWith(['10.1.0.12: { etcd_seq: 2 }', '10.1.0.12: { etcd_seq: 1 }']),
      ['all.children.etcd.hosts.10.1.0.12.etcd_seq is 1, as that of 10.1.0.11: two members would have one name'],
    ],
    [
      'no number',
      sampleWith(['10.1.0.12: { etcd_seq: 2 }', '10.1.0.12: {}']),
      ['all.children.etcd.hosts.10.1.0.12.etcd_seq is missing: every member needs a number of its own'],
    ],
    [
      'a number that is none',
      sampleWith(['10.1.0.12: { etcd_seq: 2 }', '10.1.0.12: { etcd_seq: two }']),
      ['all.children.etcd.hosts.10.1.0.12.etcd_seq must be a whole number, 0 or more'],
    ],
    [
      'a host that is no address, and a port that is none',
      sampleWith(['10.1.0.12: { etcd_seq: 2 }', 'etcd-b.example: { etcd_seq: 2, etcd_port: 99999 }']),
      [
        'all.children.etcd.hosts.etcd-b.example must be an IPv4 address: Pigsty knows its hosts by those',
        'all.children.etcd.hosts.etcd-b.example.etcd_port must be a port from 1 to 65535',
      ],
    ],
    [
      'a second group of members',
      sampleWith(['infra_seq: 1', 'infra_seq: 1, etcd_seq: 9']),
      ['all.children.infra has hosts with etcd_seq beside the group etcd; playbooks know one group only'],
    ],
    [
      'a group of another name',
      sampleWith(['    etcd:\n', '    dcs:\n']),
      ['all.children.dcs has the members of etcd, but playbooks run on the group etcd only; rename it'],
    ],
    ['an empty group', 'all: { children: { etcd: { hosts: {} } } }', ['all.children.etcd.hosts has no hosts']],
    ['no group', 'all: { children: {} }', ['all.children.etcd is missing: no group has the members of etcd']],
    ['no all', 'etcd: {}', ['all is missing: an inventory has everything below all']],
    [
      'hosts as a list',
      'all: { children: { etcd: { hosts: [a] } } }',
      ['all.children.etcd.hosts must be a map of names and values'],
    ],
    [
      'encrypted values where they are needed',
      sample.replace(
        / {2}vars: \{ version.*\n/,
        `  vars:\n    version: v4.5.0\n    etcd_root_password: ${VAULT}\n    patroni_password: "{{ lookup('env', 'X') }}"\n`,
      ),
      [
        'all.vars.etcd_root_password is encrypted by ansible-vault, which this process does not decrypt; give it in the configuration',
        'all.vars.patroni_password is a template that only Ansible can fill in; write the value itself',
      ],
    ],
    [
      'a file that is encrypted whole',
      '$ANSIBLE_VAULT;1.1;AES256\n623130\n',
      [
        'the whole file is encrypted by ansible-vault; encrypt single values instead, and give those passwords in the configuration',
      ],
    ],
    ['a key twice', 'all: { children: {}, children: {} }', ['1:22 a key stands here twice']],
    ['broken YAML', 'all: { children: }}', ['1:19 this is not valid YAML']],
  ])('tells %s with its path', (_, text, told) => {
    expect(problemsOf(text)).toEqual(told);
  });

  it('never echoes a secret in what it tells', () => {
    const text = sample.replace("'change-me'", "'s3cret-%").replace("'change-me-too'", '[s3cret-%');
    expect(problemsOf(text).join(' ')).not.toContain('s3cret');
  });
});

describe('reading an inventory', () => {
  it('never throws, whatever the text', () => {
    const piece = fc.constantFrom(
      'all',
      'children',
      'etcd',
      'hosts',
      'vars',
      '10.1.0.11',
      'etcd_seq',
      '!vault',
      '*a',
      '&a',
      ':',
      ' ',
      '\n',
      '{',
      '}',
      '- ',
      '1',
      'null',
      '"',
      '__proto__',
      '<<',
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece, { maxLength: 40 }).map(parts => parts.join('')),
        ),
        text => {
          const read = readInventory(text);
          for (const problem of read.ok ? read.value.inventory.problems : read.error)
            expect(plainProblem(problem)).not.toBe('');
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('never throws, whatever stands where a group or a host should be', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), fc.jsonValue(), (hosts, vars, group) => {
        const text = JSON.stringify({ all: { vars, children: { etcd: { hosts, vars }, other: group } } });
        expect(typeof readInventory(text).ok).toBe('boolean');
      }),
      { numRuns: 1_000 },
    );
  });

  it('gives every member that it can name a name of its own, or says that it does not', () => {
    const host = fc.tuple(fc.integer({ min: 1, max: 254 }), fc.integer({ min: 0, max: 6 }));
    fc.assert(
      fc.property(fc.uniqueArray(host, { selector: ([last]) => last, maxLength: 7 }), hosts => {
        const lines = hosts.map(([last, seq]) => `10.0.0.${last}: { etcd_seq: ${seq} }`).join(', ');
        const inventory = inventoryOf(`all: { children: { etcd: { hosts: { ${lines} } } } }`);
        const names = inventory.hosts.map(({ name }) => name);
        expect(inventory.problems.some(({ code }) => code === 'duplicate_seq')).toBe(
          new Set(names).size < names.length,
        );
      }),
    );
  });
});
