import { chained } from './chain.ts';
import { script } from './script.ts';

/**
 * Writes one revision of an operation over the one before it. Keys: the operation, then open, open of the cluster, recent, recent of the
 * cluster, unshown. ARGV: id, expected revision ('' when there must be none), revision, record, asked at, whether it is open, how long to
 * keep it once it is over, how many recent ones to list. Replies `written`, or `moved` when another revision is there.
 */
export const writeOperation = chained(`
local operation, open, openHere, recent, recentHere, unshown = KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local id, expected, revision, record, asked = ARGV[10], ARGV[11], ARGV[12], ARGV[13], ARGV[14]
local isOpen, keep, most = ARGV[15] == '1', ARGV[16], tonumber(ARGV[17])
if (redis.call('HGET', operation, 'revision') or '') ~= expected then return {'moved'} end
local reply = append('written')
redis.call('HSET', operation, 'revision', revision, 'record', record)
for _, index in ipairs({open, openHere}) do
  if isOpen then redis.call('ZADD', index, asked, id) else redis.call('ZREM', index, id) end
end
for _, index in ipairs({recent, recentHere}) do
  redis.call('ZADD', index, asked, id)
  redis.call('ZREMRANGEBYRANK', index, 0, -most - 1)
end
if isOpen then redis.call('PERSIST', operation) else redis.call('PEXPIRE', operation, keep) end
redis.call('ZADD', unshown, 'NX', now, id)
return reply`);

/**
 * The same for one that is open and stays so, untold in the audit log. Keys: the operation, unshown. ARGV: id, expected revision, revision,
 * record. Sent again after a lost answer it replies `moved`, and is decided anew.
 */
export const noteOperation = script(`
local operation, unshown = KEYS[1], KEYS[2]
local id, expected, revision, record = ARGV[1], ARGV[2], ARGV[3], ARGV[4]
if (redis.call('HGET', operation, 'revision') or '') ~= expected then return {'moved'} end
local t = redis.call('TIME')
redis.call('HSET', operation, 'revision', revision, 'record', record)
redis.call('ZADD', unshown, 'NX', t[1] * 1000 + math.floor(t[2] / 1000), id)
return {'written'}`);
