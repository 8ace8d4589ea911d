-- Changes a channel's names or attributes.
--
-- Reply: {0, version, pending entries, tellings, document, messages, members, the name before} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission to change names
-- ARGV[4] -- [integer] the permission to change attributes
-- ARGV[5] -- [string] '=' and the new unique name, or empty to leave it
-- ARGV[6] -- [string] '=' and the new friendly name, or empty to leave it
-- ARGV[7] -- [string] '=' and the new attributes, or empty to leave them
-- ARGV[8] -- [string] who is said to have made it, or empty to leave it
-- ARGV[9] -- [string] the date of its creation, or empty to leave it
-- ARGV[10] -- [string] the date of its last change, or empty for now
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua
--include shared/channel_document.lua

local call, rights, now = read_call(ARGV[1]), read_rights(ARGV[2]), clock()
local name, friendly_name, attributes, by = ARGV[5], ARGV[6], ARGV[7], ARGV[8]
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
local names_change = name ~= '' or friendly_name ~= ''
if (names_change and not may(channel, rights, tonumber(ARGV[3])))
  or (attributes ~= '' and not may(channel, rights, tonumber(ARGV[4]))) then
  return {CHAT_FORBIDDEN}
end

local document = open_part(channel, 'ET')
local data = redis.call('HGET', document.meta, 'data')
local doc = cjson.decode(string.sub(data, 1, channel.tail) .. 'null}')
local last = string.sub(data, channel.tail + 1, -2)
doc.uniqueName = name ~= '' and string.sub(name, 2) or doc.uniqueName
doc.friendlyName = friendly_name ~= '' and string.sub(friendly_name, 2) or doc.friendlyName
doc.attributes = attributes ~= '' and string.sub(attributes, 2) or doc.attributes
doc.createdBy = by ~= '' and by or doc.createdBy
doc.dateCreated = ARGV[9] ~= '' and ARGV[9] or doc.dateCreated
doc.dateUpdated = ARGV[10] ~= '' and ARGV[10] or doc.dateUpdated
local before = document_head(channel.sid, doc)
if before == string.sub(data, 1, channel.tail) then
  return {0, channel.version, {}, {}, data, channel.message_count, channel.member_count, channel.name}
end
doc.dateUpdated = ARGV[10] ~= '' and ARGV[10] or iso(now)
local head = document_head(channel.sid, doc)
data = head .. last .. '}'
write_document(document, call, now, data, '')
redis.call('HSET', channel.key, 'tail', #head)
if name ~= '' then
  redis.call('HSET', channel.key, 'name', string.sub(name, 2))
end
local entries = {}
local creator = by == BACK_END and '' or by
if by ~= '' and creator ~= channel.by then
  redis.call('HSET', channel.key, 'by', creator)
  for _, identity in ipairs({creator, channel.by}) do
    entries[#entries + 1] = identity ~= '' and member_entry(channel, identity) or nil
  end
end
if channel.type == 'public' then
  entries[#entries + 1] = public_entry(channel)
end
if name ~= '' and channel.name ~= '' and channel.name ~= string.sub(name, 2) then
  entries[#entries + 1] = 'name\0' .. channel.sid .. '\0' .. channel.name
end
follow_up(channel, now, unpack(entries))
return {0, channel.version, channel.pended, tellings(document), data, channel.message_count, channel.member_count,
  channel.name}
