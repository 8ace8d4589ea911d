-- Gives an identity rights on an object, or takes them.
--
-- Reply: {0, gateways, change} or {status}.
--
-- KEYS[1] -- [hash] the object
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [set] the gateways that follow it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the identity
-- ARGV[3] -- [integer] its rights: 1 read, 2 write, 4 manage, or their sum; 0 for none
--include shared/object.lua
--include shared/change.lua

local meta, acl, interest, call, identity, rights = KEYS[1], KEYS[2], KEYS[3], read_call(ARGV[1]), ARGV[2], ARGV[3]
local now = clock()

local object, refusal = open_object(meta, acl, call, now)
if not object then
  return {refusal}
end
if rights == '0' then
  redis.call('HDEL', acl, identity)
else
  redis.call('HSET', acl, identity, rights)
end
local access = redis.call('HINCRBY', meta, 'access', 1)
local change = encode_change(ACCESS_CHANGED, 0, now, object.stored, object.expires, access, call, '', 'null')
return {OK, redis.call('SMEMBERS', interest), change}
