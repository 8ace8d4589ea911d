-- A channel and its three objects. All keys follow from the channel's own and share its partition.
-- Needs shared/object.lua, shared/change.lua, shared/item.lua and shared/tombs.lua.

local CHANNEL_NOT_FOUND, CHAT_FORBIDDEN, NOT_A_MEMBER, MEMBER_NOT_FOUND = 50300, 50107, 50400, 50402
local JOINED, INVITED, LEVEL_DEFAULT, LEVEL_MUTED, SID_LENGTH = 'J', 'I', 'd', 'm', 34

-- One of the channel's objects: its keys, its counters, and what there is to tell of it.
local function open_part(channel, type)
  local sid, base = type .. channel.digits, channel.prefix .. type .. channel.digits
  local counters = redis.call('HMGET', base .. ':meta', 'event', 'next', 'floor', 'access')
  local part = {
    sid = sid, meta = base .. ':meta', log = base .. ':log', items = base .. ':items', tombs = base .. ':tombs',
    interest = base .. ':interest', stored = tonumber(counters[1] or 0), next = tonumber(counters[2]),
    floor = tonumber(counters[3]), access = tonumber(counters[4] or 0), base = epoch_base(base), changes = {},
  }
  part.event = math.max(part.stored, part.base)
  return part
end

-- What the members hash has of an identity, or nil.
local function read_member(channel, identity)
  local record = redis.call('HGET', channel.members, identity)
  return record and {
    identity = identity, status = string.sub(record, 1, 1), sid = string.sub(record, 2, SID_LENGTH + 1),
    role = string.sub(record, SID_LENGTH + 2, 2 * SID_LENGTH + 1),
    level = string.sub(record, 2 * SID_LENGTH + 2, 2 * SID_LENGTH + 2), extra = string.sub(record, 2 * SID_LENGTH + 3),
  }
end

local function write_member(channel, member)
  redis.call('HSET', channel.members, member.identity,
    member.status .. member.sid .. member.role .. member.level .. (member.extra or ''))
end

-- The keys that follow from a channel's own.
local function channel_of(key)
  local prefix, digits = string.match(key, '^({p%d+}:)CH(%x+):channel$')
  return {
    key = key, prefix = prefix, digits = digits, sid = 'CH' .. digits, members = prefix .. 'CH' .. digits .. ':members',
    pending = prefix .. 'pending', pended = {}, told = {},
  }
end

-- The channel as a caller has it, or nil and why not: a private one does not exist for outsiders.
local function open_channel(key, call, trusted)
  local channel = channel_of(key)
  local found = redis.call('HMGET', key, 'service', 'type', 'by', 'name', 'version', 'members', 'messages', 'tail')
  if not found[1] or found[1] ~= call.service then
    return nil, CHANNEL_NOT_FOUND
  end
  channel.type, channel.by, channel.name = found[2], found[3], found[4]
  channel.version, channel.member_count, channel.message_count, channel.tail =
    tonumber(found[5]), tonumber(found[6]), tonumber(found[7]), tonumber(found[8])
  channel.actor, channel.caller = call.actor, read_member(channel, call.actor)
  if not trusted and channel.type == 'private' and not channel.caller and channel.by ~= call.actor then
    return nil, CHANNEL_NOT_FOUND
  end
  return channel
end

-- Whether service role and channel role together allow something. A creator who is no member has the role of creators.
local function may(channel, rights, permission)
  if rights.trusted or bit.band(rights.service, permission) ~= 0 then
    return true
  end
  local role = channel.caller and channel.caller.status == JOINED and channel.caller.role
    or channel.by == channel.actor and rights.creator_role
  local bits = role and string.match(rights.roles, role .. '=(%d+)')
  return bits and bit.band(tonumber(bits), permission) ~= 0
end

-- The caller's rights: service role bits, whether it is trusted with everything, and the bits of all channel roles.
local function read_rights(packed)
  local service, trusted, creator_role, roles = string.match(packed, '^(%d+) (%d) (%S+) (.*)$')
  return {service = tonumber(service), trusted = trusted == '1', creator_role = creator_role, roles = roles}
end

local function is_member(member)
  return member and member.status == JOINED
end
