#!lua flags=no-writes
-- Reads an object by its name, in one step.
--
-- Reply: {0, sid, state (see object_state)} or {status}.
--
-- KEYS[1] -- [string] the name's holder; the holder's own keys are derived from the same partition
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] what the keys of the partition begin with
--include shared/object.lua

local name_key, call, prefix = KEYS[1], read_call(ARGV[1]), ARGV[2]

local sid = redis.call('GET', name_key)
if not sid then
  return {NOT_FOUND}
end
local meta = prefix .. sid .. ':meta'
local object, refusal = open_object(meta, prefix .. sid .. ':acl', call, clock())
if not object then
  return {refusal}
end
return {OK, sid, object_state(meta)}
