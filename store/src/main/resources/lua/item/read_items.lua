#!lua flags=no-writes
-- Reads a page of items. Those past their time are passed over.
--
-- Reply: {0, items before 0 or 1, items after 0 or 1, event id above all that were lost, member…} or {status}.
--
-- KEYS[1] -- [hash] the collection
-- KEYS[2] -- [hash] its permissions
-- KEYS[3] -- [sorted set] its items
-- ARGV[1] -- [bytes] the call
-- ARGV[2] -- [bytes] the key where the page begins, or empty
-- ARGV[3] -- [integer] whether the item there is part of the page, 0 or 1
-- ARGV[4] -- [integer] whether the page runs towards smaller keys, 0 or 1
-- ARGV[5] -- [integer] how many items at most
-- ARGV[6] -- [integer] after how many bytes the page ends
--include shared/object.lua
--include shared/item.lua

local meta, acl, items = KEYS[1], KEYS[2], KEYS[3]
local call, from, inclusive, descending, limit, bytes_limit =
  read_call(ARGV[1]), ARGV[2], ARGV[3] == '1', ARGV[4] == '1', tonumber(ARGV[5]), tonumber(ARGV[6])
local now, READ_AT_ONCE = clock(), 64

local object, refusal = open_object(meta, acl, call, now)
if not object then
  return {refusal}
end

-- Calls `visit` with each living item from a bound on, until it returns false.
local function walk(backwards, bound, visit)
  while true do
    local members = backwards and redis.call('ZREVRANGEBYLEX', items, bound, '-', 'LIMIT', 0, READ_AT_ONCE)
      or redis.call('ZRANGEBYLEX', items, bound, '+', 'LIMIT', 0, READ_AT_ONCE)
    for _, member in ipairs(members) do
      local key_length = string.find(member, '\0', 1, true) - 1
      local expires = struct.unpack('>I6', member, key_length + 2 + ITEM_HEADER_BYTES - 8)
      if not is_over(expires, now) and not visit(member, string.sub(member, 1, key_length)) then
        return
      end
    end
    if #members < READ_AT_ONCE then
      return
    end
    bound = '(' .. members[#members]
  end
end

-- The bound beside a key, in the direction of a walk; the item itself lies within it or not.
local function beside(key, backwards, with_it)
  if backwards then
    return '(' .. key .. (with_it and '\1' or '\0')
  end
  return '[' .. key .. (with_it and '\0' or '\1')
end

local page, bytes, first_key, before, after = {}, 0, from ~= '' and from or nil, 0, 0
local start = from ~= '' and beside(from, descending, inclusive) or descending and '+' or '-'
walk(descending, start, function(member, key)
  if #page >= limit or (#page > 0 and bytes + #member > bytes_limit) then
    after = 1
    return false
  end
  first_key = #page == 0 and key or first_key
  page[#page + 1], bytes = member, bytes + #member
  return true
end)
if from ~= '' then
  walk(not descending, beside(first_key, not descending, #page == 0 and not inclusive), function()
    before = 1
    return false
  end)
end
return {OK, before, after, object.base, unpack(page)}
