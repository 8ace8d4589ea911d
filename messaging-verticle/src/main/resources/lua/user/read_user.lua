-- Reads a user.
--
-- Reply: {0, record, friendly name, attributes, reachability, updated (milliseconds)} or {error code}.
--
-- KEYS[1] -- [hash] the profile
-- KEYS[2] -- [sorted set] its items
-- ARGV[1] -- [bytes] the call
--include shared/object.lua
--include shared/item.lua

local USER_NOT_FOUND = 50200
local call = read_call(ARGV[1])
local found = redis.call('HMGET', KEYS[1], 'service', 'data', 'updated')
if found[1] ~= call.service then
  return {USER_NOT_FOUND}
end
local function value(key)
  local item = find_item(KEYS[2], key)
  return item and item_data(item) or 'null'
end
return {0, found[2], value('friendlyName'), value('attributes'), value('reachability'), found[3]}
