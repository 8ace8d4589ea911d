#!lua flags=allow-oom
-- Removes a message. Its index is not used again.
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
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua
--include shared/channel_document.lua

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
local done = KEYS[2] and redis.call('GET', KEYS[2])
if done then
  return {0, {}, index, done}
end
if not item then
  return {MESSAGE_NOT_FOUND}
end
local data = item_data(item)
local own = cjson.decode(data).author == call.actor and may(channel, rights, tonumber(ARGV[3]))
if not own and not may(channel, rights, tonumber(ARGV[4])) then
  return {CHAT_FORBIDDEN}
end

drop_item(messages, call, now, item, key, json_number(index))
redis.call('HINCRBY', channel.key, 'messages', -1)
local document = open_part(channel, 'ET')
local last = redis.call('ZREVRANGEBYLEX', messages.items, '+', '-', 'LIMIT', 0, 1)[1]
if not last then
  write_last_message(channel, document, call, now, 'null')
elseif string.sub(last, 1, #key) < key then
  local newest = decode_item(last, #key)
  write_last_message(channel, document, call, now,
    last_message_json(tonumber(string.sub(last, 1, #key), 16), cjson.decode(item_data(newest)).timestamp))
end
if KEYS[2] then
  redis.call('SET', KEYS[2], data, 'PX', call.record_age)
end
return {0, tellings(messages, document), index, data}
