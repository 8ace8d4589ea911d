#!lua flags=no-writes
-- Reads one bounded part of a collection's items, by key, and tells those that changed between two events.
--
-- Reply: {0, where to go on or empty, member…}.
--
-- KEYS[1] -- [sorted set] the items
-- ARGV[1] -- [bytes] where to go on, or empty to begin
-- ARGV[2] -- [integer] the last event that is known
-- ARGV[3] -- [integer] the last event to tell
-- ARGV[4] -- [integer] how many items to look at
--include shared/object.lua
--include shared/item.lua

local items, from, after, head, limit = KEYS[1], ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
local now, changed = clock(), {}

local members = redis.call('ZRANGEBYLEX', items, from == '' and '-' or '(' .. from, '+', 'LIMIT', 0, limit)
for _, member in ipairs(members) do
  local item = decode_item(member, string.find(member, '\0', 1, true) - 1)
  if item.event > after and item.event <= head and not is_over(item.expires, now) then
    changed[#changed + 1] = member
  end
end
local rest = #members == limit and string.match(members[limit], '^%Z+') .. '\1' or ''
return {OK, rest, unpack(changed)}
