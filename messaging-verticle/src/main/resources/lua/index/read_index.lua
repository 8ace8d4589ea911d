#!lua flags=no-writes
-- Reads a page of what a service has, from one index or from several together: the oldest first, then by sid.
--
-- Reply: {0, and in turn sid and time (milliseconds)}.
--
-- KEYS[1…] -- [sorted set] sids by the time at which they were entered
-- ARGV[1] -- [integer] the time behind which the page begins
-- ARGV[2] -- [string] the sid of that time behind which it begins, or empty
-- ARGV[3] -- [integer] how many at most
local BATCH = 100
local time, sid, limit = ARGV[1], ARGV[2], tonumber(ARGV[3])

local function read(key, found)
  local offset, count = 0, 0
  repeat
    local batch = redis.call('ZRANGEBYSCORE', key, time, '+inf', 'WITHSCORES', 'LIMIT', offset, BATCH)
    for i = 1, #batch, 2 do
      -- What is as old as the page's beginning is ordered by sid.
      if count < limit and (batch[i + 1] ~= time or batch[i] > sid) then
        found[#found + 1], count = {batch[i], tonumber(batch[i + 1])}, count + 1
      end
    end
    offset = offset + BATCH
  until count >= limit or #batch < 2 * BATCH
end

local found = {}
for _, key in ipairs(KEYS) do
  read(key, found)
end
table.sort(found, function(one, other)
  return one[2] < other[2] or one[2] == other[2] and one[1] < other[1]
end)
local reply = {0}
for i = 1, math.min(#found, limit) do
  reply[2 * i], reply[2 * i + 1] = found[i][1], found[i][2]
end
return reply
