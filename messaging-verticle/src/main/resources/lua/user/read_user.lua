#!lua flags=no-writes
-- Reads a user.
--
-- Reply: {0, record, friendly name, attributes, reachability, updated (milliseconds), joined channels} or {error code}.
-- How many channels the user joined is counted only where their map is given.
--
-- KEYS[1] -- [hash] the profile
-- KEYS[2] -- [sorted set] its items
-- KEYS[3] -- [sorted set] the items of the user's map of channels, or absent
-- ARGV[1] -- [bytes] the call
--include shared/object.lua
--include shared/item.lua

local USER_NOT_FOUND, SID_LENGTH = 50200, 34
local call = read_call(ARGV[1])
local found = redis.call('HMGET', KEYS[1], 'service', 'data', 'updated')
if found[1] ~= call.service then
  return {USER_NOT_FOUND}
end
local function value(key)
  local item = find_item(KEYS[2], key)
  return item and item_data(item) or 'null'
end
local joined = 0
for _, stored in ipairs(KEYS[3] and redis.call('ZRANGE', KEYS[3], 0, -1) or {}) do
  local entry = item_data(decode_item(stored, SID_LENGTH))
  if string.match(entry, '^{"channel":"[^"]*","status":"(%a+)"') == 'joined' then
    joined = joined + 1
  end
end
return {0, found[2], value('friendlyName'), value('attributes'), value('reachability'), found[3], joined}
