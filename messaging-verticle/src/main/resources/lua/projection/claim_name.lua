-- Claims a name for a channel.
--
-- Reply: {0} where it is the channel's now, or {1, holder, its claim's age (milliseconds)}.
--
-- KEYS[1] -- [string] the name's holder: a channel sid and the time of its claim
-- ARGV[1] -- [string] the channel's sid
-- ARGV[2] -- [string] the holder that is known to be dead and may be replaced, or empty
--include shared/object.lua

local now, held = clock(), redis.call('GET', KEYS[1])
local holder, at = string.match(held or '', '^(%S+) (%d+)$')
if holder and holder ~= ARGV[1] and holder ~= ARGV[2] then
  return {1, holder, now - tonumber(at)}
end
redis.call('SET', KEYS[1], ARGV[1] .. ' ' .. string.format('%.0f', now))
return {0}
