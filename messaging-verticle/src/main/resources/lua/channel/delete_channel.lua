#!lua flags=allow-oom
-- Removes a channel with its messages and members. Logs stay for a while, so that the end can still be told.
--
-- Reply: {0, version, pending entries, tellings, document, messages, members} or {error code}.
--
-- KEYS[1] -- [hash] the channel; all other keys follow from it
-- KEYS[2] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the caller's rights
-- ARGV[3] -- [integer] the permission that is needed
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua
--include shared/channel_change.lua

local GONE_AGE = 86400000
local call, rights, now = read_call(ARGV[1]), read_rights(ARGV[2]), clock()
local done = KEYS[2] and redis.call('GET', KEYS[2])
if done then
  local version, document, messages, members = cmsgpack.unpack(done)
  return {0, version, {}, {}, document, messages, members}
end
local channel, refusal = open_channel(KEYS[1], call, rights.trusted)
if not channel then
  return {refusal}
end
if not may(channel, rights, tonumber(ARGV[3])) then
  return {CHAT_FORBIDDEN}
end

local entries = {index_entry(channel)}
for _, identity in ipairs(redis.call('HKEYS', channel.members)) do
  entries[#entries + 1] = member_entry(channel, identity)
end
if channel.by ~= '' then
  entries[#entries + 1] = member_entry(channel, channel.by)
end
if channel.type == 'public' then
  entries[#entries + 1] = public_entry(channel)
end
if channel.name ~= '' then
  entries[#entries + 1] = 'name\0' .. channel.sid .. '\0' .. channel.name
end
-- One by one: a channel may have more members than a call has arguments.
channel.version = math.max(channel.version + 1, now)
for _, entry in ipairs(entries) do
  redis.call('ZADD', channel.pending, channel.version, entry)
end

local document = redis.call('HGET', channel.prefix .. 'ET' .. channel.digits .. ':meta', 'data')
local told = {}
for _, type in ipairs({'ET', 'ES', 'MP'}) do
  local part = open_part(channel, type)
  part.changes[1] = append_change(part, part.log, call, now, OBJECT_REMOVED, nil, 0, '', 'null')
  told[#told + 1] = telling(part)
  redis.call('UNLINK', part.meta, part.items, part.tombs, part.interest)
end
-- What is pending has to know whose it was.
local gone = channel.prefix .. channel.sid .. ':gone'
redis.call('HSET', gone, 'account', redis.call('HGET', channel.key, 'account'), 'service', call.service)
redis.call('PEXPIRE', gone, GONE_AGE)
redis.call('UNLINK', channel.key, channel.members)
-- Its own webhooks are told of the end, too.
redis.call('PEXPIRE', channel.prefix .. channel.sid .. ':webhooks', GONE_AGE)
if KEYS[2] then
  redis.call('SET', KEYS[2], cmsgpack.pack(channel.version, document, channel.message_count, channel.member_count), 'PX',
    call.record_age)
end
return {0, channel.version, entries, told, document, channel.message_count, channel.member_count}
