#!lua flags=no-writes
-- Reads a command that has no answer yet.
--
-- Reply: {0, its session's owner, the command}, or {1} where there is nothing to be done any more.
--
-- KEYS[1] -- [hash] the session's list
-- KEYS[2] -- [sorted set] what is pending
-- ARGV[1] -- [string] the list's sid
-- ARGV[2] -- [integer] the index
--include shared/object.lua
--include shared/item.lua

local prefix = string.match(KEYS[1], '^({p%d+}:)')
local entry = 'session\0' .. ARGV[1] .. '\0' .. ARGV[2]
if not redis.call('ZSCORE', KEYS[2], entry) then
  return {1}
end
local item = find_item(prefix .. ARGV[1] .. ':items', string.format('%010x', tonumber(ARGV[2])))
local owner = string.match(redis.call('HGET', KEYS[1], 'guard') or '', '^own:(.*)$')
if not item or not owner then
  redis.call('ZREM', KEYS[2], entry)
  return {1}
end
return {0, owner, item_data(item)}
