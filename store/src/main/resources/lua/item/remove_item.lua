#!lua flags=allow-oom
-- Removes an item and leaves a mark under its key.
--
-- Reply: {0, created (milliseconds), creator, gateways, change} or {status}.
--
-- KEYS[1] -- [hash] the collection
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [stream] its log
-- KEYS[4] -- [set] the gateways that follow it
-- KEYS[5] -- [sorted set] the partition's expiry index
-- KEYS[6] -- [sorted set] its items
-- KEYS[7] -- [sorted set] the marks of its removed keys
-- KEYS[8] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the collection's sid
-- ARGV[3] -- [bytes] the key
-- ARGV[4] -- [integer] the item's revision that must be there, or empty
-- ARGV[5] -- [string] 'expired' to remove it only if its time is over, else empty
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua

local meta, acl, log, interest, expiry, items, tombs, record =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local call, sid, key, if_match, only_expired = read_call(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5] ~= ''
local now, member, is_list = clock(), ARGV[2] .. '\0' .. ARGV[3], string.sub(ARGV[2], 1, 2) == 'ES'

local object, refusal = open_object(meta, acl, call, now)
if not object then
  if only_expired then
    redis.call('ZREM', expiry, member)
  end
  return {refusal}
end
local done = recall(record, log)
if done then
  local change = done.change
    or encode_change(ITEM_REMOVED, done.event, now, 0, 0, object.access, call, key_label(key, is_list), 'null')
  return {OK, done.created_at, done.created_by, redis.call('SMEMBERS', interest), change}
end

local item = find_item(items, key)
if not item or is_over(item.expires, now) ~= only_expired then
  if only_expired and not item then
    redis.call('ZREM', expiry, member)
  elseif if_match ~= '' and not item then
    return {ITEM_REVISION_MISMATCH}
  end
  return {ITEM_NOT_FOUND}
end
if if_match ~= '' and tonumber(if_match) ~= item.revision then
  return {ITEM_REVISION_MISMATCH}
end

local label, data = key_label(key, is_list), item_data(item)
local change = append_change(object, log, call, now, ITEM_REMOVED, item.revision, item.expires, label, data)
redis.call('ZREM', items, item.member)
redis.call('HSET', meta, 'event', object.event, 'updated', now)
index_expiry(expiry, member, item.expires, 0)
bury(tombs, meta, call, now, key, object.event)
remember(record, call, object.event, 0, item.created, key, item.created_by)
return {OK, item.created, item.created_by, redis.call('SMEMBERS', interest), change}
