import type { AuditRecord } from '../core/audit.ts';
import { type Chain, chained } from './chain.ts';

export type Configurations = {
  /** Written into the audit log unless this role's last entry was of the same hash and version. False when it was. */
  readonly loaded: (record: AuditRecord) => Promise<boolean>;
};

const loadedStep = chained(`
if redis.call('HGET', KEYS[4], ARGV[10]) == ARGV[11] then return {'known'} end
local told = append('recorded')
redis.call('HSET', KEYS[4], ARGV[10], ARGV[11])
return told`);

/** Which settings each kind of process was started with last. Decided and written in one step: of many that start, one tells. */
export const openConfigurations = ({ prefix, append }: Chain): Configurations => ({
  loaded: async record => {
    const { hash = '', version = '' } = record.details;
    const args = [record.who, `${hash} ${version}`];
    const [told] = await append(record, { script: loadedStep, keys: [`${prefix}:configurations`], args });
    return told === 'recorded';
  },
});
