#!lua flags=allow-oom
-- Removes a user: the profile and the map of channels, from which all channels are gone already.
--
-- Reply: {0, version, pending entries, tellings} or {error code}.
--
-- KEYS[1] -- [hash] the profile
-- KEYS[2] -- [hash] the map of channels
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the user's sid
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local USER_NOT_FOUND, GONE_AGE = 50200, 86400000
local call, now = read_call(ARGV[1]), clock()
if redis.call('HGET', KEYS[1], 'service') ~= call.service then
  return {USER_NOT_FOUND}
end
local prefix = string.match(KEYS[1], '^({p%d+}:)')
local account = redis.call('HGET', KEYS[1], 'account')
local told = {}
for i, key in ipairs(KEYS) do
  if redis.call('EXISTS', key) == 1 then
    local part = open_part({prefix = prefix, digits = string.match(key, 'MP(%x+):meta$')}, 'MP')
    part.changes[1] = append_change(part, part.log, call, now, OBJECT_REMOVED, nil, 0, '', 'null')
    told[#told + 1] = telling(part)
    redis.call('UNLINK', part.meta, part.items, part.tombs, part.interest)
  end
end
-- What is pending has to know whose it was.
local gone = prefix .. ARGV[2] .. ':gone'
redis.call('HSET', gone, 'account', account, 'service', call.service)
redis.call('PEXPIRE', gone, GONE_AGE)
local entry = 'user\0' .. ARGV[2]
redis.call('ZADD', prefix .. 'pending', now, entry)
return {0, now, {entry}, told}
