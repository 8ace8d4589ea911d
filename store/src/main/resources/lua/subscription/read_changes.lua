#!lua flags=allow-oom
-- Reads what happened after an event, also of an object that is gone or over.
--
-- Reply: {0, head, reached event id, 1 where a difference has to tell the rest, access number, change…} or {status}.
--
-- KEYS[1] -- [hash] the object
-- KEYS[2] -- [stream] its log
-- ARGV[1] -- [string] the object's sid
-- ARGV[2] -- [integer] the last event that is known
-- ARGV[3] -- [integer] whether to tell what can be told where that is not all, 0 or 1
--include shared/object.lua
--include shared/change.lua
--include shared/replay.lua

local meta, log, sid, after, lenient = KEYS[1], KEYS[2], ARGV[1], tonumber(ARGV[2]), ARGV[3] == '1'

local found = redis.call('HMGET', meta, 'event', 'floor', 'access')
if found[1] then
  local head, jumps, kept = reachable_head(meta, sid, after, tonumber(found[1]), epoch_base(meta), lenient)
  if not head then
    return {CURSOR_TOO_OLD}
  end
  local changes, reached, beyond = read_after(meta, log, sid, kept, head, jumps)
  if beyond == 1 and kept < tonumber(found[2]) and not lenient then
    return {CURSOR_TOO_OLD}
  end
  return {OK, head, reached, beyond, found[3] or 0, unpack(changes)}
end

local last = redis.call('XREVRANGE', log, '+', '-', 'COUNT', 1)[1]
local removal = last and tonumber(string.match(last[1], '^%d+')) or 0
if removal <= after then
  removal = after + 1
  return {OK, removal, removal, 0, 0,
    encode_change(OBJECT_REMOVED, removal, clock(), removal, 0, 0, UNKNOWN, '', 'null')}
end
local changes, reached = read_log(log, after, removal, '')
if changes then
  return {OK, removal, reached, 0, 0, unpack(changes)}
end
return {OK, removal, removal, 0, 0, last[2][2]}
