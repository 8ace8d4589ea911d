-- Makes a session, or prolongs one that is there.
--
-- Reply: {0, context, last event id} or {error code}.
--
-- KEYS[1] -- [hash] the session's list
-- KEYS[2] -- [sorted set] the partition's expiry index
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the list's sid
-- ARGV[3] -- [string] the account
-- ARGV[4] -- [bytes] the context
-- ARGV[5] -- [integer] how long it lives (milliseconds)
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local SESSION_NOT_FOUND = 20404
local call, sid, now = read_call(ARGV[1]), ARGV[2], clock()
local guard, expires = 'own:' .. call.actor, now + tonumber(ARGV[5])
local found = redis.call('HMGET', KEYS[1], 'guard', 'service')
if found[1] and (found[1] ~= guard or found[2] ~= call.service) then
  return {SESSION_NOT_FOUND}
end

local channel = {prefix = string.match(KEYS[1], '^({p%d+}:)'), digits = string.sub(sid, 3)}
if not found[1] then
  redis.call('HSET', KEYS[1], 'account', ARGV[3], 'service', call.service, 'name', sid, 'guard', guard, 'event', 0,
    'data', '{}', 'next', 1, 'floor', 0, 'created', now, 'updated', now, 'by', call.actor)
  add_item(open_part(channel, 'ES'), call, now, string.format('%010x', 0), '0', ARGV[4])
end
redis.call('HSET', KEYS[1], 'expires', expires)
index_expiry(KEYS[2], sid, 0, expires)
local list = open_part(channel, 'ES')
local context = find_item(list.items, string.format('%010x', 0))
return {0, item_data(context), list.stored}
