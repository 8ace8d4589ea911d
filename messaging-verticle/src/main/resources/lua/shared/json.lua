-- Dates and records of messaging as JSON. Texts are escaped by cjson; everything else is put together by hand.

-- A time (epoch milliseconds) in ISO 8601.
local function iso(millis)
  local days = math.floor(millis / 86400000)
  local rest = millis - days * 86400000
  local shifted = days + 719468
  local era = math.floor(shifted / 146097)
  local day_of_era = shifted - era * 146097
  local year_of_era = math.floor((day_of_era - math.floor(day_of_era / 1460) + math.floor(day_of_era / 36524)
    - math.floor(day_of_era / 146096)) / 365)
  local day_of_year = day_of_era - (365 * year_of_era + math.floor(year_of_era / 4) - math.floor(year_of_era / 100))
  local month_from_march = math.floor((5 * day_of_year + 2) / 153)
  local day = day_of_year - math.floor((153 * month_from_march + 2) / 5) + 1
  local month = month_from_march < 10 and month_from_march + 3 or month_from_march - 9
  local year = year_of_era + era * 400 + (month <= 2 and 1 or 0)
  return string.format('%04d-%02d-%02dT%02d:%02d:%02d.%03dZ', year, month, day, math.floor(rest / 3600000),
    math.floor(rest / 60000) % 60, math.floor(rest / 1000) % 60, rest % 1000)
end

-- A text as JSON; '' and nil as null where nothing is meant by them.
local function json_text(text)
  return cjson.encode(text)
end

local function json_or_null(text)
  return (text == nil or text == cjson.null or text == '') and 'null' or cjson.encode(text)
end

local function json_number(number)
  return (number == nil or number == cjson.null or number == '') and 'null' or string.format('%.0f', tonumber(number))
end
