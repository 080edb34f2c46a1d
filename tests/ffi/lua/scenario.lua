-- The scenario in Lua: reads what is given as lines of name=value, prints what came out as one line of JSON.
local ffi = require "ffi"
local homing = require "homing"
ffi.cdef "typedef struct { long seconds, nanoseconds; } moment; int clock_gettime(int clock, moment *now);"

local given, told = {}, {}
for line in io.lines() do
  local name, value = line:match("^([^=]+)=(.*)$")
  given[name] = value
end

local function refused(work, ...)
  local well, refusal = pcall(work, ...)
  assert(not well and type(refusal) == "table", "it was not refused as it must be: " .. tostring(refusal))
  return refusal
end

local function now()
  local moment = ffi.new("moment[1]")
  ffi.C.clock_gettime(1, moment) -- CLOCK_MONOTONIC
  return tonumber(moment[0].seconds) + tonumber(moment[0].nanoseconds) / 1e9
end

local function since(start, per_second) return math.floor((now() - start) * (per_second or 1000) * 10 + 0.5) / 10 end

local function the_library()
  told["abi"] = homing.abi_version()
  assert(homing.version() ~= "" and homing.status_text(0) ~= homing.status_text(homing.STATUSES.INVALID_ADDRESS))
  local stale, names = 0, {}
  for _, option in ipairs(homing.options_table()) do
    names[option.name] = true
    if not homing.OPTIONS[option.name] then stale = stale + 1 end
  end
  for name in pairs(homing.OPTIONS) do if not names[name] then stale = stale + 1 end end
  told["options.stale"] = stale
end

local function what_is_refused(session)
  local unknown = refused(homing.session, { ["no.such.option"] = "on" })
  told["unknown_option.status"] = unknown.status
  assert(tostring(unknown):find("no.such.option", 1, true))
  told["invalid_value.status"] = refused(homing.session, { deadline_ms = "soon" }).status
  local address = refused(session.resolve, session, given["invalid"])
  told["invalid_address.status"], told["invalid_address.position"] = address.status, address.position
  assert(address.sentence:find("space"))
  told["invalid_request.status"] = refused(session.call, session, "{").status
  told["account.status"] = refused(homing.account, "ada@contoso.example", { flow = "pigeon" }).status
  assert(homing.options({ offline = true }):get("offline") == "on")
end

local function one_address(session)
  local result = session:resolve(given["address"]):wait()
  local server = result:servers("imap")[1]
  assert(server.host == result:text("/imap/0/host") and server.port == result:number("/imap/0/port"))
  told["resolve.outcome"], told["resolve.imap"], told["resolve.port"] = result:outcome(), server.host, server.port
  told["resolve.kind"], told["resolve.count"] = result:document().mailbox.kind, result:count("/imap")
  assert(result:part("/imap/0/host") == server.host and result:text("/nowhere") == nil and result:number("/nowhere", 7) == 7)
  assert(result:secret() == nil and result:trace() == nil)
end

local function an_error_text(session)
  local match = session:explain(given["error"]):wait():matches()[1]
  told["explain.id"], told["explain.who"] = match.id, match.who
  local known = false
  for _, id in ipairs(homing.DIAGNOSES) do known = known or id == match.id end
  assert(known)
end

local function a_refused_listener(job)
  job:close()
  local forgotten = setmetatable({ function(event) return event == job end }, { __mode = "v" })
  assert(refused(job.listen, job, forgotten[1]).status == homing.STATUSES.INVALID_HANDLE)
  collectgarbage()
  assert(forgotten[1] == nil, "a listener that was refused is kept")
end

local function an_account()
  local session = homing.session { answers = given["answers"], trace = true }
  local account = homing.account(given["replayed"], { protocols = "imap,smtp" }):password(given["replayed.password"])
  local job = session:verify(account)
  local result, steps, first, last = job:wait(), {}, nil, nil
  for event in job:events() do
    first, last = first or event.event, event.event
    if event.event == "step" and event.protocol == "imap" then steps[#steps + 1] = event.step end
  end
  told["verify.outcome"], told["verify.imap"], told["verify.smtp"] = result:outcome(), result:part("/protocols/imap/ok"), result:part("/protocols/smtp/ok")
  told["events.first"], told["events.last"], told["events.steps"] = first, last, table.concat(steps, " ")
  assert(result:diagnosis("smtp").id)
  local shown = table.concat({ tostring(session), tostring(account), tostring(job), tostring(result), result:json(), result:trace() }, " ")
  assert(not shown:find(given["replayed.password"], 1, true), "the password is shown")
  local sender = homing.account(given["sending"]):token("xxxxxxxxx"):password("xxxxxxxxx")
  told["send.sent"] = session:send_test(sender, "grace@contoso.example"):wait():document().sent
  local heard = session:resolve(given["replayed"])
  heard:listen(function(event) told["listen.last"] = event.event end)
  collectgarbage() -- what the library calls must live on
  heard:wait()
  local unwanted = session:resolve(given["replayed"])
  unwanted:listen(function() return false end)
  assert(refused(unwanted.wait, unwanted).status == homing.STATUSES.CANCELLED)
  unwanted = session:resolve(given["replayed"])
  for _, way_out in ipairs { function() error("of the listener") end, function() error(false) end, function() error({}) end, coroutine.yield } do
    unwanted = session:resolve(given["replayed"])
    unwanted:listen(way_out)
    assert(refused(coroutine.wrap(unwanted.wait), unwanted).status == homing.STATUSES.CANCELLED)
  end
  a_refused_listener(unwanted)
end

local function a_sign_in()
  local kept = {}
  local session = homing.session { answers = given["sign_in"], ["oauth.client_id"] = "client-of-a-test", ["store.folder"] = given["folder"] }
  session:store(kept)
  session:store_key(("k"):rep(32))
  local account = homing.account(given["signing_in"], { flow = "device", access = "imap,smtp" })
  homing.account(given["signing_in"]):client_secret("sssssssss"):close()
  told["unsigned.id"] = session:token(account, "imap"):wait():diagnosis().id
  collectgarbage()
  local job = session:authorize(account)
  told["authorize.outcome"] = job:wait():outcome()
  for event in job:events() do told["authorize.code"] = event.code or told["authorize.code"] end
  local token = session:token(account, "imap"):wait()
  told["token.secret"] = token:secret()
  assert(next(kept) and not (token:json() .. tostring(token)):find(token:secret(), 1, true), "the token is shown")
  told["sasl.secret"] = session:sasl(account, "smtp", "XOAUTH2"):wait():secret()
  told["sign_out.outcome"] = session:sign_out(account):wait():outcome()
  assert(next(kept) == nil)
  session:store(setmetatable({}, { __index = function() error("the disk is full") end }))
  told["broken_store.id"] = session:token(account, "imap"):wait():diagnosis().id
end

-- Lua has one thread: the job is cancelled between two slices, by another coroutine.
local function a_cancel(session, address, name)
  local job = session:resolve(address)
  local worker = coroutine.wrap(function() return refused(job.wait, job, coroutine.yield) end)
  local start = now()
  repeat worker() until since(start) > 100
  start = now()
  assert(job:cancel())
  assert(worker().status == homing.STATUSES.CANCELLED)
  told[name] = since(start)
  assert(not homing.cancel(job:id()))
end

local function the_rest(session)
  told["domain.outcome"] = session:resolve_domain("outlook.com"):wait():outcome()
  told["call.version"] = session:call('{"op":"version"}'):wait():text("/homing")
  told["check.outcome"] = session:check(given["published"], "ada@fabrikam.example"):wait():outcome()
  local replayed = homing.session { answers = given["answers"] }
  told["audit.domain"] = replayed:audit("fabrikam.example"):wait():text("/domain")
  told["sending.count"] = replayed:options_to_send("contoso.example"):wait():count("/options") > 3
  local account = homing.account(given["replayed"])
  for _, format in ipairs(homing.export_formats()) do told["formats.told"] = told["formats.told"] or format.name == "msmtp" end
  local written = replayed:export(account, "msmtp"):wait():document()
  told["export.outcome"], told["export.file"] = written.outcome, written.files[1].name
  told["no_format.status"] = refused(replayed.export, replayed, account, "no-such-format").status
  local bulk, inputs = replayed:bulk(), {}
  assert(bulk:add("ada@fabrikam.example") and bulk:add("b\195\188cher.example"))
  for document in function() return bulk:next() end do inputs[#inputs + 1] = document.input end
  told["bulk.inputs"] = table.concat(inputs, " ")
  assert(bulk:under_way() == 0)
  local job = replayed:resolve("ada@fabrikam.example")
  repeat local id = replayed:next() until id == job:id()
  assert(job:run(0) and replayed:run(0))
end

local function rss_kb()
  collectgarbage()
  collectgarbage()
  return tonumber(io.open("/proc/self/statm"):read("*a"):match("%d+ (%d+)")) * 4
end

local function very_often(session)
  local function times()
    local all = {}
    for i = 1, tonumber(given["calls"]) do
      local start = now()
      assert(session:resolve(given["address"]):wait():json() ~= "")
      all[i] = since(start, 1e6)
    end
    table.sort(all)
    return all[math.ceil(#all / 2)]
  end
  times()
  times()
  local before = rss_kb()
  told["call.us"] = times()
  told["growth.kb"] = rss_kb() - before
end

local function the_lab()
  local function open(servers)
    return homing.session { ["tls.ca_file"] = given["lab.ca"], ["store.folder"] = given["folder"], ["oauth.client_id"] = given["lab.client"],
      ["dns.servers"] = servers }
  end
  local session, kept = open(given["lab.dns"]), {}
  session:store(kept)
  told["lab.resolve.imap"] = session:resolve(given["lab.address"]):wait():text("/imap/0/host")
  local right = homing.account(given["lab.address"]):password(given["lab.password"])
  local proof = session:verify(right):wait()
  told["lab.verify.outcome"], told["lab.verify.imap"] = proof:outcome(), proof:part("/protocols/imap/ok")
  proof = session:verify(homing.account(given["lab.address"]):password("never-a-good-password")):wait()
  told["lab.wrong.outcome"], told["lab.wrong.next"] = proof:outcome(), proof:text("/protocols/imap/next")
  told["lab.send.sent"] = session:send_test(right, given["lab.to"]):wait():part("/sent")
  local app = homing.account(given["lab.app"], { flow = "app", access = "imap,pop3,smtp" }):client_secret(given["lab.client_secret"])
  told["lab.unsigned.id"] = session:token(app, "imap"):wait():diagnosis().id
  told["lab.authorize.outcome"] = session:authorize(app):wait():outcome()
  local token = session:token(app, "imap"):wait()
  told["lab.token"] = #token:secret() > 20 and not token:json():find(token:secret(), 1, true) and next(kept) ~= nil
  told["lab.sign_out.outcome"] = session:sign_out(app):wait():outcome()
  a_cancel(open(given["lab.dead"]), given["lab.address"], "lab.cancel.ms")
end

local session = homing.session { offline = true }
the_library()
what_is_refused(session)
one_address(session)
an_error_text(session)
an_account()
a_sign_in()
a_cancel(homing.session { ["dns.servers"] = given["silent"], deadline_ms = 20000 }, "ada@contoso.example", "cancel.ms")
the_rest(session)
very_often(session)
if given["lab.ca"] then the_lab() end
local words = {}
for name, value in pairs(told) do
  words[#words + 1] = ('"%s": %s'):format(name, type(value) == "string" and '"' .. value .. '"' or tostring(value))
end
print("{" .. table.concat(words, ", ") .. "}")
