-- Makes an object. A name is taken in the same step, from a holder whose time is over too.
--
-- Reply: {0, created 0 or 1, sid, state (see object_state)} or {status}.
--
-- KEYS[1] -- [hash] the object; the keys of a name's present holder are derived from the same partition
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [sorted set] the partition's expiry index
-- KEYS[4] -- [stream] the partition's outbox
-- KEYS[5] -- [stream] its log
-- KEYS[6] -- [string] the name's holder; absent for an object without name
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the object's sid
-- ARGV[3] -- [string] its account
-- ARGV[4] -- [string] its name, or empty
-- ARGV[5] -- [bytes] its value or context
-- ARGV[6] -- [integer] its time to live (milliseconds), 0 for ever
-- ARGV[7] -- [string] hash of the request's id, or empty
--include shared/object.lua
--include shared/change.lua

local meta, acl, expiry, outbox, log, name_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local call, sid, account, name, data, ttl, request =
  read_call(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local now = clock()

-- Whether an object is there, and whether this very request made it.
local function look(key)
  local found = redis.call('HMGET', key, 'expires', 'request', 'service')
  local alive = found[1] and (found[1] == '0' or tonumber(found[1]) > now)
  return alive, alive and request ~= '' and found[2] == request and found[3] == call.service
end

local holder = name_key and redis.call('GET', name_key)
local holder_meta = holder and string.gsub(meta, sid, holder) or meta
local alive, mine = look(holder_meta)
if mine then
  return {OK, 0, holder or sid, object_state(holder_meta)}
end
if alive then
  return {NAME_EXISTS}
end

local expires = moved_expiry(ttl, now, 0)
redis.call('DEL', log)
redis.call('HSET', meta, 'account', account, 'service', call.service, 'event', 0, 'data', data, 'next', 0, 'floor', 0,
  'created', now, 'updated', now, 'expires', expires, 'by', call.actor)
if request ~= '' then
  redis.call('HSET', meta, 'request', request)
end
if name_key then
  redis.call('HSET', meta, 'name', name)
  redis.call('SET', name_key, sid)
end
if call.actor ~= BACK_END then redis.call('HSET', acl, call.actor, 7) end
index_expiry(expiry, sid, 0, expires)
keep_for_webhooks(log, call, OBJECT_MADE, 0, 0, '', data)
redis.call('XADD', outbox, '*', 'kind', 'created', 'sid', sid, 'service', call.service)
return {OK, 1, sid, object_state(meta)}
