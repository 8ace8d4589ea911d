-- How what happened after an event is read.

local CHANGES_AT_ONCE, BYTES_AT_ONCE, ENTRIES_PER_READ = 1000, 1048576, 64

-- Where an object's event ids go on behind an id: one further, or behind a hole.
local function next_event(jumps, last)
  local to = string.match(' ' .. jumps, string.format(' %.0f%%-(%%d+)', last))
  return (to or last) + 1
end

-- The latest event of this history that whoever knows an event has been told of: that one, unless it was lost.
local function last_kept(jumps, event, head)
  for from, to in string.gmatch(jumps, '(%d+)%-(%d+)') do
    if event > tonumber(from) and event < tonumber(to) then
      return tonumber(from)
    end
  end
  return math.min(event, head)
end

-- The event id up to which an object can be told after another one, where its event ids jump, and after which event it is
-- told; nil where its reader has to read it anew. Whoever knows a document by an event that was lost is told what it is
-- now, under an id above all of those.
local function reachable_head(meta, sid, after, head, base, lenient)
  local jumps = redis.call('HGET', meta, 'jumps') or ''
  local kept = last_kept(jumps, after, head)
  if kept == after then
    return head, jumps, after
  elseif after >= math.max(head, base) then
    return nil
  elseif string.sub(sid, 1, 2) ~= 'ET' then
    return lenient and head, jumps, kept
  elseif after > head then
    note_jump(meta, head, base)
    redis.call('HSET', meta, 'event', string.format('%.0f', base))
    head = base
  end
  return head, jumps, after
end

-- The logged changes after an event up to another, with the id of the last of them; nil if the log does not reach back.
local function read_log(log, after, head, jumps)
  local changes, bytes, last = {}, 0, after
  while last < head and #changes < CHANGES_AT_ONCE and bytes < BYTES_AT_ONCE do
    local count = math.min(ENTRIES_PER_READ, CHANGES_AT_ONCE - #changes)
    local entries = redis.call('XRANGE', log, string.format('%.0f-0', last + 1), '+', 'COUNT', count)
    for _, entry in ipairs(entries) do
      local id, change = tonumber(string.match(entry[1], '^%d+')), entry[2][2]
      if id ~= last + 1 and id ~= next_event(jumps, last) then
        return nil
      end
      changes[#changes + 1], bytes, last = change, bytes + #change, id
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
local function read_after(meta, log, sid, after, head, jumps)
  if after >= head then
    return {}, head, 0
  end
  local changes, last = read_log(log, after, head, jumps)
  if changes then
    return changes, last, 0
  end
  if string.sub(sid, 1, 2) ~= 'ET' then
    return {}, after, 1
  end
  local now = redis.call('HMGET', meta, 'data', 'updated', 'expires')
  return {encode_change(DOCUMENT_UPDATED, head, now[2], head, now[3], 0, UNKNOWN, '', now[1])}, head, 0
end
