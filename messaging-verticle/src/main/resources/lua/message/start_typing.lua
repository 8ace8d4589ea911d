-- Tells the other members that one is typing. Nothing is kept.
--
-- Reply: {0, tellings} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] for how long it counts (seconds)
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local TYPING_STARTED = 9
local call, rights, now = read_call(ARGV[1]), read_rights(ARGV[2]), clock()
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
if not is_member(channel.caller) then
  return {NOT_A_MEMBER}
end
local messages = open_part(channel, 'ES')
messages.changes[1] = encode_change(TYPING_STARTED, 0, now, 0, 0, messages.access, call, channel.sid, ARGV[3])
return {0, tellings(messages)}
