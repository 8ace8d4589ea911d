-- How what happened after an event is read.

local CHANGES_AT_ONCE, BYTES_AT_ONCE, ENTRIES_PER_READ = 1000, 1048576, 64

-- The logged changes after an event up to another, with the id of the last of them; nil if the log does not reach back.
local function read_log(log, after, head)
  local changes, bytes, last = {}, 0, after
  while last < head and #changes < CHANGES_AT_ONCE and bytes < BYTES_AT_ONCE do
    local count = math.min(ENTRIES_PER_READ, CHANGES_AT_ONCE - #changes)
    local entries = redis.call('XRANGE', log, last + 1 .. '-0', '+', 'COUNT', count)
    for _, entry in ipairs(entries) do
      if tonumber(string.match(entry[1], '^%d+')) ~= last + 1 then
        return nil
      end
      local change = entry[2][2]
      changes[#changes + 1], bytes, last = change, bytes + #change, last + 1
    end
    if #entries == 0 then
      return nil
    end
  end
  return changes, last
end

-- The call of changes whose cause is no longer known.
local UNKNOWN = {request = 0, actor = '', connection = ''}

-- What happened after an event: changes, the id that they reach to, and 1 where only a difference of states can tell.
local function read_after(meta, log, sid, after, head)
  if after >= head then
    return {}, head, 0
  end
  local changes, last = read_log(log, after, head)
  if changes then
    return changes, last, 0
  end
  if string.sub(sid, 1, 2) ~= 'ET' then
    return {}, after, 1
  end
  local now = redis.call('HMGET', meta, 'data', 'updated', 'expires')
  return {encode_change(DOCUMENT_UPDATED, head, now[2], head, now[3], UNKNOWN, '', now[1])}, head, 0
end
