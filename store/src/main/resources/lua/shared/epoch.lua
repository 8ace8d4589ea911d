-- How event ids go on where writes may have been lost (docs/adr/0023): above all that were ever given.

-- Above which event id a partition goes on counting; 0 in the first of its histories (docs/adr/0023).
local function epoch_base(key)
  return tonumber(redis.call('HGET', string.match(key, '^{p%d+}:') .. 'epoch', 'base') or 0)
end

-- Notes that an object's event ids go on behind a hole, in which those may be that were lost (docs/adr/0023). Of many
-- holes, the earliest become one.
local JUMPS_KEPT = 16
local function note_jump(meta, from, to)
  local jumps = redis.call('HGET', meta, 'jumps') or ''
  local _, count = string.gsub(jumps, '%-', '')
  if count >= JUMPS_KEPT then
    jumps = string.gsub(jumps, '^%d+%-%d+ %d+%-', '0-')
  end
  redis.call('HSET', meta, 'jumps', string.format('%s%.0f-%.0f ', jumps, from, to))
end
