#!lua flags=no-writes
-- Reads messages of a channel by their indexes.
--
-- Reply: {0, and in turn index and message} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [string] the index to begin with, or empty for the first
-- ARGV[4] -- [integer] 1 to go down from there
-- ARGV[5] -- [integer] how many at most
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua

local INDEX_LENGTH = 10
local call, rights, from = read_call(ARGV[1]), read_rights(ARGV[2]), ARGV[3]
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
if not rights.trusted and not is_member(channel.caller) then
  return {NOT_A_MEMBER}
end
local items = channel.prefix .. 'ES' .. channel.digits .. ':items'
local key = from ~= '' and string.format('%010x', tonumber(from))
local found
if ARGV[4] == '1' then
  found = redis.call('ZREVRANGEBYLEX', items, key and '(' .. key .. '\1' or '+', '-', 'LIMIT', 0, ARGV[5])
else
  found = redis.call('ZRANGEBYLEX', items, key and '[' .. key or '-', '+', 'LIMIT', 0, ARGV[5])
end
local reply = {0}
for _, stored in ipairs(found) do
  reply[#reply + 1] = tonumber(string.sub(stored, 1, INDEX_LENGTH), 16)
  reply[#reply + 1] = item_data(decode_item(stored, INDEX_LENGTH))
end
return reply
