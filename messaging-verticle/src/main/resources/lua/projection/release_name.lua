#!lua flags=allow-oom
-- Gives a name up, if the channel holds it.
--
-- Reply: {0}.
--
-- KEYS[1] -- [string] the name's holder
-- ARGV[1] -- [string] the channel's sid
local holder = string.match(redis.call('GET', KEYS[1]) or '', '^(%S+) ')
if holder == ARGV[1] then
  redis.call('DEL', KEYS[1])
end
return {0}
