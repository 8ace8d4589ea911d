-- Who may do what with an object.

local function lacks_permission(acl, call)
  if call.need == 0 then
    return false
  end
  return bit.band(tonumber(redis.call('HGET', acl, call.actor) or 0), call.need) == 0
end

-- Why a caller may not do something with an object of the messaging domain, which nobody writes by way of it being an
-- object; nil where it may. Membership is in the same partition.
local function guard_refusal(meta, guard, call)
  local kind, subject = string.match(guard, '^(%a+):?(.*)$')
  if not call.trusted then
    if kind == 'own' and subject ~= call.actor then
      return NOT_FOUND
    elseif kind == 'document' or kind == 'channel' then
      local channel = string.match(meta, '^{p%d+}:') .. subject
      local member = redis.call('HGET', channel .. ':members', call.actor)
      if not member or string.sub(member, 1, 1) ~= 'J' then
        if kind == 'channel' and redis.call('ZSCORE', channel .. ':former', call.actor) then
          return FORMER_MEMBER
        end
        local found = redis.call('HMGET', channel .. ':channel', 'type', 'by')
        if found[1] ~= 'public' and not member and found[2] ~= call.actor then
          return NOT_FOUND
        elseif kind == 'channel' then
          return FORBIDDEN
        end
      end
    end
  end
  return call.right > 1 and FORBIDDEN or nil
end
