-- Makes a user where there is none: the profile and the empty map of channels.
--
-- Reply: {0, made 0 or 1, the user's record, time (milliseconds)}.
--
-- KEYS[1] -- [hash] the profile
-- KEYS[2] -- [hash] the map of channels
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the account
-- ARGV[3] -- [string] the user's sid
-- ARGV[4] -- [string] the identity
-- ARGV[5] -- [string] the role
-- ARGV[6] -- [bytes] the friendly name's value
-- ARGV[7] -- [bytes] the attributes' value
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua

local call, user, identity, role, now = read_call(ARGV[1]), ARGV[3], ARGV[4], ARGV[5], clock()
local record = redis.call('HGET', KEYS[1], 'data')
if record then
  return {0, 0, record, now}
end

record = table.concat({'{"identity":', json_text(identity), ',"roleSid":"', role, '","dateCreated":"', iso(now), '"}'})
local function make(meta, name, guard, data)
  -- Of a user who was removed the log may be left.
  redis.call('DEL', (string.gsub(meta, ':meta$', ':log')))
  redis.call('HSET', meta, 'account', ARGV[2], 'service', call.service, 'name', user .. name, 'guard', guard,
    'event', 0, 'data', data, 'next', 0, 'floor', 0, 'created', now, 'updated', now, 'expires', 0, 'by', identity)
end
make(KEYS[1], '.info', 'service', record)
if redis.call('EXISTS', KEYS[2]) == 0 then
  make(KEYS[2], '.channels', 'own:' .. identity, '{}')
end
keep_for_webhooks((string.gsub(KEYS[1], ':meta$', ':log')), call, OBJECT_MADE, 0, 0, '', record)
local profile = open_part({prefix = string.match(KEYS[1], '^({p%d+}:)'), digits = string.sub(user, 3)}, 'MP')
add_item(profile, call, now, 'friendlyName', 'friendlyName', ARGV[6])
add_item(profile, call, now, 'attributes', 'attributes', ARGV[7])
add_item(profile, call, now, 'reachability', 'reachability', '{"online":false,"notifiable":false}')
redis.call('ZADD', string.match(KEYS[1], '^({p%d+}:)') .. 'pending', now, 'user\0' .. user)
return {0, 1, record, now}
