-- Changes what a channel knows of a member.
--
-- Reply: {0, version, pending entries, tellings, member sid, member's record} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission that is needed, where the member is somebody else
-- ARGV[4] -- [string] the identity, or the member sid
-- ARGV[5…] -- [string] what changes and its new value, in turn: attributes, a text; role, a sid; horizon, an index, or
--   empty for none; consumed, created, updated, dates; level, d or m
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua

local call, rights, now, whom = read_call(ARGV[1]), read_rights(ARGV[2]), clock(), ARGV[4]
local given = {}
for i = 5, #ARGV, 2 do
  given[ARGV[i]] = ARGV[i + 1]
end
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
local roster = open_part(channel, 'MP')
local item = find_item(roster.items, whom)
local identity = item and cjson.decode(item_data(item)).identity or whom
local member = read_member(channel, identity)
if not is_member(member) then
  return {identity == call.actor and NOT_A_MEMBER or MEMBER_NOT_FOUND}
end
if identity ~= call.actor and not may(channel, rights, tonumber(ARGV[3])) then
  return {CHAT_FORBIDDEN}
end

item = item or find_item(roster.items, member.sid)
local record = cjson.decode(item_data(item))
local date, changed, follows = iso(now), false, false
local function put(field, value)
  if value and record[field] ~= value then
    record[field], changed = value, true
    return true
  end
end
if (given.level or member.level) ~= member.level or (given.role or member.role) ~= member.role then
  member.level, member.role, follows = given.level or member.level, given.role or member.role, true
  write_member(channel, member)
end
if given.horizon and put('lastConsumedMessageIndex', given.horizon == '' and cjson.null or tonumber(given.horizon)) then
  record.lastConsumptionTimestamp, follows = date, true
end
put('lastConsumptionTimestamp', given.consumed)
local attributes, role = put('attributes', given.attributes), put('roleSid', given.role)
if attributes or role then
  record.dateUpdated = date
end
put('dateCreated', given.created)
put('dateUpdated', given.updated)
if follows then
  follow_up(channel, now, member_entry(channel, identity))
end
local data = item_data(item)
if changed then
  data = table.concat({
    '{"identity":', json_text(identity), ',"type":"chat","roleSid":"', record.roleSid, '","userInfo":"',
    record.userInfo, '","attributes":', json_text(record.attributes), ',"dateCreated":"', record.dateCreated,
    '","dateUpdated":"', record.dateUpdated, '","lastConsumedMessageIndex":',
    json_number(record.lastConsumedMessageIndex), ',"lastConsumptionTimestamp":',
    json_or_null(record.lastConsumptionTimestamp), '}',
  })
  replace_item(roster, call, now, item, member.sid, member.sid, data)
end
return {0, channel.version, channel.pended, tellings(roster), member.sid, data}
