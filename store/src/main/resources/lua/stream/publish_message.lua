-- Tells everyone who listens to a stream. Nothing is kept but the request's record.
--
-- Reply: {0, message sid, gateways, change, absent for a repeated request} or {status}.
--
-- KEYS[1] -- [hash] the stream
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [set] the gateways that follow it
-- KEYS[4] -- [string] the request's record; absent without a request id
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [string] the message's sid
-- ARGV[3] -- [bytes] the message
--include shared/object.lua
--include shared/change.lua

local meta, acl, interest, record, call, message, data =
  KEYS[1], KEYS[2], KEYS[3], KEYS[4], read_call(ARGV[1]), ARGV[2], ARGV[3]
local now = clock()

local object, refusal = open_object(meta, acl, call, now)
if not object then
  return {refusal}
end
local done = record and redis.call('GET', record)
if done then
  return {OK, done, {}}
end
if record then
  redis.call('SET', record, message, 'PX', call.record_age)
end
keep_for_webhooks((string.gsub(meta, ':meta$', ':log')), call, MESSAGE_PUBLISHED, 0, 0, message, data)
local change = encode_change(MESSAGE_PUBLISHED, 0, now, 0, 0, object.access, call, message, data)
return {OK, message, redis.call('SMEMBERS', interest), change}
