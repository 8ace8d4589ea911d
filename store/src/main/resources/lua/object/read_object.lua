#!lua flags=no-writes
-- Reads an object by its sid.
--
-- Reply: {0, sid, state (see object_state)} or {status}.
--
-- KEYS[1] -- [hash] the object
-- KEYS[2] -- [hash] its permissions
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the object's sid
--include shared/object.lua

local meta, acl, call, sid = KEYS[1], KEYS[2], read_call(ARGV[1]), ARGV[2]

local object, refusal = open_object(meta, acl, call, clock())
if not object then
  return {refusal}
end
return {OK, sid, object_state(meta)}
