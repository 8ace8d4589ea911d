-- Makes a map where it is missing, so that it can be followed before there is anything in it.
--
-- Reply: {0}.
--
-- KEYS[1] -- [hash] the map
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the account
-- ARGV[3] -- [string] the map's name
-- ARGV[4] -- [string] who may read it
--include shared/object.lua

local call, now = read_call(ARGV[1]), clock()
if redis.call('EXISTS', KEYS[1]) == 0 then
  redis.call('HSET', KEYS[1], 'account', ARGV[2], 'service', call.service, 'name', ARGV[3], 'guard', ARGV[4],
    'event', 0, 'data', '{}', 'next', 0, 'floor', 0, 'created', now, 'updated', now, 'expires', 0, 'by', 'system')
end
return {0}
