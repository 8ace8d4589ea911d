-- Appends a command to a session, to be carried out.
--
-- Reply: {0, index, appended 0 or 1, tellings} or {error code}.
--
-- KEYS[1] -- [hash] the session's list
-- KEYS[2] -- [sorted set] the partition's expiry index
-- KEYS[3] -- [string] the command's record
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the list's sid
-- ARGV[3] -- [bytes] the command
-- ARGV[4] -- [integer] how long the session lives (milliseconds)
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local SESSION_NOT_FOUND, COMMANDS_KEPT = 20404, 1000
local call, sid, now = read_call(ARGV[1]), ARGV[2], clock()
local found = redis.call('HMGET', KEYS[1], 'guard', 'service', 'expires')
if found[1] ~= 'own:' .. call.actor or found[2] ~= call.service or is_over(tonumber(found[3]), now) then
  return {SESSION_NOT_FOUND}
end
local done = redis.call('GET', KEYS[3])
if done then
  return {0, tonumber(done), 0, {}}
end

local prefix = string.match(KEYS[1], '^({p%d+}:)')
local list = open_part({prefix = prefix, digits = string.sub(sid, 3)}, 'ES')
local index = list.next
list.next = index + 1
local label = string.format('%.0f', index)
add_item(list, call, now, string.format('%010x', index), label, ARGV[3])
-- Old commands were answered long ago. The context, under 0, stays.
if index > COMMANDS_KEPT then
  redis.call('ZREMRANGEBYLEX', list.items, '[' .. string.format('%010x', 1),
    '(' .. string.format('%010x', index - COMMANDS_KEPT + 1))
end
redis.call('SET', KEYS[3], index, 'PX', ARGV[4])
redis.call('ZADD', prefix .. 'pending', now, 'session\0' .. sid .. '\0' .. label)
redis.call('HSET', KEYS[1], 'expires', now + tonumber(ARGV[4]))
index_expiry(KEYS[2], sid, 0, now + tonumber(ARGV[4]))
return {0, index, 1, tellings(list)}
