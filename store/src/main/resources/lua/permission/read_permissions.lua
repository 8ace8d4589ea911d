#!lua flags=no-writes
-- Reads all rights on an object.
--
-- Reply: {0, (identity, rights)…} or {status}.
--
-- KEYS[1] -- [hash] the object
-- KEYS[2] -- [hash] its permissions
-- ARGV[1] -- [bytes] the call
--include shared/object.lua

local meta, acl, call = KEYS[1], KEYS[2], read_call(ARGV[1])

local object, refusal = open_object(meta, acl, call, clock())
if not object then
  return {refusal}
end
return {OK, unpack(redis.call('HGETALL', acl))}
