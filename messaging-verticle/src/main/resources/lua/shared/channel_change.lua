-- How a channel is changed: items, what has to follow elsewhere, and what is to be told. Needs shared/channel.lua.

-- Appends a change of an item and stores the object's counters.
local function item_changed(part, call, now, kind, item, key, label, data)
  local change = append_change(part, part.log, call, now, kind, item.revision, 0, label, data)
  redis.call('HSET', part.meta, 'event', part.event, 'updated', now, 'next', part.next)
  part.changes[#part.changes + 1] = change
  return change
end

local function add_item(part, call, now, key, label, data)
  local item = {revision = first_revision(part.tombs, part, key), event = part.event + 1, added = part.event + 1,
    created = now, updated = now, expires = 0, created_by = call.actor}
  store_item(part.items, key, item, data)
  return item_changed(part, call, now, ITEM_ADDED, item, key, label, data)
end

local function replace_item(part, call, now, item, key, label, data)
  local before = item.member
  item.revision, item.event, item.updated = math.max(item.revision + 1, part.base), part.event + 1, now
  store_item(part.items, key, item, data, before)
  return item_changed(part, call, now, ITEM_UPDATED, item, key, label, data)
end

local function drop_item(part, call, now, item, key, label)
  redis.call('ZREM', part.items, item.member)
  local change = item_changed(part, call, now, ITEM_REMOVED, item, key, label, item_data(item))
  bury(part.tombs, part.meta, call, now, key, part.event)
  return change
end

-- Tells subscribers of an identity that its rights changed; before whatever is told after it.
local function revoke(part, call, now, identity)
  part.access = redis.call('HINCRBY', part.meta, 'access', 1)
  part.changes[#part.changes + 1] = encode_change(ACCESS_CHANGED, 0, now, 0, 0, part.access, call, identity, 'null')
end

-- Replaces the channel's document; `label` marks a change of one field alone.
local function write_document(part, call, now, data, label)
  local change = append_change(part, part.log, call, now, DOCUMENT_UPDATED, nil, 0, label, data)
  redis.call('HSET', part.meta, 'event', part.event, 'data', data, 'updated', now, 'changed', part.event)
  part.changes[#part.changes + 1] = change
end

-- Enters what has to be derived anew elsewhere, under the channel's next version.
local function follow_up(channel, now, ...)
  channel.version = math.max(channel.version + 1, now)
  redis.call('HSET', channel.key, 'version', channel.version)
  for _, what in ipairs({...}) do
    redis.call('ZADD', channel.pending, channel.version, what)
    channel.pended[#channel.pended + 1] = what
  end
end

local function member_entry(channel, identity)
  return 'member\0' .. channel.sid .. '\0' .. identity
end

local function index_entry(channel)
  return 'index\0' .. channel.sid
end

local function public_entry(channel)
  return 'public\0' .. channel.sid
end

-- What is to be told of an object: {sid, gateways, change…}, in the order of its changes.
local function telling(part)
  return {part.sid, redis.call('SMEMBERS', part.interest), unpack(part.changes)}
end

local function tellings(...)
  local told = {}
  for _, part in ipairs({...}) do
    if #part.changes > 0 then
      told[#told + 1] = telling(part)
    end
  end
  return told
end
