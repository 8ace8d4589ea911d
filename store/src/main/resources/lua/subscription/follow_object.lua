#!lua flags=allow-oom
-- Registers a gateway's interest and reads what happened after an event, in one step.
--
-- Reply: {0, head, reached event id, 1 where a difference has to tell the rest, access number, change…} or {status}.
--
-- KEYS[1] -- [hash] the object
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [stream] its log
-- KEYS[4] -- [set] the gateways that follow it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the object's sid
-- ARGV[3] -- [string] the gateway
-- ARGV[4] -- [integer] how long interest lasts (milliseconds)
-- ARGV[5] -- [integer] the last event that is known, or empty for no replay
-- ARGV[6] -- [integer] whether to tell what can be told where that is not all, 0 or 1
--include shared/object.lua
--include shared/change.lua
--include shared/replay.lua

local meta, acl, log, interest = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local call, sid, gateway, lease, after = read_call(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])

local object, refusal = open_object(meta, acl, call, clock())
if not object then
  return {refusal}
end
local head, jumps, lenient = object.stored, '', ARGV[6] == '1'
if after then
  head, jumps, after = reachable_head(meta, sid, after, head, object.base, lenient)
  if not head then
    return {CURSOR_TOO_OLD}
  end
end
local changes, reached, beyond = read_after(meta, log, sid, after or head, head, jumps)
if beyond == 1 and after < object.floor and not lenient then
  return {CURSOR_TOO_OLD}
end
redis.call('SADD', interest, gateway)
redis.call('PEXPIRE', interest, lease)
return {OK, head, reached, beyond, object.access, unpack(changes)}
