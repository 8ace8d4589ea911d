-- Changes values of a user's profile.
--
-- Reply: {0, tellings} or {error code}.
--
-- KEYS[1] -- [hash] the profile
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the user's sid
-- ARGV[3] -- [string] another role, or empty to leave it
-- ARGV[4…] -- [bytes] key and value, in turn
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local USER_NOT_FOUND = 50200
local call, now = read_call(ARGV[1]), clock()
if redis.call('HGET', KEYS[1], 'service') ~= call.service then
  return {USER_NOT_FOUND}
end
local profile = open_part({prefix = string.match(KEYS[1], '^({p%d+}:)'), digits = string.sub(ARGV[2], 3)}, 'MP')
if ARGV[3] ~= '' then
  -- No client reads it from here, so nobody is told.
  local record = string.gsub(redis.call('HGET', KEYS[1], 'data'), '"roleSid":"%w*"(,"dateCreated":"[^"]*"})$',
    '"roleSid":"' .. ARGV[3] .. '"%1')
  redis.call('HSET', KEYS[1], 'data', record, 'updated', now)
end
for i = 4, #ARGV, 2 do
  local item = find_item(profile.items, ARGV[i])
  if item and item_data(item) ~= ARGV[i + 1] then
    replace_item(profile, call, now, item, ARGV[i], ARGV[i], ARGV[i + 1])
  end
end
return {0, tellings(profile)}
