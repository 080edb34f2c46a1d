-- Homing in NeoMutt: an address becomes a mail account, is checked against its live servers, and errors are explained. README.md has the manual.
--
--     lua-source /usr/share/homing/neomutt/homing.lua
--     :lua homing.setup("ada@contoso.example")
local SLICE_MS = 50 -- how soon Ctrl-C is heard
local HEADER = "# Written by Homing for NeoMutt."
local CHOICES = { "protocols", "method", "username", "server", "client_id" } -- of homing_account_set, for what is chosen
local PASSWORDS = { "imap_pass", "pop_pass", "smtp_pass" }
local OURS = "imap_user imap_authenticators imap_oauth_refresh_command pop_user pop_host smtp_url smtp_authenticators smtp_oauth_refresh_command"

assert(mutt and mutt.enter and mutt.get and mutt.set, "Homing does not know the Lua of this NeoMutt.")
local folder = debug.getinfo(1, "S").source:match("^@(.*/)") or "./"
local read = dofile(folder .. "document.lua")
local report = dofile(folder .. "report.lua")

-- Only from folders with a full name: with `require`, files in the current directory would be looked at, too.
local function load_module()
  local absolute = {}
  for place in package.cpath:gmatch("[^;]+") do
    if place:sub(1, 1) == "/" then absolute[#absolute + 1] = place end
  end
  local file, tried = package.searchpath("homing_neomutt", table.concat(absolute, ";"))
  local open, why = package.loadlib(assert(file, tried), "luaopen_homing_neomutt")
  return assert(open, why)()
end

local native = load_module()
homing = { options = {} } -- options: of the library, such as deadline_ms = 2500
local session, account, lines = nil, nil, {}

-- ---- NeoMutt ----

-- By `mutt.message` or `mutt.error`; what a terminal would obey is left out.
local function tell(way, sentence)
  way("Homing: " .. sentence:gsub("%c", " "))
end

-- Some releases hand values out with backslashes before what is special.
local function value_of(name)
  local known, held = pcall(mutt.get, name)
  if not known or held == nil then return "" end
  mutt.set("my_homing_probe", "\\")
  return mutt.get("my_homing_probe") == "\\\\" and held:gsub("\\(.)", "%1") or held
end

-- A line of a neomuttrc. Nothing is expanded between single quotes.
local function assignment(name, value)
  return string.format("set %s = '%s'\n", name, (value:gsub("%c", " "):gsub("'", "'\\''")))
end

local function user_now()
  return value_of("imap_user") .. value_of("pop_user")
end

-- ---- Jobs ----

-- Where `homing login` has the key of the sign-ins that it keeps, so that they are found here as well.
local function key_file()
  local folder = os.getenv("XDG_CONFIG_HOME") or os.getenv("HOME") .. "/.config"
  return os.getenv("HOMING_STORE_KEY_FILE") or folder .. "/homing/store.key"
end

local function current_session()
  local options = { ["store.key_file"] = key_file() }
  for name, value in pairs(homing.options) do
    options[name] = value
  end
  session = session or native.session(options)
  return session
end

local function show_events(job)
  for text in function() return job:event() end do
    local said = report.step(read(text))
    if said then tell(mutt.message, said .. " (Ctrl-C stops)") end
  end
end

-- The document of a job, worked for here; NeoMutt is told each step.
local function outcome(job)
  repeat
    local ended = job:run(SLICE_MS)
    show_events(job)
    if native.interrupted() then job:cancel() end
  until ended
  return read(job:document())
end

local function first_line(command)
  local pipe = assert(io.popen(command))
  local line = pipe:read("l")
  pipe:close()
  return assert(line, "The password command printed nothing.")
end

local function chosen(wishes)
  local set = {}
  for _, name in ipairs(CHOICES) do
    set[name] = wishes[name]
  end
  return set
end

-- ---- What people call ----

-- A secret that was for one user is not for another.
local function forget_secrets(before)
  if before ~= "" and before ~= user_now() then mutt.enter("reset " .. table.concat(PASSWORDS, " ")) end
end

-- What is set besides what was exported: the host name, so that messages do not tell that of this machine, and the person's.
local function additions(address, wishes)
  local text = assignment("hostname", address:match("@([^@]+)$"))
  if not wishes.realname then return text end
  return text .. assignment(pcall(mutt.get, "real_name") and "real_name" or "realname", wishes.realname) -- as the release calls it
end

local function apply(text, wishes)
  local before = user_now()
  mutt.enter("reset " .. OURS)
  for line in text:gmatch("[^\n]+") do
    mutt.enter(line)
  end
  forget_secrets(before)
  if not wishes.password_command then return end
  local password = first_line(wishes.password_command)
  for _, name in ipairs(PASSWORDS) do
    mutt.set(name, password)
  end
end

local function setup(address, wishes)
  tell(mutt.message, "looking for the servers of " .. address .. " (Ctrl-C stops)")
  local found = outcome(current_session():resolve(address))
  lines = report.found(found)
  local known = #found.imap + #found.pop3 + #found.smtp > 0
  assert(known or wishes.server, found.advice[1] and found.advice[1].text or "Nobody knows settings for " .. found.address .. ".")
  local export = outcome(current_session():export(native.account(address, chosen(wishes)), "neomutt"))
  assert(export.outcome == "written", export.why_not)
  report.left_to_do(lines, export, found)
  account = { address = found.address, text = export.files[1].text .. additions(found.address, wishes), wishes = wishes }
  apply(account.text, wishes)
  return string.format("%s is set up: %s. %s", found.address, report.mailbox(found), export.notes[1] or "")
end

-- The password that NeoMutt has for this address and nobody else's.
local function password_for(address, wishes)
  if wishes.password_command then return first_line(wishes.password_command) end
  if value_of("from") ~= address then return nil end
  for _, name in ipairs(PASSWORDS) do
    local held = value_of(name)
    if held ~= "" then return held end
  end
  return nil
end

local function verify(address, wishes)
  address = address or account and account.address or value_of("from")
  if account and account.address == address and not next(wishes) then wishes = account.wishes end
  local set = chosen(wishes)
  set.protocols = set.protocols or (value_of("pop_host") == "" and "imap,smtp" or "pop3,smtp")
  local proof = outcome(current_session():verify(native.account(address, set, password_for(address, wishes))))
  lines = report.verified(proof)
  local kept = proof.sign_in
  local told = { kept and not kept.ok and "the sign-in failed: " .. kept.diagnosis.meaning or nil }
  for _, name in ipairs({ "imap", "pop3", "smtp" }) do
    local one = proof.protocols[name]
    if one then told[#told + 1] = name:upper() .. " " .. (one.ok and report.how(one) or "failed: " .. one.diagnosis.meaning) end
  end
  return string.format("%s: %s. %s", address, proof.outcome, table.concat(told, "; "))
end

local function explain(text)
  local document = outcome(current_session():explain(text))
  lines = report.explained(document)
  local best = document.matches[1]
  return best and string.format("%s Next: %s (%s can mend it).", best.meaning, best.next, best.who) or document.unknown.meaning
end

local function save(file)
  assert(account, "No account was set up.")
  native.keep(file, HEADER .. "\n" .. account.text, HEADER)
  return file .. ": have your neomuttrc say: source " .. file
end

-- Shows the whole of the last report.
local function show()
  local name = os.tmpname() -- for this user alone
  local file = assert(io.open(name, "w"))
  file:write(table.concat(lines, "\n"), "\n")
  file:close()
  mutt.enter(string.format("push '<shell-escape>${PAGER:-less} %s; rm -f %s<enter>'", name, name))
  return lines[1] or "There is nothing to tell."
end

-- Gives what a function says to NeoMutt and to the caller: the sentence, or nil and why not.
local function told(work)
  return function(...)
    local done, sentence = pcall(native.interruptible, work, ...)
    sentence = tostring(sentence)
    if done then
      tell(mutt.message, sentence)
      return sentence
    end
    sentence = sentence:gsub("^[^ ]*%.lua:%d+: ", "")
    tell(mutt.error, sentence)
    return nil, sentence
  end
end

homing.setup = told(function(address, wishes) return setup(address, wishes or {}) end)
homing.verify = told(function(address, wishes) return verify(address, wishes or {}) end)
homing.explain = told(explain)
homing.save = told(function(file) return save(file or os.getenv("HOME") .. "/.config/neomutt/homing.rc") end)
homing.report = told(show)
function homing.lines() return lines end
