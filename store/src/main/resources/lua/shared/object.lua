-- What every script about an object begins with: statuses, the clock, the call and the object's own record.

local OK, NOT_FOUND, FORBIDDEN, REVISION_MISMATCH, ITEM_NOT_FOUND = 0, 1, 2, 3, 4
local ITEM_EXISTS, ITEM_REVISION_MISMATCH, NAME_EXISTS, CURSOR_TOO_OLD, FORMER_MEMBER = 5, 6, 7, 8, 9

-- The one clock of the cluster (epoch milliseconds).
local function clock()
  local time = redis.call('TIME')
  return time[1] * 1000 + math.floor(time[2] / 1000)
end

-- Who calls and how much is kept; the layout is that of ScriptCall.
local function read_call(packed)
  local access, request, log_length, log_age, tomb_count, tomb_age, record_age, service, actor, connection =
    struct.unpack('>BI6I4I6I4I6I4I2c0I2c0I2c0', packed)
  return {
    need = access % 8, right = math.floor(access / 8) % 8, trusted = access % 128 >= 64, told = access >= 128,
    request = request, log_length = log_length, log_age = log_age, tomb_count = tomb_count, tomb_age = tomb_age, record_age = record_age, service = service, actor = actor, connection = connection,
  }
end

--include shared/guard.lua
--include shared/epoch.lua

-- The object's counters, or nil and why not. An object of another service or past its time does not exist.
local function open_object(meta, acl, call, now)
  local found = redis.call('HMGET', meta, 'service', 'expires', 'event', 'next', 'floor', 'guard', 'access')
  if not found[1] or (call.service ~= '' and found[1] ~= call.service) then
    return nil, NOT_FOUND
  end
  local object = {
    service = found[1], expires = tonumber(found[2]), stored = tonumber(found[3]), base = epoch_base(meta),
    next = tonumber(found[4]), floor = tonumber(found[5]), access = tonumber(found[7] or 0),
  }
  object.event = math.max(object.stored, object.base)
  if object.expires > 0 and object.expires <= now then
    return nil, NOT_FOUND
  end
  local refusal = found[6] and guard_refusal(meta, found[6], call)
  if refusal or lacks_permission(acl, call) then
    return nil, refusal or FORBIDDEN
  end
  return object
end

-- All of the object that its state shows, in the order that ObjectReply reads; the data may be left out by naming a
-- field that no object has.
local function object_state(meta, data_field)
  return redis.call('HMGET', meta, 'account', 'service', 'name', 'event', data_field or 'data',
    'created', 'updated', 'expires', 'by')
end
