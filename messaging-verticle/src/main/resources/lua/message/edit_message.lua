-- Changes a message's text or attributes.
--
-- Reply: {0, tellings, index, message} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- KEYS[2] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission for own messages
-- ARGV[4] -- [integer] the permission for those of others
-- ARGV[5] -- [integer] the index
-- ARGV[6] -- [string] '=' and the new text, or empty to leave it
-- ARGV[7] -- [string] '=' and the new attributes, or empty to leave them
-- ARGV[8] -- [string] another author, or empty to leave it
-- ARGV[9] -- [string] another date, or empty to leave it
-- ARGV[10] -- [string] the date of the change, or empty for now
-- ARGV[11] -- [string] who changed it, or empty for the caller
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua

local MESSAGE_NOT_FOUND = 50500
local call, rights, now, index = read_call(ARGV[1]), read_rights(ARGV[2]), clock(), tonumber(ARGV[5])
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
local messages, key = open_part(channel, 'ES'), string.format('%010x', index)
local item = find_item(messages.items, key)
if not rights.trusted and not is_member(channel.caller) and not may(channel, rights, tonumber(ARGV[4])) then
  return {NOT_A_MEMBER}
end
if not item then
  return {MESSAGE_NOT_FOUND}
end
if KEYS[2] and redis.call('EXISTS', KEYS[2]) == 1 then
  return {0, {}, index, item_data(item)}
end
local message = cjson.decode(item_data(item))
local own = message.author == call.actor and may(channel, rights, tonumber(ARGV[3]))
if not own and not may(channel, rights, tonumber(ARGV[4])) then
  return {CHAT_FORBIDDEN}
end

local text = ARGV[6] ~= '' and string.sub(ARGV[6], 2) or message.text
local attributes = ARGV[7] ~= '' and string.sub(ARGV[7], 2) or message.attributes
local edited = message.edited or text ~= message.text
if ARGV[8] ~= '' and ARGV[8] ~= message.author then
  local member = read_member(channel, ARGV[8])
  message.author, message.memberSid = ARGV[8], is_member(member) and member.sid or cjson.null
end
local data = table.concat({
  '{"sid":"', message.sid, '","author":', json_text(message.author), ',"memberSid":', json_or_null(message.memberSid),
  ',"type":"text","text":', json_text(text), ',"attributes":', json_text(attributes), ',"timestamp":"',
  ARGV[9] ~= '' and ARGV[9] or message.timestamp, '","dateUpdated":"', ARGV[10] ~= '' and ARGV[10] or iso(now),
  '","lastUpdatedBy":', json_text(ARGV[11] ~= '' and ARGV[11] or call.actor), edited and ',"edited":true}' or '}',
})
replace_item(messages, call, now, item, key, json_number(index), data)
if KEYS[2] then
  redis.call('SET', KEYS[2], index, 'PX', call.record_age)
end
return {0, tellings(messages), index, data}
