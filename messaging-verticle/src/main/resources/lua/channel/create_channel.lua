-- Makes a channel: its document, the empty list of its messages and the empty map of its members.
--
-- Reply: {0, made 0 or 1, version, pending entries, tellings, document, messages, members} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] its account
-- ARGV[3] -- [string] its type: public or private
-- ARGV[4] -- [string] its unique name, claimed before, or empty
-- ARGV[5] -- [string] its friendly name, or empty
-- ARGV[6] -- [string] its attributes
-- ARGV[7] -- [string] what the request is recognised by, or empty
-- ARGV[8] -- [string] its creator, or empty for the caller
-- ARGV[9] -- [string] its creation's date, or empty for now
-- ARGV[10] -- [string] its last change's date, or empty for now
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua
--include shared/json.lua
--include shared/channel_document.lua

local call, account, type, name, friendly_name, attributes, request =
  read_call(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], ARGV[7]
local now, channel = clock(), channel_of(KEYS[1])
local by, created, updated = ARGV[8] ~= '' and ARGV[8] or call.actor, ARGV[9], ARGV[10]

if redis.call('EXISTS', channel.key) == 1 then
  local found = redis.call('HMGET', channel.key, 'request', 'version', 'messages', 'members')
  if request == '' or found[1] ~= request then
    return {CHANNEL_NOT_FOUND}
  end
  local document = redis.call('HGET', channel.prefix .. 'ET' .. channel.digits .. ':meta', 'data')
  return {0, 0, found[2], {}, {}, document, found[3], found[4]}
end

local head = document_head(channel.sid, {
  type = type, uniqueName = name, friendlyName = friendly_name, attributes = attributes, createdBy = by,
  dateCreated = created ~= '' and created or iso(now), dateUpdated = updated ~= '' and updated or iso(now),
})
local document = head .. 'null}'
local parts = {ET = {'.channel', 'document:', document}, ES = {'.messages', 'channel:', '{}'},
  MP = {'.roster', 'channel:', '{}'}}
for type_prefix, part in pairs(parts) do
  local base = channel.prefix .. type_prefix .. channel.digits
  redis.call('DEL', base .. ':log')
  redis.call('HSET', base .. ':meta', 'account', account, 'service', call.service, 'name', channel.sid .. part[1],
    'guard', part[2] .. channel.sid, 'event', 0, 'data', part[3], 'next', 0, 'floor', 0, 'created', now,
    'updated', now, 'expires', 0, 'by', call.actor)
end
-- What back ends made is nobody's own: the channel's creator is empty then.
redis.call('HSET', channel.key, 'account', account, 'service', call.service, 'type', type, 'by', by ~= BACK_END and by or '',
  'name', name, 'version', 0, 'members', 0, 'messages', 0, 'tail', #head, 'request', request)
keep_for_webhooks(channel.prefix .. 'ET' .. channel.digits .. ':log', call, OBJECT_MADE, 0, 0, '', document)
channel.version = 0
local entries = {index_entry(channel)}
if by ~= BACK_END then
  entries[2] = member_entry(channel, by)
end
if type == 'public' then
  entries[#entries + 1] = public_entry(channel)
end
follow_up(channel, now, unpack(entries))
return {0, 1, channel.version, channel.pended, {}, document, 0, 0}
