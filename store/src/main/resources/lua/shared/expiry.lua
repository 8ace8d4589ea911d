-- When something is over.

-- Moves the end of something: a ttl of '' leaves it, 0 is never.
local function moved_expiry(ttl, now, expires)
  if ttl == '' then
    return expires
  end
  return tonumber(ttl) > 0 and now + tonumber(ttl) or 0
end

local function index_expiry(expiry, member, before, after)
  if after > 0 then
    redis.call('ZADD', expiry, after, member)
  elseif before > 0 then
    redis.call('ZREM', expiry, member)
  end
end
