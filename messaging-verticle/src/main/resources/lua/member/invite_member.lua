-- Invites an identity.
--
-- Reply: {0, version, pending entries, tellings, time (milliseconds), invitation sid} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- KEYS[2] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission that is needed
-- ARGV[4] -- [string] the identity
-- ARGV[5] -- [string] a new invitation sid
-- ARGV[6] -- [string] the role that it will have
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local MEMBER_EXISTS, INVITATION_EXISTS = 50404, 50212
local call, rights, now, identity = read_call(ARGV[1]), read_rights(ARGV[2]), clock(), ARGV[4]
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
if not may(channel, rights, tonumber(ARGV[3])) then
  return {CHAT_FORBIDDEN}
end
local before = read_member(channel, identity)
if before then
  if KEYS[2] and redis.call('GET', KEYS[2]) == before.sid then
    return {0, channel.version, {}, {}, tonumber(string.match(before.extra, '^%d+')), before.sid}
  end
  return {is_member(before) and MEMBER_EXISTS or INVITATION_EXISTS}
end

write_member(channel, {identity = identity, status = INVITED, sid = ARGV[5], role = ARGV[6], level = LEVEL_DEFAULT,
  extra = string.format('%.0f ', now) .. call.actor})
follow_up(channel, now, member_entry(channel, identity))
if KEYS[2] then
  redis.call('SET', KEYS[2], ARGV[5], 'PX', call.record_age)
end
return {0, channel.version, channel.pended, {}, now, ARGV[5]}
