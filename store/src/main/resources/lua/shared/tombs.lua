-- What is left of removed keys, so that the difference to any earlier moment can be told.

local TRIMMED_AT_ONCE = 16

-- Marks a key as removed, and forgets a few of the oldest marks that are past count or age. Age is measured by two
-- event ids: marks up to `due` are old enough to go; those up to `mark` become due when `marked` is one age ago.
local function bury(tombs, meta, call, now, key, event)
  redis.call('ZADD', tombs, event, key)
  local ages = redis.call('HMGET', meta, 'due', 'mark', 'marked')
  local due, mark, marked = tonumber(ages[1] or 0), tonumber(ages[2] or 0), tonumber(ages[3] or 0)
  if now >= marked + call.tomb_age then
    due, mark, marked = mark, event, now
    redis.call('HSET', meta, 'due', due, 'mark', mark, 'marked', marked)
  end
  local excess = redis.call('ZCARD', tombs) - call.tomb_count
  local oldest = redis.call('ZRANGE', tombs, 0, TRIMMED_AT_ONCE - 1, 'WITHSCORES')
  local trimmed, floor = 0, nil
  for i = 2, #oldest, 2 do
    local id = tonumber(oldest[i])
    if id > due and trimmed >= excess then
      break
    end
    trimmed, floor = trimmed + 1, id
  end
  if floor then
    redis.call('ZREMRANGEBYRANK', tombs, 0, trimmed - 1)
    redis.call('HSET', meta, 'floor', floor)
  end
end

-- The revision of a key that is added: higher than any that it had before, so that no stale If-Match ever fits again.
-- A removal's event id is that, and so is that of the latest removal that is forgotten, and
-- what all ids of this history are above.
local function first_revision(tombs, object, key)
  return math.max(tonumber(redis.call('ZSCORE', tombs, key) or object.floor), object.base)
end
