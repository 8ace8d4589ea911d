#!lua flags=no-writes
-- Reads one item.
--
-- Reply: {0, event id above all that were lost, member} or {status}.
--
-- KEYS[1] -- [hash] the collection
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [sorted set] its items
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [bytes] the key
--include shared/object.lua
--include shared/item.lua

local meta, acl, items, call, key = KEYS[1], KEYS[2], KEYS[3], read_call(ARGV[1]), ARGV[2]
local now = clock()

local object, refusal = open_object(meta, acl, call, now)
if not object then
  return {refusal}
end
local item = find_item(items, key)
if not item or is_over(item.expires, now) then
  return {ITEM_NOT_FOUND}
end
return {OK, object.base, item.member}
