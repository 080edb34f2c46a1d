-- What the library found, as lines for people. Each function takes a document and returns a list of lines.
local report = {}

-- A server's own words may hold anything; what a terminal would obey is left out.
local function line(lines, label, text)
  lines[#lines + 1] = string.format("%-10s %s", label, (text:gsub("%c", " ")))
end

local function numbered(lines, steps)
  for number, step in ipairs(steps) do
    line(lines, "", number .. ". " .. step)
  end
end

local function security(server)
  return server.security == "tls" and "TLS" or "STARTTLS"
end

function report.mailbox(document)
  local mailbox = document.mailbox
  return string.format("%s, %s", mailbox.provider or mailbox.kind, mailbox.confidence)
end

-- Who can mend it, and how.
local function remedy(lines, diagnosis, following)
  line(lines, "", string.format("%s%s", diagnosis.who == "user" and "" or "[" .. diagnosis.who .. "] ", diagnosis.meaning))
  numbered(lines, diagnosis.steps)
  if diagnosis.link then line(lines, "", diagnosis.link) end
  line(lines, "", string.format("next: %s  (%s, %s)", following, diagnosis.id, diagnosis.confidence))
end

local function methods(lines, servers)
  for _, sign_in in ipairs(servers[1] and servers[1].auth or {}) do
    line(lines, "Sign-in", string.format("%s %s%s", sign_in.method, sign_in.state, sign_in.why and ": " .. sign_in.why or ""))
  end
end

function report.found(document)
  local lines = {}
  line(lines, "Address", document.address)
  line(lines, "Mailbox", report.mailbox(document))
  for _, protocol in ipairs({ "imap", "pop3", "smtp" }) do
    for _, server in ipairs(document[protocol]) do
      line(lines, protocol:upper(), string.format("%s:%d %s, user %s", server.host, server.port, security(server), server.username))
    end
  end
  methods(lines, #document.imap > 0 and document.imap or document.pop3)
  for _, advice in ipairs(document.advice) do
    line(lines, "Advice", advice.text)
    numbered(lines, advice.steps)
  end
  return lines
end

-- What an export leaves to do besides the advice that was found.
function report.left_to_do(lines, export, found)
  local told = {}
  for _, advice in ipairs(found.advice) do
    told[advice.text] = true
  end
  for _, note in ipairs(export.notes) do
    if not told[note] then line(lines, "To do", note) end
  end
end

-- How far it came.
function report.how(told)
  return not told.ok and "failed" or told.mechanism and "signed in (" .. told.mechanism .. ")" or "reachable"
end

local function proof(lines, name, told)
  local host = told.endpoint and told.endpoint.host
  local where = host and string.format("%s:%d", host, told.endpoint.port) or "no server"
  line(lines, name:upper(), where .. "  " .. report.how(told))
  local last = told.steps[#told.steps]
  if told.ok then return end
  if last and last.reply then line(lines, "", "the server said: " .. last.reply) end
  remedy(lines, told.diagnosis, told.next)
end

function report.verified(document)
  local lines = {}
  line(lines, "Address", document.address)
  line(lines, "Mailbox", report.mailbox(document))
  if document.sign_in and not document.sign_in.ok then remedy(lines, document.sign_in.diagnosis, document.sign_in.next) end
  for _, name in ipairs({ "imap", "pop3", "smtp" }) do
    if document.protocols[name] then proof(lines, name, document.protocols[name]) end
  end
  return lines
end

function report.explained(document)
  local lines = {}
  for _, match in ipairs(document.matches) do
    line(lines, "Meaning", match.meaning)
    for _, one in ipairs(match.remedies) do
      line(lines, "Who", one.who)
      numbered(lines, one.steps)
      if one.link then line(lines, "", one.link) end
    end
    line(lines, "", string.format("next: %s  (%s, %s)", match.next, match.id, match.confidence))
  end
  if document.unknown then
    line(lines, "Meaning", document.unknown.meaning)
    numbered(lines, document.unknown.send)
  end
  return lines
end

-- One step of a verification, while it goes on; nil for other events.
function report.step(event)
  if event.event ~= "step" then return nil end
  return string.format("%s %s: %s", event.protocol:upper(), event.step, event.ok and "ok" or "failed")
end

return report
