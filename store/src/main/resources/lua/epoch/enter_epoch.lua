#!lua flags=allow-oom
-- Notes which history of writes a partition is in. Where it is another one than before, writes may have been lost, and
-- event ids go on above all that were ever given (docs/adr/0023).
--
-- Reply: {0}.
--
-- KEYS[1] -- [hash] the partition's epoch
-- ARGV[1] -- [string] the id that the server has for its history
-- ARGV[2] -- [integer] 1 if the caller knows that there was another one before, else 0
local known, other = redis.call('HMGET', KEYS[1], 'history', 'base'), ARGV[2] == '1'
local base = tonumber(known[2] or 0)

if known[1] ~= ARGV[1] or (other and base == 0) then
  -- No object takes so many changes a second, so that no history reaches into the next one; and Lua still writes the
    -- number with all its digits.
  if known[1] or other then
    base = math.max(redis.call('TIME')[1] * 32768, base + 32768)
  end
  redis.call('HSET', KEYS[1], 'history', ARGV[1], 'base', string.format('%.0f', base))
end
return {0}
