import type { Inventory } from '../../src/core/pigsty/inventory.ts';
import { readInventory } from '../../src/pigsty/read-inventory.ts';

/** As Pigsty's documentation shows one: three members, two PostgreSQL clusters, one of them with a VIP. */
export const sample = `
all:
  children:
    infra: { hosts: { 10.1.0.10: { infra_seq: 1 } } }
    etcd:
      hosts:
        10.1.0.11: { etcd_seq: 1 }
        10.1.0.12: { etcd_seq: 2 }
        10.1.0.13: { etcd_seq: 3 }
      vars: { etcd_cluster: etcd, etcd_safeguard: true }
    pg-orders:
      hosts:
        10.1.1.21: { pg_seq: 1, pg_role: primary }
        10.1.1.22: { pg_seq: 2, pg_role: replica }
        10.1.1.23: { pg_seq: 3, pg_role: replica, pg_offline_query: true }
      vars: { pg_cluster: pg-orders, pg_rto: norm, pg_rpo: 1048576, pg_vip_enabled: true, pg_vip_address: 10.1.1.2/24, pg_etcd_password: 'long-random' }
    pg-audit:
      hosts:
        10.1.2.31: { pg_seq: 1, pg_role: primary }
        10.1.2.32: { pg_seq: 2, pg_role: replica }
      vars: { pg_cluster: pg-audit, pg_rto: safe }
  vars: { version: v4.5.0, admin_ip: 10.1.0.10, etcd_root_password: 'change-me', pg_namespace: /pg, patroni_password: 'change-me-too' }
`;

/** The sample with some of its text replaced. @throws when a text is not in it */
export function sampleWith(...changes: readonly (readonly [string, string])[]): string {
  return changes.reduce((text, [old, by]) => {
    if (!text.includes(old)) throw new Error(`the sample has no ${old}`);
    return text.replace(old, by);
  }, sample);
}

/** What an inventory says that can be read. */
export function inventoryOf(text: string): Inventory {
  const read = readInventory(text);
  if (!read.ok) throw new Error(read.error.map(({ path, code }) => `${path} ${code}`).join(', '));
  return read.value.inventory;
}
