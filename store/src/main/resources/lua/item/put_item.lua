-- Adds an item or replaces one, or moves its end.
--
-- Reply: {0, added 0 or 1, created (milliseconds), creator, gateways, result as a change, change…}, the result being
-- among the changes where there is one, or {status}.
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
-- ARGV[3] -- [bytes] the key, or empty to append
-- ARGV[4] -- [string] the mode: PUSH, ADD, SET or REPLACE
-- ARGV[5] -- [bytes] the value, or empty to leave it
-- ARGV[6] -- [integer] its time to live (milliseconds), 0 for ever, empty to leave it
-- ARGV[7] -- [integer] the item's revision that must be there, -1 for no item, empty for any
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua

local meta, acl, log, interest, expiry, items, tombs, record =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6], KEYS[7], KEYS[8]
local call, sid, key, mode, data, ttl, if_match =
  read_call(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local now, is_list = clock(), string.sub(ARGV[2], 1, 2) == 'ES'

local object, refusal = open_object(meta, acl, call, now)
if not object then
  return {refusal}
end

local function unchanged(item)
  return {OK, 0, item.created, item.created_by, {}, encode_change(ITEM_UPDATED, item.event, item.updated, item.revision,
    item.expires, object.access, call, key_label(key, is_list), item_data(item))}
end

local done = recall(record, log)
if done and done.change then
  local gateways = redis.call('SMEMBERS', interest)
  return {OK, done.created, done.created_at, done.created_by, gateways, done.change, done.change}
end
key = done and done.key or mode == 'PUSH' and string.format('%010x', object.next) or key
local found = (done or mode ~= 'PUSH') and find_item(items, key) or nil
local lapsed = found and is_over(found.expires, now)
local present = not lapsed and found or nil
if done then
  return present and unchanged(present) or {ITEM_NOT_FOUND}
end
refusal = put_refusal(present, mode, if_match)
if refusal then return {refusal} end

local member, label, changes = sid .. '\0' .. key, key_label(key, is_list), {}
local item = present or {created = now, created_by = call.actor, expires = 0}
local before, ended = found and found.member, found and found.expires or 0
item.expires = moved_expiry(ttl, now, item.expires)
index_expiry(expiry, member, ended, item.expires)
if data == '' then
  store_item(items, key, item, item_data(item), before)
  return unchanged(item)
end
if lapsed then
  local nobody, last = as_nobody(call), item_data(found)
  changes[1] = append_change(object, log, nobody, now, ITEM_REMOVED, found.revision, ended, label, last)
  bury(tombs, meta, call, now, key, object.event)
end
item.revision = present and math.max(item.revision + 1, object.base)
  or mode == 'PUSH' and object.base or lapsed and object.event or first_revision(tombs, object, key)
item.event, item.updated, item.added = object.event + 1, now, item.added or object.event + 1
store_item(items, key, item, data, before)
local kind, added = present and ITEM_UPDATED or ITEM_ADDED, present and 0 or 1
local change = append_change(object, log, call, now, kind, item.revision, item.expires, label, data)
changes[#changes + 1] = change
redis.call('HSET', meta, 'event', object.event, 'updated', now, 'next', object.next + (mode == 'PUSH' and 1 or 0))
remember(record, call, object.event, added, item.created, key, item.created_by)
return {OK, added, item.created, item.created_by, redis.call('SMEMBERS', interest), change, unpack(changes)}
