-- Notes whether a gateway has connections of a user, and tells where that changes whether the user is online.
--
-- Reply: {0, tellings}.
--
-- KEYS[1] -- [hash] the profile
-- KEYS[2] -- [set] the gateways that have connections of the user
-- KEYS[3] -- [set] the partition's gateways with connections, each with the user
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the user's sid
-- ARGV[3] -- [string] the gateway
-- ARGV[4] -- [integer] whether it has connections, 0 or 1
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local call, now, connected = read_call(ARGV[1]), clock(), ARGV[4] == '1'
local entry = ARGV[3] .. '\0' .. ARGV[2]
if connected then
  redis.call('SADD', KEYS[2], ARGV[3])
  redis.call('SADD', KEYS[3], entry)
else
  redis.call('SREM', KEYS[2], ARGV[3])
  redis.call('SREM', KEYS[3], entry)
end
if redis.call('EXISTS', KEYS[1]) == 0 then
  return {0, {}}
end
local profile = open_part({prefix = string.match(KEYS[1], '^({p%d+}:)'), digits = string.sub(ARGV[2], 3)}, 'MP')
local item = find_item(profile.items, 'reachability')
local online = redis.call('EXISTS', KEYS[2]) == 1 and 'true' or 'false'
local data = '{"online":' .. online .. ',"notifiable":false}'
if item and item_data(item) ~= data then
  replace_item(profile, call, now, item, 'reachability', 'reachability', data)
end
return {0, tellings(profile)}
