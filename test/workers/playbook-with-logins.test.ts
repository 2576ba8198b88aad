import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { plain } from '../../src/core/message.ts';
import type { EtcdOperator } from '../../src/core/ports.ts';
import { speak } from '../../src/text/speak.ts';
import { keepLogins } from '../../workers/keep-logins.ts';
import { propose } from '../../workers/propose.ts';
import { type APlaybookWorld, aPlaybookWorld, inventoryAsIs, limitsOf, notesOf } from './a-playbook-world.ts';
import { asked } from './ask-for.ts';

const TTL_MS = 8_000;
const root = { username: 'root', password: 'Very.Secret.Root' };

/** As Pigsty 4 makes etcd: with logins, which this one forgets soon; and from 3.5.2x on, etcd tells nothing without one. */
describe('playbooks where etcd asks for logins', { timeout: 300_000 }, () => {
  let lab: APlaybookWorld;
  let keeping: NodeJS.Timeout;
  const vars = ['etcd_rbac: true', `lab_token_ttl: ${TTL_MS / 1_000}`];
  beforeAll(async () => {
    lab = await aPlaybookWorld({ version: '3.5.30', vars: [...vars, 'lab_compacts: false'] }, root);
    // As a worker does every minute, where etcd forgets after five.
    keeping = setInterval(() => void keepLogins(lab.world.settings, () => lab.operator), 500);
  }, 300_000);
  afterAll(async () => {
    clearInterval(keeping);
    await lab?.close();
  });

  async function compactRevisions(): Promise<readonly number[]> {
    const { endpoints } = await lab.operator.survey({ parts: ['metrics'] });
    return endpoints.flatMap(({ metrics }) => (metrics.ok ? (metrics.value.compaction?.compactRevision ?? []) : []));
  }

  it('turns on auto compaction: every member is told it by its new configuration, and history goes away by itself', async () => {
    expect(await compactRevisions()).toEqual([0, 0, 0]);
    await lab.pigsty.writeInventory([1, 2, 3], [...vars, 'lab_compacts: true', 'lab_retention: 2s']);
    const operation = await lab.done('playbook gc');
    expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded', why: [] });
    expect(limitsOf(operation).toSorted()).toEqual([1, 2, 3].map(lab.pigsty.hostOf));
    for (const number of [1, 2, 3]) {
      const log = await lab.pigsty.read(lab.pigsty.hostOf(number), 'log');
      expect(log).toMatch(/"auto-compaction-mode":"periodic","auto-compaction-retention":"2s"/);
    }
    await vi.waitFor(async () => {
      await lab.operator.proveWrite();
      expect((await compactRevisions()).filter(revision => revision > 1)).toHaveLength(3);
    }, 60_000);
  });

  describe('without a quorum', () => {
    const answerOf = async (line: string, operator: EtcdOperator) => {
      const { refused, document } = await propose(asked(line), lab.of(operator));
      const told = document.flatMap(each => (each.type === 'paragraph' ? [plain(speak(each.text, 'en'))] : []));
      return { refused, told: told.join('\n') };
    };

    it('starts those that are down by a login that is kept, and says how to start them by hand where there is none', async () => {
      await inventoryAsIs(lab, vars);
      const idle = lab.another();
      expect((await idle.survey({ parts: ['members'] })).members.ok).toBe(true);
      await lab.lose();
      // A look would be a use.
      await wait(TTL_MS * 1.5);
      const down = [1, 2].map(lab.pigsty.hostOf);
      for (const operator of [idle, lab.another()]) {
        const { refused, told } = await answerOf('playbook restart', operator);
        expect(refused).toBe('restart_needs_login');
        expect(told).toContain(`ansible-playbook etcd.yml -l ${down.join()} -t etcd_launch`);
      }
      const operation = await lab.done('playbook restart', lab.openedNow);
      expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded' });
    });

    it('begins anew by a login that is kept, whatever etcd_init was left in the inventory, and makes users again', async () => {
      await inventoryAsIs(lab, [...vars, 'etcd_init: existing']);
      await lab.lose();
      const { refused, told } = await answerOf('playbook reset', lab.another());
      expect(refused).toBe('reset_needs_login');
      expect(told).toContain('ansible-playbook etcd.yml -l etcd -f 10 -e etcd_init=new');
      const operation = await lab.done('playbook reset', lab.openedNow);
      expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded' });
      const { endpoints, auth } = await lab.operator.survey({ parts: ['status', 'members', 'auth'] });
      expect(endpoints.flatMap(({ status }) => (status.ok ? status.value.revision : []))).toEqual([1, 1, 1]);
      expect(auth?.ok && [auth.value.enabled, auth.value.users.map(({ name }) => name)]).toEqual([
        true,
        ['pg-meta', 'root'],
      ]);
    });
  });

  it('ends a whole cluster, and leaves no data', async () => {
    const operation = await lab.done('playbook remove --all');
    expect(operation, notesOf(operation)).toMatchObject({ state: 'succeeded' });
    const { endpoints } = await lab.operator.survey({ parts: ['status'] });
    expect(endpoints.map(({ status }) => !status.ok && status.fault.code)).toEqual(['refused', 'refused', 'refused']);
    for (const number of [1, 2, 3]) {
      await expect(lab.pigsty.read(lab.pigsty.hostOf(number), 'etcd.conf')).rejects.toThrow('ENOENT');
    }
  });
});
