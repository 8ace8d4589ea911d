#!lua flags=no-writes
-- Reads members of a channel: some, or a page of all in the order of their sids.
--
-- Reply: {0, and in turn member sid and record} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [string] the member sid behind which the page begins, or empty
-- ARGV[4] -- [integer] how many at most
-- ARGV[5…] -- [string] whom, by identity or member sid; none for everybody
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua

local call, rights, after = read_call(ARGV[1]), read_rights(ARGV[2]), ARGV[3]
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
if not rights.trusted and not is_member(channel.caller) then
  return {NOT_A_MEMBER}
end
local items = channel.prefix .. 'MP' .. channel.digits .. ':items'
local reply = {0}
local function add(sid, item)
  reply[#reply + 1] = sid
  reply[#reply + 1] = item_data(item)
end

for i = 5, #ARGV do
  local member = read_member(channel, ARGV[i])
  local sid = is_member(member) and member.sid or ARGV[i]
  local item = find_item(items, sid)
  if item then
    add(sid, item)
  end
end
if #ARGV < 5 then
  local from = after == '' and '-' or '(' .. after .. '\1'
  for _, stored in ipairs(redis.call('ZRANGEBYLEX', items, from, '+', 'LIMIT', 0, ARGV[4])) do
    add(string.sub(stored, 1, SID_LENGTH), decode_item(stored, SID_LENGTH))
  end
end
return reply
