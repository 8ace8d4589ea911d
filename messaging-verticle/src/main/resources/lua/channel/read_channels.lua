#!lua flags=no-writes
-- Reads channels of one partition as an identity has them. A channel that does not exist for it is nothing.
--
-- Reply: {0, and for each channel {document, messages, members, version, status, role, level, horizon,
-- unread, member sid} or nil}. The status is J, I, C for its creator, or empty; role, level, horizon and member sid are
-- empty where there are none.
--
-- KEYS[1…] -- [hash] the channels
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [integer] 1 to read what is private too, 0 as the identity is allowed
-- ARGV[3] -- [string] the identity
--include shared/object.lua
--include shared/change.lua
--include shared/item.lua
--include shared/tombs.lua
--include shared/channel.lua

local call, trusted, identity = read_call(ARGV[1]), ARGV[2] == '1', ARGV[3]

local function read(key)
  local channel = open_channel(key, call, trusted)
  if not channel then
    return false
  end
  local member = read_member(channel, identity)
  local horizon = ''
  if is_member(member) then
    local item = find_item(channel.prefix .. 'MP' .. channel.digits .. ':items', member.sid)
    local record = item and cjson.decode(item_data(item))
    if record and record.lastConsumedMessageIndex ~= cjson.null then
      horizon = string.format('%.0f', record.lastConsumedMessageIndex)
    end
  end
  local creator = channel.by == identity and not redis.call('HGET', key, 'left')
  local document = redis.call('HGET', channel.prefix .. 'ET' .. channel.digits .. ':meta', 'data')
  local unread = channel.message_count
  if horizon ~= '' then
    local first = string.format('%010x', tonumber(horizon) + 1)
    unread = redis.call('ZLEXCOUNT', channel.prefix .. 'ES' .. channel.digits .. ':items', '[' .. first, '+')
  end
  return {document, channel.message_count, channel.member_count, channel.version,
    member and member.status or creator and 'C' or '', member and member.role or '',
    member and member.level or '', horizon, unread, is_member(member) and member.sid or ''}
end

local reply = {0}
for i, key in ipairs(KEYS) do
  reply[i + 1] = read(key)
end
return reply
