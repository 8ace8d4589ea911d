#!lua flags=no-writes
-- Reads what is over in a partition. It stays in the index until it is removed.
--
-- Reply: {0, member…}, a member being a sid, or a sid, NUL and an item's key.
--
-- KEYS[1] -- [sorted set] the partition's expiry index
-- ARGV[1] -- [integer] how many at most
local expiry, limit = KEYS[1], tonumber(ARGV[1])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
return {0, unpack(redis.call('ZRANGEBYSCORE', expiry, '-inf', now, 'LIMIT', 0, limit))}
