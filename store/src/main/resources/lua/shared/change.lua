-- How a change is written: numbered, appended to the log, remembered under its request.

local DOCUMENT_UPDATED, CONTEXT_UPDATED, OBJECT_REMOVED, ITEM_ADDED = 1, 2, 3, 4
local ITEM_UPDATED, ITEM_REMOVED, MESSAGE_PUBLISHED, ACCESS_CHANGED = 5, 6, 7, 8

-- The actor of back ends, which need no rights and are given none.
local BACK_END = 'system'

-- The stored form of a change, as the contract Change describes it.
local function encode_change(kind, event, at, revision, expires, access, call, key, data)
  return struct.pack('>BI6I6I6I6I4I6I2I2I2I4', kind, event, at, revision, expires, access, call.request,
    #key, #call.actor, #call.connection, #data) .. key .. call.actor .. call.connection .. data
end

-- The same call for what time did, not the caller. Webhooks do not hear of it.
local function as_nobody(call)
  return setmetatable({actor = '', connection = '', request = 0, told = false}, {__index = call})
end

-- Keeps a change until webhooks were told of it, with what nobody knows any more by then (docs/adr/0021). Beyond the
-- limit the oldest are forgotten.
local WEBHOOK_BACKLOG, OBJECT_MADE = 10000, 0
local function keep_for_webhooks(log, call, kind, event, revision, key, data)
  if call.told then
    local prefix, sid = string.match(log, '^({p%d+}:)(%w+):log$')
    local known = redis.call('HMGET', prefix .. sid .. ':meta', 'name', kind == OBJECT_REMOVED and 'data' or 'none')
    redis.call('XADD', prefix .. 'webhooks', 'MAXLEN', '~', WEBHOOK_BACKLOG, '*', 'service', call.service, 'sid', sid,
      'name', known[1] or '', 'kind', kind, 'event', event, 'revision', revision, 'key', key, 'actor', call.actor,
      'api', call.trusted and 1 or 0, 'data', known[2] or data)
  end
end

-- Gives a change the object's next event id and appends it. The caller stores the counter.
local function append_change(object, log, call, now, kind, revision, expires, key, data)
  if object.event > object.stored then
    note_jump(string.gsub(log, ':log$', ':meta'), object.stored, object.event)
  end
  object.event = object.event + 1
  object.stored = object.event
  local change = encode_change(kind, object.event, now, revision or object.event, expires, object.access or 0, call,
    key, data)
  redis.call('XADD', log, 'MAXLEN', '~', call.log_length, string.format('%.0f-0', object.event), 'e', change)
  redis.call('PEXPIRE', log, call.log_age)
  keep_for_webhooks(log, call, kind, object.event, revision or object.event, key, data)
  return change
end

-- Remembers what a request did, so that its repetition does nothing.
local function remember(record, call, event, created, created_at, key, created_by)
  if record then
    local done = struct.pack('>I6BI6I2', event, created, created_at, #key) .. key .. created_by
    redis.call('SET', record, done, 'PX', call.record_age)
  end
end

-- What an earlier request with this id did, or nil; its change is nil where the log has forgotten it.
local function recall(record, log)
  local done = record and redis.call('GET', record)
  if not done then
    return nil
  end
  local event, created, created_at, key_length, at = struct.unpack('>I6BI6I2', done)
  local id = string.format('%.0f-0', event)
  local entry = redis.call('XRANGE', log, id, id)[1]
  return {
    event = event, created = created, created_at = created_at, change = entry and entry[2][2],
    key = string.sub(done, at, at + key_length - 1), created_by = string.sub(done, at + key_length),
  }
end

--include shared/expiry.lua
