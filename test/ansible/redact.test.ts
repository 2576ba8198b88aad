import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HIDDEN, openRedactor } from '../../src/ansible/redact.ts';

const KEY = ['-----BEGIN PRIVATE KEY-----', 'MIIEvQIBADANBgkqhkiG9w0', '-----END PRIVATE KEY-----'];

describe('a log of Ansible', () => {
  it.each([
    ['a known password', 'the word is Correct-Horse', `the word is ${HIDDEN}`],
    ['one in JSON', '{"x": "say \\"Hi\\" now"}', `{"x": "${HIDDEN}"}`],
    ['an option of etcdctl', "etcdctl --user 'root:hunter2' get", `etcdctl --user 'root:${HIDDEN} get`],
    ['a password that is set', 'etcd_root_password: hunter22', `etcd_root_password: ${HIDDEN}`],
    ['a password in JSON', '{"pg_password": "hunter22", "a": 1}', `{"pg_password": "${HIDDEN}", "a": 1}`],
    ['a variable', 'ETCDCTL_USER=root:hunter22', `ETCDCTL_USER=${HIDDEN}`],
    ['an address with a password', 'postgres://dba:hunter22@10.0.0.1/db', `postgres://dba:${HIDDEN}@10.0.0.1/db`],
    ["a default of Pigsty's", 'root Etcd.Root', `root ${HIDDEN}`],
    ['a key in one line', `"${KEY.join('\\n')}"`, `"${HIDDEN}"`],
    ['nothing secret', 'changed: [10.1.0.12]', 'changed: [10.1.0.12]'],
  ])('leaves out %s', (_, given, left) => {
    expect(openRedactor(['Correct-Horse', 'say "Hi" now', 'abc']).line(given)).toBe(left);
  });

  it('leaves out a key over several lines, and goes on after it', () => {
    const redactor = openRedactor([]);
    const lines = [`content: ${KEY[0]}`, ...KEY.slice(1), 'after'].map(redactor.line);
    expect(lines).toEqual([`content: ${HIDDEN}`, HIDDEN, HIDDEN, 'after']);
  });

  it('leaves out what it learns later, the longer first', () => {
    const redactor = openRedactor([]);
    expect(redactor.line('one1 one1two2')).toBe('one1 one1two2');
    redactor.learn(['one1', 'one1two2']);
    expect(redactor.line('one1 one1two2')).toBe(`${HIDDEN} ${HIDDEN}`);
  });

  it('never holds a secret that is long enough to be one', () => {
    const secret = fc
      .string({ minLength: 4 })
      .filter(text => text.trim().length >= 4 && !text.includes('{{') && !HIDDEN.includes(text.trim()));
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (word, before, behind) => {
        const left = openRedactor([word]).text(`${before}${word}${behind}`);
        expect(left.split(HIDDEN).some(part => part.includes(word.trim()))).toBe(false);
      }),
    );
  });
});
