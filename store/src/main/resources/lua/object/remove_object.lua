#!lua flags=allow-oom
-- Removes an object with all that it holds. Its log stays for a while, so that its end can still be told.
--
-- Reply: {0, gateways, change…} or {status}.
--
-- KEYS[1] -- [hash] the object; the key of its name is derived from the same partition
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [stream] its log
-- KEYS[4] -- [set] the gateways that follow it
-- KEYS[5] -- [sorted set] the partition's expiry index
-- KEYS[6] -- [sorted set] its items
-- KEYS[7] -- [sorted set] the marks of its removed keys
-- KEYS[8] -- [stream] the partition's outbox
-- KEYS[9] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the object's sid
-- ARGV[3] -- [integer] the revision that must be there, or empty
-- ARGV[4] -- [string] 'expired' to remove it only if its time is over, else empty
-- ARGV[5] -- [string] what the keys of the partition begin with
--include shared/object.lua
--include shared/change.lua

local meta, acl, log, interest, expiry = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local items, tombs, outbox, record = KEYS[6], KEYS[7], KEYS[8], KEYS[9]
local call, sid, if_match, only_expired, prefix = read_call(ARGV[1]), ARGV[2], ARGV[3], ARGV[4] ~= '', ARGV[5]
local now = clock()

local done = recall(record, log)
if done then
  return {OK, {}, done.change}
end
local found = redis.call('HMGET', meta, 'service', 'expires', 'event', 'name', 'guard')
local over = found[1] and found[2] ~= '0' and tonumber(found[2]) <= now
if not found[1] or over ~= only_expired or (call.service ~= '' and call.service ~= found[1]) then
  if only_expired and not found[1] then
    redis.call('ZREM', expiry, sid)
  end
  return {NOT_FOUND}
end
local refusal = not only_expired and found[5] and guard_refusal(meta, found[5], call)
if refusal or lacks_permission(acl, call) then
  return {refusal or FORBIDDEN}
end
local object = {stored = tonumber(found[3]), event = math.max(tonumber(found[3]), epoch_base(meta))}
if if_match ~= '' and tonumber(if_match) ~= object.stored then
  return {REVISION_MISMATCH}
end

local change = append_change(object, log, call, now, OBJECT_REMOVED, nil, 0, '', 'null')
local gateways = redis.call('SMEMBERS', interest)
redis.call('UNLINK', meta, acl, interest, items, tombs)
redis.call('ZREM', expiry, sid)
local name_key = found[4] and table.concat({prefix .. 'name', found[1], string.sub(sid, 1, 2), found[4]}, ':')
if name_key and redis.call('GET', name_key) == sid then
  redis.call('DEL', name_key)
end
if found[5] then
  -- Listings do not have it.
  return {OK, gateways, change}
end
redis.call('XADD', outbox, '*', 'kind', 'removed', 'sid', sid, 'service', found[1])
remember(record, call, object.event, 0, 0, '', '')
return {OK, gateways, change}
