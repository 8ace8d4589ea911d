-- Makes an identity a member. It consumes an invitation.
--
-- Reply: {0, version, pending entries, tellings, member sid, member's record} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- KEYS[2] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission that is needed
-- ARGV[4] -- [string] the identity
-- ARGV[5] -- [string] a new member sid
-- ARGV[6] -- [string] role of members and role of the creator, one after the other
-- ARGV[7] -- [string] the user's sid
-- ARGV[8] -- [integer] how many members there may be
-- ARGV[9] -- [string] another role, or empty
-- ARGV[10] -- [string] the attributes, or empty for none
-- ARGV[11] -- [string] the date of joining, or empty for now
-- ARGV[12] -- [string] the date of the last change, or empty for now
-- ARGV[13] -- [string] the index of the last message read, or empty for none
-- ARGV[14] -- [string] the date at which that was said, or empty
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua

local MEMBER_EXISTS, CHANNEL_FULL = 50404, 50403
local call, rights, now, identity, sid, user = read_call(ARGV[1]), read_rights(ARGV[2]), clock(), ARGV[4], ARGV[5], ARGV[7]
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
local before = read_member(channel, identity)
if is_member(before) then
  local item = find_item(channel.prefix .. 'MP' .. channel.digits .. ':items', before.sid)
  if KEYS[2] and redis.call('GET', KEYS[2]) == before.sid then
    return {0, channel.version, {}, {}, before.sid, item_data(item)}
  end
  return {MEMBER_EXISTS}
end
local joins = identity == call.actor
local invited_in = joins and (before or (channel.type == 'private' and channel.by == identity))
if not invited_in and not may(channel, rights, tonumber(ARGV[3])) then
  return {CHAT_FORBIDDEN}
end
if channel.member_count >= tonumber(ARGV[8]) then
  return {CHANNEL_FULL}
end

local role = ARGV[9] ~= '' and ARGV[9] or before and before.role or string.sub(ARGV[6], channel.by == identity and SID_LENGTH + 1 or 1,
  channel.by == identity and -1 or SID_LENGTH)
write_member(channel, {identity = identity, status = JOINED, sid = sid, role = role, level = LEVEL_DEFAULT})
redis.call('HINCRBY', channel.key, 'members', 1)
local date = iso(now)
local data = table.concat({
  '{"identity":', json_text(identity), ',"type":"chat","roleSid":"', role, '","userInfo":"', user,
  '.info","attributes":', json_text(ARGV[10] ~= '' and ARGV[10] or '{}'), ',"dateCreated":"',
  ARGV[11] ~= '' and ARGV[11] or date, '","dateUpdated":"', ARGV[12] ~= '' and ARGV[12] or date,
  '","lastConsumedMessageIndex":', json_number(ARGV[13]), ',"lastConsumptionTimestamp":', json_or_null(ARGV[14]), '}',
})
local roster = open_part(channel, 'MP')
add_item(roster, call, now, sid, sid, data)
if KEYS[2] then
  redis.call('SET', KEYS[2], sid, 'PX', call.record_age)
end
follow_up(channel, now, member_entry(channel, identity))
return {0, channel.version, channel.pended, tellings(roster), sid, data}
