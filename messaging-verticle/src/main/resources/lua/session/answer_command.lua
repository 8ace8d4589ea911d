-- Writes the answer of a command, once.
--
-- Reply: {0, tellings}.
--
-- KEYS[1] -- [hash] the session's list
-- KEYS[2] -- [sorted set] what is pending
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the list's sid
-- ARGV[3] -- [integer] the index
-- ARGV[4] -- [bytes] the command with its answer
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local call, sid, index, now = read_call(ARGV[1]), ARGV[2], tonumber(ARGV[3]), clock()
local pending = redis.call('ZREM', KEYS[2], 'session\0' .. sid .. '\0' .. ARGV[3])
if pending == 0 or redis.call('EXISTS', KEYS[1]) == 0 then
  return {0, {}}
end
local list = open_part({prefix = string.match(KEYS[1], '^({p%d+}:)'), digits = string.sub(sid, 3)}, 'ES')
local key = string.format('%010x', index)
local item = find_item(list.items, key)
if item then
  replace_item(list, call, now, item, key, ARGV[3], ARGV[4])
end
return {0, tellings(list)}
