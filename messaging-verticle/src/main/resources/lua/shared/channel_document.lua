-- A channel's document. Its last key is lastMessage, whose value begins at `tail`, so that a message changes it without
-- reading the rest. Needs shared/json.lua and shared/channel_change.lua.

-- The document but for the value of lastMessage and the closing brace.
local function document_head(sid, doc)
  return table.concat({
    '{"sid":"', sid, '","type":"', doc.type, '","uniqueName":', json_or_null(doc.uniqueName),
    ',"friendlyName":', json_or_null(doc.friendlyName), ',"attributes":', json_text(doc.attributes),
    ',"createdBy":', json_text(doc.createdBy), ',"dateCreated":"', doc.dateCreated, '","dateUpdated":"',
    doc.dateUpdated, '","messages":"', sid, '.messages","roster":"', sid, '.roster","lastMessage":',
  })
end

local function last_message_json(index, timestamp)
  return '{"index":' .. json_number(index) .. ',"timestamp":"' .. timestamp .. '"}'
end

-- Puts another last message into the document, or null for none.
local function write_last_message(channel, part, call, now, last)
  local head = string.sub(redis.call('HGET', part.meta, 'data'), 1, channel.tail)
  write_document(part, call, now, head .. last .. '}', 'lastMessage')
end
