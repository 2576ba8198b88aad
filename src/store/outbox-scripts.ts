import { script } from './script.ts';

/**
 * The steps of a message's life, each atomic. Time is Redis' own, so that bots with different clocks keep one pace. Keys: the message, then
 * what is shared; KEYS[n] of the channel are made from `prefix`, which carries the hash tag, so all lie in one slot of a cluster.
 *
 * Fields of a message: version, content, digest (newest content) · at, first (announced) · channel, audience, urgency ·
 * after (the message it replies to) · thread, released (that message's ts, '' for the channel itself, and since when it is known) ·
 * wake (version whose job will read the newest content) · delivered (version) · ts · posting, since, verify (an attempt whose
 * outcome is open) · token, lease (who works on it, until when) · tries · state, error.
 */
const preamble = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local m = KEYS[1]
local open = KEYS[2]
local id = ARGV[1]
local prefix = ARGV[2]
local function get(field) local v = redis.call('HGET', m, field); if v == false then return '' end; return v end
local function num(field) return tonumber(get(field)) or 0 end
local function line() return prefix .. ':outbox:line:' .. get('channel') end
local function slot() return prefix .. ':outbox:slot:' .. get('channel') end
local function close(state, err, keep)
  redis.call('ZREM', open, id)
  redis.call('ZREM', line(), id)
  redis.call('HSET', m, 'state', state, 'error', err)
  redis.call('HDEL', m, 'content', 'posting', 'verify', 'token', 'lease', 'wake', 'tries')
  redis.call('PEXPIRE', m, keep)
end
`;

const step = (lua: string) => script(preamble + lua);

/** ARGV: content, channel, audience, urgency, keep, after. Returns the version whose job is to be woken, 0 when there is nothing to do. */
export const announceStep = step(`
local content, keep = ARGV[3], ARGV[7]
local digest = redis.sha1hex(content)
local version = num('version')
if get('digest') ~= digest then
  version = version + 1
  redis.call('HSET', m, 'version', version, 'content', content, 'digest', digest, 'at', now, 'channel', ARGV[4],
    'audience', ARGV[5], 'urgency', ARGV[6], 'after', ARGV[8], 'state', 'open', 'error', '', 'tries', 0)
end
if get('state') ~= 'open' or num('delivered') >= version then return 0 end
redis.call('HSETNX', m, 'first', now)
redis.call('HSETNX', m, 'wake', version)
redis.call('PEXPIRE', m, keep)
redis.call('ZADD', open, 'NX', now, id)
return num('wake')`);

/** ARGV: token, lease, interval, whisper age, age, keep, orphan age. Returns what to do, as a list that starts with its name. */
export const takeStep = step(`
local token, lease, interval = ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local whisperAge, age, keep, orphanAge = tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8], tonumber(ARGV[9])
local version = num('version')
if version == 0 or get('state') ~= 'open' or num('delivered') >= version then
  redis.call('ZREM', open, id)
  return {'nothing'}
end
if get('token') ~= token and num('lease') > now then
  return {'wait', math.max(50, math.min(num('lease') - now, 500))}
end
local whisper = get('audience') == 'person'
local function release()
  local parent = redis.call('HMGET', prefix .. ':outbox:message:' .. get('after'), 'ts', 'state', 'channel')
  local ts, state = parent[1], parent[2]
  local lost = state == 'refused' or state == 'dropped' or (not state and now - num('first') > orphanAge)
  if not ts and not lost then return false end
  redis.call('HSET', m, 'thread', ts and parent[3] == get('channel') and ts or '', 'released', now)
  return true
end
local waits = get('after') ~= '' and get('ts') == '' and redis.call('HEXISTS', m, 'thread') == 0 and not release()
local asOf = whisper and num('at') or math.max(num('at'), num('released'))
if (whisper or not waits) and now - asOf > (whisper and whisperAge or age) then
  close('dropped', 'too old', keep)
  return {'dropped', 'too old'}
end
if waits then return {'wait', math.floor(math.min(math.max((now - num('first')) / 4, 100), 5000))} end
local function hold(posting)
  redis.call('HSET', m, 'token', token, 'lease', now + lease)
  redis.call('HDEL', m, 'wake')
end
local ts = get('ts')
if not whisper and ts == '' and get('posting') ~= '' then
  if num('verify') > now then return {'wait', num('verify') - now} end
  hold()
  return {'verify', num('posting'), get('content'), num('since'), get('thread')}
end
local method = whisper and 'whisper' or (ts == '' and 'post' or 'update')
local closed = redis.call('PTTL', prefix .. ':outbox:closed:' .. method)
if closed > 0 then return {'wait', closed} end
if not whisper then
  redis.call('ZADD', line(), 'NX', num('urgency') * 1e14 + now, id)
  redis.call('PEXPIRE', line(), 3600000)
  local ahead = redis.call('ZRANK', line(), id)
  local free = tonumber(redis.call('GET', slot()) or '0')
  if now < free or (ahead > 0 and now - free < 2000) then
    return {'wait', math.max(free - now, 0) + ahead * interval + 1}
  end
  redis.call('ZREM', line(), id)
  redis.call('SET', slot(), now + interval, 'PX', interval + 10000)
end
hold()
redis.call('HINCRBY', m, 'tries', 1)
if method == 'post' then
  redis.call('HSET', m, 'posting', version)
  redis.call('HSETNX', m, 'since', now)
end
return {method, version, get('content'), ts, num('tries'), get('thread')}`);

/** ARGV: version, ts, keep. A fact: recorded whoever tells it. */
export const deliveredStep = step(`
local version, ts, keep = tonumber(ARGV[3]), ARGV[4], ARGV[5]
if num('version') == 0 then return 0 end
if ts ~= '' then redis.call('HSET', m, 'ts', ts) end
if version > num('delivered') then redis.call('HSET', m, 'delivered', version) end
redis.call('HDEL', m, 'posting', 'since', 'verify', 'token', 'lease')
redis.call('HSET', m, 'tries', 0)
if num('delivered') >= num('version') then close('open', '', keep) end
return 1`);

/** ARGV: token, wake, what, wait. \`unknown\` keeps the attempt open, to be verified; \`limited\` closes the channel, and the method at the second channel. */
export const laterStep = step(`
local token, wake, what, wait, method = ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6]), ARGV[7]
if what == 'limited' then
  local free = tonumber(redis.call('GET', slot()) or '0')
  redis.call('SET', slot(), math.max(free, now + wait), 'PX', wait + 10000)
  local seen = prefix .. ':outbox:limited:' .. method
  local other = redis.call('GET', seen)
  if other and other ~= get('channel') or method == 'whisper' then
    redis.call('SET', prefix .. ':outbox:closed:' .. method, '1', 'PX', wait)
  end
  redis.call('SET', seen, get('channel'), 'PX', wait)
  redis.call('HINCRBY', m, 'tries', -1)
end
if get('token') ~= token then return 0 end
if what == 'unknown' then redis.call('HSET', m, 'verify', now + wait)
elseif what == 'unverified' then redis.call('HSET', m, 'verify', now + wait)
else redis.call('HDEL', m, 'posting', 'verify') end
redis.call('HDEL', m, 'token', 'lease')
redis.call('HSETNX', m, 'wake', wake)
return 1`);

/** ARGV: error, keep, anew. With \`anew\` an edit of a message that is gone becomes a new message, and a reply in a thread that is gone one in the channel, once. */
export const refusedStep = step(`
local err, keep, anew = ARGV[3], ARGV[4], ARGV[5]
if anew == '1' and get('anew') == '' then
  redis.call('HSET', m, 'anew', 1)
  if get('ts') == '' then redis.call('HSET', m, 'thread', '') else redis.call('HDEL', m, 'thread') end
  redis.call('HDEL', m, 'ts', 'posting', 'since', 'verify', 'token', 'lease')
  return 1
end
close('refused', err, keep)
return 0`);
