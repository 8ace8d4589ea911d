-- Applies a partition's outbox entries to a service's listings. An entry that was applied before changes nothing.
--
-- Reply: {0, how many entries were new}.
--
-- KEYS[1] -- [hash] the last entry applied, by partition
-- KEYS[2..5] -- [sorted set] the sids of documents, lists, maps and streams
-- ARGV[1] -- [string] the partition
-- ARGV[2…] -- [string] entry id, kind ('created' or 'removed') and sid, in turn, in the order of the entries
local applied, partition = KEYS[1], ARGV[1]
local listings = {ET = KEYS[2], ES = KEYS[3], MP = KEYS[4], TO = KEYS[5]}

local function parts(id)
  local millis, sequence = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(millis), tonumber(sequence)
end

local last = redis.call('HGET', applied, partition) or '0-0'
local millis, sequence = parts(last)
local new = 0
for i = 2, #ARGV, 3 do
  local id, kind, sid = ARGV[i], ARGV[i + 1], ARGV[i + 2]
  local at, nth = parts(id)
  if at > millis or (at == millis and nth > sequence) then
    local listing = listings[string.sub(sid, 1, 2)]
    if kind == 'created' then
      redis.call('ZADD', listing, 0, sid)
    else
      redis.call('ZREM', listing, sid)
    end
    last, millis, sequence, new = id, at, nth, new + 1
  end
end
redis.call('HSET', applied, partition, last)
return {0, new}
