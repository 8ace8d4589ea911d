#!lua flags=no-writes
-- Reads what has been pending for a while, the oldest first.
--
-- Reply: {0, and for each entry the entry and the version under which it was entered}.
--
-- KEYS[1] -- [sorted set] what is pending
-- ARGV[1] -- [integer] for how long (milliseconds)
-- ARGV[2] -- [integer] how many entries at most
--include shared/object.lua

local due = string.format('%.0f', clock() - tonumber(ARGV[1]))
return {0, unpack(redis.call('ZRANGEBYSCORE', KEYS[1], '-inf', due, 'WITHSCORES', 'LIMIT', 0, ARGV[2]))}
