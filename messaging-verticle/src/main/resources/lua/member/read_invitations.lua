#!lua flags=no-writes
-- Reads invitations to a channel in the order of their sids. A channel has few: all are looked at.
--
-- Reply: {0, and for each invitation {sid, identity, role, when (milliseconds), who invited}} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the invitation sid behind which the page begins, or empty
-- ARGV[3] -- [integer] how many at most
-- ARGV[4…] -- [string] whose, by identity or invitation sid; none for everybody's
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua

local call, after = read_call(ARGV[1]), ARGV[2]
local channel, refusal = open_channel(KEYS[1], call, true)
if not channel then
  return {refusal}
end
local whose = {}
for i = 4, #ARGV do
  whose[ARGV[i]] = true
end
local found = {}
for _, identity in ipairs(redis.call('HKEYS', channel.members)) do
  local member = read_member(channel, identity)
  if member.status == INVITED and member.sid > after and (#ARGV < 4 or whose[identity] or whose[member.sid]) then
    local at, by = string.match(member.extra, '^(%d+) (.*)$')
    found[#found + 1] = {member.sid, identity, member.role, at or '0', by or ''}
  end
end
table.sort(found, function(one, other)
  return one[1] < other[1]
end)
local reply = {0}
for i = 1, math.min(#found, tonumber(ARGV[3])) do
  reply[i + 1] = found[i]
end
return reply
