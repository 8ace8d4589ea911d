#!lua flags=allow-oom
-- Ends a membership or an invitation.
--
-- Reply: {0, version, pending entries, tellings, identity, member sid, member's record} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- KEYS[2] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission to remove others
-- ARGV[4] -- [integer] the permission to leave
-- ARGV[5] -- [string] the identity, or the member sid
-- ARGV[6] -- [string] the status that is ended: J for members, I for invitations
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local INVITATION_NOT_FOUND, FORMER_MEMBERS, FORMER_AGE = 50601, 1000, 600000
local call, rights, now, whom, status = read_call(ARGV[1]), read_rights(ARGV[2]), clock(), ARGV[5], ARGV[6]
-- Looked up first: for whoever left a private channel there is none any more.
local done = KEYS[2] and redis.call('GET', KEYS[2])
if done then
  local version, identity, member_sid, record = cmsgpack.unpack(done)
  return {0, version, {}, {}, identity, member_sid, record}
end
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end

local roster = open_part(channel, 'MP')
local item = status == JOINED and find_item(roster.items, whom)
local identity = item and cjson.decode(item_data(item)).identity or whom
local member = read_member(channel, identity)
if not member or member.status ~= status then
  if status == INVITED then
    return {INVITATION_NOT_FOUND}
  end
  return {identity == call.actor and NOT_A_MEMBER or MEMBER_NOT_FOUND}
end
local own = identity == call.actor
local declines = own and status == INVITED
if not declines and not may(channel, rights, tonumber(own and ARGV[4] or ARGV[3])) then
  return {CHAT_FORBIDDEN}
end

redis.call('HDEL', channel.members, identity)
if identity == channel.by then
  -- The creator's list has the channel no more; it could be joined again.
  redis.call('HSET', channel.key, 'left', 1)
end
local record = ''
local messages, document = open_part(channel, 'ES'), open_part(channel, 'ET')
if channel.type == 'private' then
  revoke(document, call, now, identity)
end
if status == JOINED then
  redis.call('HINCRBY', channel.key, 'members', -1)
  -- What the client still asks of the channel is answered with nothing for a while, instead of a refusal.
  local former = channel.prefix .. channel.sid .. ':former'
  redis.call('ZADD', former, now, identity)
  redis.call('ZREMRANGEBYRANK', former, 0, -FORMER_MEMBERS - 1)
  redis.call('PEXPIRE', former, FORMER_AGE)
  revoke(messages, call, now, identity)
  revoke(roster, call, now, identity)
  item = item or find_item(roster.items, member.sid)
  record = item_data(item)
  drop_item(roster, call, now, item, member.sid, member.sid)
end
follow_up(channel, now, member_entry(channel, identity))
if KEYS[2] then
  redis.call('SET', KEYS[2], cmsgpack.pack(channel.version, identity, member.sid, record), 'PX', call.record_age)
end
return {0, channel.version, channel.pended, tellings(messages, document, roster), identity, member.sid, record}
