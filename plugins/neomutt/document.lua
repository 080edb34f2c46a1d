-- Reads the library's JSON (RFC 8259). It comes from the library alone, so what is malformed is a defect and ends the reading.
local escapes = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local words = { ["true"] = true, ["false"] = false }
local value

local function unicode(text, first)
  local code, after = tonumber(text:sub(first, first + 3), 16), first + 4
  local low = code >= 0xD800 and code < 0xDC00 and text:match("^\\u(%x%x%x%x)", after)
  if low then return utf8.char(0x10000 + (code - 0xD800) * 0x400 + tonumber(low, 16) - 0xDC00), after + 6 end
  return utf8.char(code), after
end

local function string_at(text, first)
  local parts, place = {}, first + 1
  while true do
    local stop = assert(text:find('["\\]', place), "a string does not end")
    parts[#parts + 1] = text:sub(place, stop - 1)
    if text:sub(stop, stop) == '"' then return table.concat(parts), stop + 1 end
    local kind = text:sub(stop + 1, stop + 1)
    if kind == "u" then
      parts[#parts + 1], place = unicode(text, stop + 2)
    else
      parts[#parts + 1], place = escapes[kind] or kind, stop + 2
    end
  end
end

-- The members of a list or an object, from behind its bracket to behind the closing one.
local function members(text, place, close, take)
  place = text:find("%S", place)
  while text:sub(place, place) ~= close do
    place = text:find("[^%s,]", take(place))
  end
  return place + 1
end

local function list_at(text, first)
  local list, count = {}, 0 -- counted, since null leaves a hole
  return list, members(text, first + 1, "]", function(place)
    local item, after = value(text, place)
    count = count + 1
    list[count] = item
    return after
  end)
end

local function object_at(text, first)
  local object = {}
  return object, members(text, first + 1, "}", function(place)
    local name, after = string_at(text, place)
    object[name], after = value(text, text:find("[^%s:]", after))
    return after
  end)
end

function value(text, place)
  local first = text:sub(place, place)
  if first == '"' then return string_at(text, place) end
  if first == "{" then return object_at(text, place) end
  if first == "[" then return list_at(text, place) end
  local word = text:match("^[%w+.-]+", place)
  local number = tonumber(word)
  if number ~= nil then return number, place + #word end
  return words[word], place + #word -- null is nil, as all that is not there
end

return function(text)
  return (value(text, text:find("%S")))
end
