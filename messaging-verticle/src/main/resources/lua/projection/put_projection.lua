-- Writes what was derived from a channel into a map elsewhere, unless the map knows a newer state of that channel.
-- Makes the map where it is missing.
--
-- Reply: {0, tellings}.
--
-- KEYS[1] -- [hash] the map
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the map's sid
-- ARGV[3] -- [string] the channel's sid, which is the item's key
-- ARGV[4] -- [integer] the channel's version
-- ARGV[5] -- [bytes] the value, or empty to remove it
-- ARGV[6] -- [string] the account
-- ARGV[7] -- [string] the map's name
-- ARGV[8] -- [string] who may read it
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local FORGOTTEN_AFTER, FORGOTTEN_AT_ONCE = 3600000, 16
local call, sid, key, version, data, now = read_call(ARGV[1]), ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5], clock()
local prefix = string.match(KEYS[1], '^({p%d+}:)')
local sources = prefix .. sid .. ':sources'

if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('DEL', prefix .. sid .. ':log')
  redis.call('HSET', KEYS[1], 'account', ARGV[6], 'service', call.service, 'name', ARGV[7], 'guard', ARGV[8],
    'event', 0, 'data', '{}', 'next', 0, 'floor', 0, 'created', now, 'updated', now, 'expires', 0, 'by', 'system')
end
local known = redis.call('ZSCORE', sources, key)
if known and tonumber(known) >= version then
  return {0, {}}
end
redis.call('ZADD', sources, version, key)

local map = open_part({prefix = prefix, digits = string.sub(sid, 3)}, 'MP')
local item = find_item(map.items, key)
if data ~= '' and not item then
  add_item(map, call, now, key, key, data)
elseif data ~= '' and item_data(item) ~= data then
  replace_item(map, call, now, item, key, key, data)
elseif data == '' and item then
  drop_item(map, call, now, item, key, key)
end
-- An older derivation may still be under way for a moment; after that the version of a removed entry is of no use.
local old = redis.call('ZRANGEBYSCORE', sources, '-inf', now - FORGOTTEN_AFTER, 'LIMIT', 0, FORGOTTEN_AT_ONCE)
for _, other in ipairs(old) do
  if not find_item(map.items, other) then
    redis.call('ZREM', sources, other)
  end
end
return {0, tellings(map)}
