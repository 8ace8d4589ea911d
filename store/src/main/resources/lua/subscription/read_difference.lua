#!lua flags=no-writes
-- Reads the part of a collection's difference to an earlier moment that its items do not show: the context, if it
-- changed, and the keys that were removed.
--
-- Reply: {0, head, context change or empty, (key, event id of its removal)…} or {status}. The head is lower than the
-- one asked for where not all removals fit.
--
-- KEYS[1] -- [hash] the collection
-- KEYS[2] -- [sorted set] the marks of its removed keys
-- ARGV[1] -- [integer] the last event that is known
-- ARGV[2] -- [integer] the last event to tell
-- ARGV[3] -- [integer] how many removals at most
--include shared/object.lua
--include shared/change.lua
--include shared/replay.lua

local meta, tombs, after, head, limit = KEYS[1], KEYS[2], tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])

local found = redis.call('HMGET', meta, 'floor', 'changed', 'updated', 'expires', 'data')
if not found[1] then
  return {NOT_FOUND}
end
if after < tonumber(found[1]) then
  return {CURSOR_TOO_OLD}
end
local marks = redis.call('ZRANGEBYSCORE', tombs, string.format('(%.0f', after), head, 'WITHSCORES', 'LIMIT', 0, limit)
if #marks == limit * 2 then
  head = tonumber(marks[#marks])
end
local changed, context = tonumber(found[2] or 0), ''
if changed > after and changed <= head then
  context = encode_change(CONTEXT_UPDATED, changed, found[3], changed, found[4], 0, UNKNOWN, '', found[5])
end
return {OK, head, context, unpack(marks)}
