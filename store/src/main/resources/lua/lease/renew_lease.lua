#!lua flags=allow-oom
-- Renews a node's lease, or ends it, and tells who else is alive.
--
-- Reply: {0, now (epoch milliseconds), node…}.
--
-- KEYS[1] -- [sorted set] the nodes by the end of their leases
-- ARGV[1] -- [string] the node, or empty only to ask
-- ARGV[2] -- [integer] how long the lease lasts from now (milliseconds); 0 ends it
local leases, node, lease = KEYS[1], ARGV[1], tonumber(ARGV[2])

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if node ~= '' and lease > 0 then
  redis.call('ZADD', leases, now + lease, node)
elseif node ~= '' then
  redis.call('ZREM', leases, node)
end
redis.call('ZREMRANGEBYSCORE', leases, '-inf', now)
return {0, now, unpack(redis.call('ZRANGE', leases, 0, -1))}
