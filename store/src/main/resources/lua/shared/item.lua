-- How an item is stored: one member of a sorted set, ordered by its key.

local ITEM_HEADER = '>I6I6I6I6I6I6I2'
local ITEM_HEADER_BYTES = 38

local function decode_item(member, key_length)
  local revision, event, added, created, updated, expires, by_length =
    struct.unpack(ITEM_HEADER, member, key_length + 2)
  local by_at = key_length + 2 + ITEM_HEADER_BYTES
  return {
    member = member, revision = revision, event = event, added = added, created = created, updated = updated,
    expires = expires, created_by = string.sub(member, by_at, by_at + by_length - 1), data_at = by_at + by_length,
  }
end

local function item_data(item)
  return string.sub(item.member, item.data_at)
end

local function encode_item(key, item, data)
  return key .. '\0' .. struct.pack(ITEM_HEADER, item.revision, item.event, item.added, item.created, item.updated,
    item.expires, #item.created_by) .. item.created_by .. data
end

-- The item of a key, or nil. It may be past its time.
local function find_item(items, key)
  local member = redis.call('ZRANGEBYLEX', items, '[' .. key .. '\0', '(' .. key .. '\1', 'LIMIT', 0, 1)[1]
  return member and decode_item(member, #key)
end

local function is_over(expires, now)
  return expires > 0 and expires <= now
end

-- The key as changes show it: a list's index in decimal digits.
local function key_label(key, is_list)
  return is_list and string.format('%.0f', tonumber(key, 16)) or key
end

-- Writes an item in place of what was stored under its key.
local function store_item(items, key, item, data, before)
  if before then
    redis.call('ZREM', items, before)
  end
  redis.call('ZADD', items, 0, encode_item(key, item, data))
end

-- Why an item may not be put: by the revision that the caller expects (-1 for no item), then by the mode.
local function put_refusal(item, mode, if_match)
  if if_match ~= '' and tonumber(if_match) ~= (item and item.revision or -1) then
    return ITEM_REVISION_MISMATCH
  elseif item and mode == 'ADD' then
    return ITEM_EXISTS
  end
  return not item and mode == 'REPLACE' and ITEM_NOT_FOUND
end
