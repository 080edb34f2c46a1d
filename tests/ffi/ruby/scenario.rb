# frozen_string_literal: true

# The scenario in Ruby: reads what is given as lines of name=value, prints what came out as one line of JSON.
require "homing"

include Homing # rubocop:disable Style/MixinUsage

GIVEN = $stdin.each_line(chomp: true).to_h { |line| line.split("=", 2) }
TOLD = {} # rubocop:disable Style/MutableConstant

def must(truth, words) = truth || raise(words)

def refused
  yield
rescue Homing::Error => e
  e
else
  raise "it was not refused"
end

def now = Process.clock_gettime(Process::CLOCK_MONOTONIC)
def since(start, per_second = 1000) = ((now - start) * per_second).round(1)

def the_library
  TOLD["abi"] = Homing.abi_version
  must(!Homing.version.empty? && Homing.status_text(0) != Homing.status_text(STATUSES[:INVALID_ADDRESS]), "statuses have sentences")
  names = Homing.options_table.map { |option| option["name"] }
  TOLD["options.stale"] = ((names | OPTIONS.keys) - (names & OPTIONS.keys)).size
end

def what_is_refused(session)
  unknown = refused { Session.new("no.such.option" => "on") }
  TOLD["unknown_option.status"] = unknown.status
  must(unknown.message.include?("no.such.option") && unknown.name == :UNKNOWN_OPTION, unknown.message)
  TOLD["invalid_value.status"] = refused { Session.new(deadline_ms: "soon") }.status
  address = refused { session.resolve(GIVEN["invalid"]) }
  TOLD["invalid_address.status"], TOLD["invalid_address.position"] = address.status, address.position
  must(address.message.include?("space"), address.message)
  TOLD["invalid_request.status"] = refused { session.call("{") }.status
  TOLD["account.status"] = refused { Account.new("ada@contoso.example", flow: "pigeon") }.status
  Options.open(offline: true) { |options| must(options["offline"] == "on", "the option is set") }
end

def one_address(session)
  result = session.resolve(GIVEN["address"]).wait
  server = result.servers(:imap).first
  must(server.host == result.text("/imap/0/host") && server.port == result.number("/imap/0/port"), "both doors say the same")
  TOLD.update("resolve.outcome" => result.outcome, "resolve.imap" => server.host, "resolve.port" => server.port,
              "resolve.kind" => result.document["mailbox"]["kind"], "resolve.count" => result.count("/imap"))
  must(result.part("/imap/0/host") == server.host && result.text("/nowhere").nil? && result.number("/nowhere", 7) == 7, "what is not there")
  must(result.secret.nil? && result.trace.nil?, "nothing else")
end

def an_error_text(session)
  match = session.explain(GIVEN["error"]).wait.matches.first
  TOLD["explain.id"], TOLD["explain.who"] = match.id, match.who
  must(DIAGNOSES.include?(match.id), "the id is known")
end

def an_account
  session = Session.new(answers: GIVEN["answers"], trace: true)
  account = Account.new(GIVEN["replayed"], protocols: "imap,smtp", password: GIVEN["replayed.password"])
  job = session.verify(account)
  result = job.wait
  events = job.events.to_a
  steps = events.select { |one| one["event"] == "step" && one["protocol"] == "imap" }
  TOLD.update("verify.outcome" => result.outcome, "verify.imap" => result.part("/protocols/imap/ok"), "verify.smtp" => result.part("/protocols/smtp/ok"),
              "events.first" => events.first["event"], "events.last" => events.last["event"], "events.steps" => steps.map { |one| one["step"] }.join(" "))
  must(result.diagnosis(:smtp).id, "there is a diagnosis")
  must(![session, account, job, result].inspect.concat(account.to_s, result.json, result.trace).include?(GIVEN["replayed.password"]), "it is shown")
  sender = Account.new(GIVEN["sending"], token: "x" * 9)
  sender.password = "x" * 9
  TOLD["send.sent"] = session.send_test(sender, "grace@contoso.example").wait.document["sent"]
  heard = session.resolve(GIVEN["replayed"])
  heard.listen { |event| TOLD["listen.last"] = event["event"] }
  GC.start # what the library calls must live on
  heard.wait
  unwanted = session.resolve(GIVEN["replayed"])
  unwanted.listen { false }
  must(refused { unwanted.wait }.is_a?(Cancelled), "a listener cancels")
  unwanted = session.resolve(GIVEN["replayed"])
  unwanted.listen { raise "of the listener" }
  must(refused { unwanted.wait }.is_a?(Cancelled), "a listener that raises cancels")
  ways_out(session)
  what_ends_more_than_a_job(session)
  no_copies(session, result)
  a_refused_listener(unwanted)
end

# A listener may leave by throw and return, too; neither goes through the library's frames.
def ways_out(session)
  thrown = session.resolve(GIVEN["replayed"])
  thrown.listen { throw :further_out }
  catch(:further_out) do
    must(refused { thrown.wait }.is_a?(Cancelled), "a listener that throws cancels")
    returned = session.resolve(GIVEN["replayed"])
    returned.listen { return must(false, "it has returned") }
    must(refused { returned.wait }.is_a?(Cancelled), "a listener that returns from its method cancels")
    return must(session.resolve(GIVEN["replayed"]).wait.outcome, "the session works on")
  end
  must(false, "it was thrown through the library")
end

def what_ends_more_than_a_job(session)
  [Interrupt.new, SystemExit.new(3), NoMemoryError.new].each do |error|
    job = session.resolve(GIVEN["replayed"])
    job.listen { raise error }
    begin
      job.wait
      must(false, "it was not raised")
    rescue error.class => raised
      must(raised.equal?(error), "it reaches the caller")
    end
    must(session.resolve(GIVEN["replayed"]).wait.outcome, "it is raised once")
  end
end

def no_copies(session, result)
  [session, result].product(%i[dup clone]).each do |one, way|
    one.public_send(way)
    must(false, "it was copied")
  rescue TypeError
    GC.start
  end
  must(result.outcome, "an attempt to copy frees nothing")
end

def a_refused_listener(job)
  job.close
  must(refused { job.listen { true } }.status == Homing::STATUSES[:INVALID_HANDLE], "the job is closed")
  kept = C.instance_variable_get(:@in_use).size
  must(refused { job.listen { true } } && C.instance_variable_get(:@in_use).size == kept, "a listener that was refused is kept")
end

def a_sign_in
  kept = {}
  session = Session.new(answers: GIVEN["sign_in"], "oauth.client_id": "client-of-a-test", "store.folder": GIVEN["folder"])
  session.store(kept)
  session.store_key = "k" * 32
  account = Account.new(GIVEN["signing_in"], flow: "device", access: "imap,smtp")
  Account.new(GIVEN["signing_in"], client_secret: "s" * 9).close
  TOLD["unsigned.id"] = session.token(account, "imap").wait.diagnosis.id
  GC.start
  job = session.authorize(account)
  TOLD["authorize.outcome"] = job.wait.outcome
  TOLD["authorize.code"] = job.events.find { |event| event["event"] == "code" }["code"]
  token = session.token(account, "imap").wait
  TOLD["token.secret"] = token.secret
  must(!kept.empty? && !(token.json + token.inspect).include?(token.secret), "the token is shown")
  TOLD["sasl.secret"] = session.sasl(account, "smtp", "XOAUTH2").wait.secret
  TOLD["sign_out.outcome"] = session.sign_out(account).wait.outcome
  must(kept.empty?, "the sign-in is erased")
  session.store(Hash.new { raise "the disk is full" })
  TOLD["broken_store.id"] = session.token(account, "imap").wait.diagnosis.id
end

# Another thread cancels; it runs although this one is in the library.
def a_cancel(session, address, name)
  job = session.resolve(address)
  start = nil
  thread = Thread.new do
    sleep 0.1
    start = now
    job.cancel
  end
  must(refused { job.run }.is_a?(Cancelled), "it says so")
  TOLD[name] = since(start)
  thread.join
  must(!Homing.cancel(job.id), "the job has ended")
end

def the_rest(session)
  TOLD["domain.outcome"] = session.resolve_domain("outlook.com").wait.outcome
  TOLD["call.version"] = session.call({ op: "version" }).wait.text("/homing")
  TOLD["check.outcome"] = session.check(GIVEN["published"], "ada@fabrikam.example").wait.outcome
  replayed = Session.new(answers: GIVEN["answers"])
  TOLD["audit.domain"] = replayed.audit("fabrikam.example").wait.text("/domain")
  TOLD["sending.count"] = replayed.options_to_send("contoso.example").wait.count("/options") > 3
  account = Account.new(GIVEN["replayed"])
  TOLD["formats.told"] = Homing.export_formats.any? { |format| format["name"] == "msmtp" }
  written = replayed.export(account, "msmtp").wait.document
  TOLD["export.outcome"], TOLD["export.file"] = written["outcome"], written["files"][0]["name"]
  TOLD["no_format.status"] = refused { replayed.export(account, "no-such-format") }.status
  bulk = replayed.bulk
  TOLD["bulk.inputs"] = bulk.resolve(["ada@fabrikam.example", "b\u00fccher.example"]).map { |document| document["input"] }.join(" ")
  must(bulk.under_way.zero?, "all were taken")
  job = replayed.resolve("ada@fabrikam.example")
  nil until replayed.next == job.id
  must(job.run(0) && replayed.run(0), "it has ended")
end

def rss_kb
  GC.start
  File.read("/proc/self/statm").split[1].to_i * 4
end

def very_often(session)
  times = lambda do
    all = Array.new(GIVEN["calls"].to_i) do
      start = now
      session.resolve(GIVEN["address"]).then do |job|
        result = job.wait
        must(!result.json.empty?, "there is a document")
        result.close
        job.close
      end
      since(start, 1e6)
    end
    all.sort[all.size / 2]
  end
  3.times { times.call }
  before = rss_kb
  TOLD["call.us"] = times.call
  TOLD["growth.kb"] = rss_kb - before
end

def the_lab
  options = { "tls.ca_file": GIVEN["lab.ca"], "store.folder": GIVEN["folder"], "oauth.client_id": GIVEN["lab.client"] }
  session = Session.new(options.merge("dns.servers": GIVEN["lab.dns"]))
  kept = {}
  session.store(kept)
  TOLD["lab.resolve.imap"] = session.resolve(GIVEN["lab.address"]).wait.text("/imap/0/host")
  right = Account.new(GIVEN["lab.address"], password: GIVEN["lab.password"])
  proof = session.verify(right).wait
  TOLD["lab.verify.outcome"], TOLD["lab.verify.imap"] = proof.outcome, proof.part("/protocols/imap/ok")
  proof = session.verify(Account.new(GIVEN["lab.address"], password: "never-a-good-password")).wait
  TOLD["lab.wrong.outcome"], TOLD["lab.wrong.next"] = proof.outcome, proof.text("/protocols/imap/next")
  TOLD["lab.send.sent"] = session.send_test(right, GIVEN["lab.to"]).wait.part("/sent")
  app = Account.new(GIVEN["lab.app"], flow: "app", access: "imap,pop3,smtp", client_secret: GIVEN["lab.client_secret"])
  TOLD["lab.unsigned.id"] = session.token(app, "imap").wait.diagnosis.id
  TOLD["lab.authorize.outcome"] = session.authorize(app).wait.outcome
  token = session.token(app, "imap").wait
  TOLD["lab.token"] = token.secret.size > 20 && !token.json.include?(token.secret) && !kept.empty?
  TOLD["lab.sign_out.outcome"] = session.sign_out(app).wait.outcome
  a_cancel(Session.new(options.merge("dns.servers": GIVEN["lab.dead"], deadline_ms: 20_000)), GIVEN["lab.address"], "lab.cancel.ms")
end

session = Session.new(offline: true)
the_library
what_is_refused(session)
one_address(session)
an_error_text(session)
an_account
a_sign_in
a_cancel(Session.new("dns.servers": GIVEN["silent"], deadline_ms: 20_000), "ada@contoso.example", "cancel.ms")
the_rest(session)
very_often(session)
the_lab if GIVEN["lab.ca"]
puts JSON.generate(TOLD)
