-- Replaces a document's value or a collection's context, or moves the object's end, or both.
--
-- Reply: {0, state (see object_state, without the data where a change has it), gateways, change…} or {status}.
--
-- KEYS[1] -- [hash] the object
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [stream] its log
-- KEYS[4] -- [set] the gateways that follow it
-- KEYS[5] -- [sorted set] the partition's expiry index
-- KEYS[6] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the object's sid
-- ARGV[3] -- [bytes] the new value, or empty to leave it
-- ARGV[4] -- [integer] its time to live (milliseconds), 0 for ever, empty to leave it
-- ARGV[5] -- [integer] the revision that must be there, or empty
-- ARGV[6] -- [integer] the kind of the change
--include shared/object.lua
--include shared/change.lua

local meta, acl, log, interest, expiry, record = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5], KEYS[6]
local call, sid, data, ttl, if_match, kind = read_call(ARGV[1]), ARGV[2], ARGV[3], ARGV[4], ARGV[5], tonumber(ARGV[6])
local now = clock()

local object, refusal = open_object(meta, acl, call, now)
if not object then
  return {refusal}
end
local done = recall(record, log)
if done then
  return {OK, object_state(meta), redis.call('SMEMBERS', interest), done.change}
end
if if_match ~= '' and tonumber(if_match) ~= object.stored then
  return {REVISION_MISMATCH}
end

local expires = moved_expiry(ttl, now, object.expires)
if expires ~= object.expires then
  redis.call('HSET', meta, 'expires', expires)
  index_expiry(expiry, sid, object.expires, expires)
end
if data == '' then
  return {OK, object_state(meta), {}}
end
local change = append_change(object, log, call, now, kind, nil, expires, '', data)
redis.call('HSET', meta, 'event', object.event, 'data', data, 'updated', now, 'changed', object.event)
remember(record, call, object.event, 0, 0, '', '')
return {OK, object_state(meta, '-'), redis.call('SMEMBERS', interest), change}
