-- Appends a message under the channel's next index.
--
-- Reply: {0, tellings, index, message} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- KEYS[2] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission that is needed
-- ARGV[4] -- [string] what the sids of the channel's messages begin with
-- ARGV[5] -- [string] the text
-- ARGV[6] -- [string] the attributes
-- ARGV[7] -- [string] the author, or empty for the caller
-- ARGV[8] -- [string] the date, or empty for now
-- ARGV[9] -- [string] the date of the last change, or empty for the same
-- ARGV[10] -- [string] who last changed it, or empty for nobody
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua
--include shared/channel_document.lua

local MESSAGE_NOT_FOUND = 50500
local call, rights, now = read_call(ARGV[1]), read_rights(ARGV[2]), clock()
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
if not rights.trusted and not is_member(channel.caller) then
  return {NOT_A_MEMBER}
end
if not may(channel, rights, tonumber(ARGV[3])) then
  return {CHAT_FORBIDDEN}
end
local messages = open_part(channel, 'ES')
local done = KEYS[2] and redis.call('GET', KEYS[2])
if done then
  local item = find_item(messages.items, string.format('%010x', tonumber(done)))
  -- It was sent, and may be removed since.
  return item and {0, {}, tonumber(done), item_data(item)} or {MESSAGE_NOT_FOUND}
end

local index, date = messages.next, ARGV[8] ~= '' and ARGV[8] or iso(now)
local author = ARGV[7] ~= '' and ARGV[7] or call.actor
local member = read_member(channel, author)
local key = string.format('%010x', index)
local data = table.concat({
  '{"sid":"', ARGV[4], key, '","author":', json_text(author), ',"memberSid":',
  json_or_null(is_member(member) and member.sid or ''), ',"type":"text","text":', json_text(ARGV[5]),
  ',"attributes":', json_text(ARGV[6]), ',"timestamp":"', date, '","dateUpdated":"',
  ARGV[9] ~= '' and ARGV[9] or date, '","lastUpdatedBy":', json_or_null(ARGV[10]), '}',
})
messages.next = index + 1
add_item(messages, call, now, key, json_number(index), data)
redis.call('HINCRBY', channel.key, 'messages', 1)
local document = open_part(channel, 'ET')
write_last_message(channel, document, call, now, last_message_json(index, date))
if KEYS[2] then
  redis.call('SET', KEYS[2], index, 'PX', call.record_age)
end
return {0, tellings(messages, document), index, data}
