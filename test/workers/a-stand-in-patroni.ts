import { setTimeout as wait } from 'node:timers/promises';
import type { EtcdApi } from '../../src/local/etcd-api.ts';

const b64 = (text: string): string => Buffer.from(text).toString('base64');

export type StandIn = Awaited<ReturnType<typeof aStandInPatroni>>;

/**
 * The keys of one PostgreSQL cluster on a real etcd, and members that write down what they see of its pause, as Patroni's do: for tests that
 * freeze a member or count who wrote what. The real one has tests of its own.
 */
export async function aStandInPatroni(api: EtcdApi, name: string, members = 2, namespace = '/service') {
  const at = (key: string): string => `${namespace}/${name}/${key}`;
  const names = Array.from({ length: members }, (_, index) => `${name}-${index + 1}`);
  const frozen = new Set<string>();
  const told = new Map<string, boolean>();
  const config = async (): Promise<{ readonly text: string; readonly version: number }> => {
    const answer = await api.call('kv/range', { key: b64(at('config')) });
    const [kv] = JSON.parse(JSON.stringify(answer)).kvs ?? [];
    return { text: Buffer.from(kv?.value ?? '', 'base64').toString(), version: Number(kv?.version ?? 0) };
  };
  const write = async (member: string, pause: boolean) => {
    const state = member === names[0] ? { role: 'primary', state: 'running' } : { role: 'replica', state: 'streaming' };
    const value = { version: '4.1.5', ...state, ...(pause ? { pause } : {}), tags: {} };
    await api.put(at(`members/${member}`), JSON.stringify(value));
    told.set(member, pause);
  };
  await api.put(at('config'), '{"ttl":20,"loop_wait":1,"retry_timeout":3,"failsafe_mode":false}');
  await api.put(at('leader'), names[0] ?? '');
  for (const member of names) await write(member, false);

  const began = (await config()).version;

  let running = true;
  const loop = (async () => {
    while (running) {
      const pause = (await config().catch(() => null))?.text.includes('"pause":true');
      for (const member of names) {
        if (pause !== undefined && !frozen.has(member) && told.get(member) !== pause) await write(member, pause);
      }
      await wait(50);
    }
  })();
  return {
    name,
    freeze: (member: string) => void frozen.add(member),
    thaw: () => frozen.clear(),
    paused: async () => (await config()).text.includes('"pause":true'),
    /** How often its configuration was written since it is there. */
    written: async () => (await config()).version - began,
    /** Somebody else, by patronictl. */
    setPause: (pause: boolean) =>
      api.put(
        at('config'),
        `{"ttl":20,"loop_wait":1,"retry_timeout":3,"failsafe_mode":false${pause ? ',"pause":true' : ''}}`,
      ),
    end: async () => {
      running = false;
      await loop;
    },
  };
}
