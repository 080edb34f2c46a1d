// The scenario in C#: reads what is given as lines of name=value, prints what came out as one line of JSON.
using System;
using System.Collections;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Homing;

static class Scenario
{
    static readonly Dictionary<string, string> given = new Dictionary<string, string>();
    static readonly SortedDictionary<string, object> told = new SortedDictionary<string, object>(StringComparer.Ordinal);

    static void Must(bool truth, string words) { if (!truth) throw new InvalidOperationException(words); }

    static HomingException Refused(Action work)
    {
        try { work(); }
        catch (HomingException refused) { return refused; }
        throw new InvalidOperationException("it was not refused");
    }

    static Session Open(params string[] values) => new Session(Enumerable.Range(0, values.Length / 2).ToDictionary(i => values[2 * i], i => values[2 * i + 1]));

    static Account Person(string address, params string[] values)
    {
        var account = new Account(address);
        for (var i = 0; i < values.Length; i += 2) account[values[i]] = values[i + 1];
        return account;
    }

    static Result Done(Job job) { using (job) return job.Wait(); }

    static double Tenths(Stopwatch since, double perMs) => Math.Round(since.Elapsed.TotalMilliseconds * perMs * 10) / 10;

    static void TheLibrary()
    {
        told["abi"] = Library.LoadedAbiVersion;
        Must(Library.Version != "" && Library.StatusText(Status.Ok) != Library.StatusText(Status.InvalidAddress), "statuses have sentences");
        var names = new HashSet<string>(Library.OptionsTable.Items.Select(option => option["name"].Text));
        names.SymmetricExceptWith(Library.Options.Keys);
        told["options.stale"] = names.Count;
    }

    static void WhatIsRefused(Session session)
    {
        var unknown = Refused(() => Open("no.such.option", "on"));
        told["unknown_option.status"] = (int)unknown.Status;
        Must(unknown.Message.Contains("no.such.option"), unknown.Message);
        told["invalid_value.status"] = (int)Refused(() => Open("deadline_ms", "soon")).Status;
        var address = Refused(() => session.Resolve(given["invalid"]));
        told["invalid_address.status"] = (int)address.Status;
        told["invalid_address.position"] = address.Position;
        Must(address.Message.Contains("space"), address.Message);
        told["invalid_request.status"] = (int)Refused(() => session.Call("{")).Status;
        told["account.status"] = (int)Refused(() => Person("ada@contoso.example", "flow", "pigeon")).Status;
        using (var options = new Options()) { options["offline"] = "on"; Must(options["offline"] == "on", "the option is set"); }
    }

    static void OneAddress(Session session)
    {
        using (var result = Done(session.Resolve(given["address"])))
        {
            var server = result.Servers("imap").First();
            Must(server.Host == result.Text("/imap/0/host") && server.Port == result.Number("/imap/0/port"), "both doors say the same");
            told["resolve.outcome"] = result.Outcome;
            told["resolve.imap"] = server.Host;
            told["resolve.port"] = server.Port;
            told["resolve.kind"] = result.Document["mailbox"]["kind"].Text;
            told["resolve.count"] = result.Count("/imap");
            Must(result.Part("/imap/0/host").Text == server.Host && result.Text("/nowhere") == null && result.Number("/nowhere", 7) == 7, "what is not there");
            Must(result.Secret == null && result.Trace == null, "nothing else");
        }
    }

    static async Task AnErrorText(Session session)
    {
        var match = (await session.Explain(given["error"]).RunAsync()).Matches.First();
        told["explain.id"] = match.Id;
        told["explain.who"] = match.Who;
        Must(Library.Diagnoses.Contains(match.Id), "the id is known");
    }

    static async Task AnAccount()
    {
        var session = Open("answers", given["answers"], "trace", "on");
        var account = Person(given["replayed"], "protocols", "imap,smtp");
        account.Password = given["replayed.password"];
        var job = session.Verify(account);
        var result = await job.RunAsync();
        told["verify.outcome"] = result.Outcome;
        told["verify.imap"] = result.Proof("imap").Ok;
        told["verify.smtp"] = result.Proof("smtp").Ok;
        var events = new List<Value>();
        for (Value one; (one = job.Event()) != null;) events.Add(one);
        told["events.first"] = events.First()["event"].Text;
        told["events.last"] = events.Last()["event"].Text;
        told["events.steps"] = string.Join(" ", events.Where(e => e["event"].Text == "step" && e["protocol"].Text == "imap").Select(e => e["step"].Text));
        var shown = $"{session} {account} {job} {result}" + result.Json + result.Trace;
        Must(!shown.Contains(given["replayed.password"]), "the password is shown");
        var sender = Person(given["sending"]);
        sender.Token = "xxxxxxxxx";
        sender.Password = "xxxxxxxxx";
        told["send.sent"] = Done(session.SendTest(sender, "grace@contoso.example")).Document["sent"].Flag;
        var heard = session.Resolve(given["replayed"]);
        heard.Listen(one => { told["listen.last"] = one["event"].Text; return true; });
        heard.Wait();
        var unwanted = session.Resolve(given["replayed"]);
        unwanted.Listen(one => false);
        Must(Refused(() => unwanted.Wait()).Status == Status.Cancelled, "a listener cancels");
        unwanted = session.Resolve(given["replayed"]);
        unwanted.Listen(one => { throw new IOException("of the listener"); });
        Must(Refused(() => unwanted.Wait()).Status == Status.Cancelled, "a listener that throws cancels");
        ARefusedListener(unwanted);
    }

    static void ARefusedListener(Job job)
    {
        job.Dispose();
        var kept = Kept.Count;
        try { job.Listen(one => true); }
        catch (ObjectDisposedException) { Must(Kept.Count == kept, "a listener that was refused is kept"); return; }
        throw new InvalidOperationException("it was not refused");
    }
    /// <summary>What the library may call.</summary>
    static IDictionary Kept =>
        (IDictionary)typeof(Library).Assembly.GetType("Homing.C").GetField("inUse", BindingFlags.NonPublic | BindingFlags.Static).GetValue(null);

    sealed class Place : IStore
    {
        public readonly Dictionary<string, byte[]> Kept = new Dictionary<string, byte[]>();
        public byte[] Get(string key) { byte[] value; return Kept.TryGetValue(key, out value) ? value : null; }
        public void Put(string key, byte[] value) { Kept[key] = value; }
        public void Erase(string key) { Kept.Remove(key); }
    }

    sealed class Broken : IStore
    {
        public byte[] Get(string key) { throw new IOException("the disk is full"); }
        public void Put(string key, byte[] value) { }
        public void Erase(string key) { }
    }

    static void ASignIn()
    {
        var place = new Place();
        var session = Open("answers", given["sign_in"], "oauth.client_id", "client-of-a-test", "store.folder", given["folder"]);
        session.Store(place);
        session.StoreKey(Enumerable.Repeat((byte)'k', 32).ToArray());
        var account = Person(given["signing_in"], "flow", "device", "access", "imap,smtp");
        Person(given["signing_in"]).ClientSecret = "sssssssss";
        told["unsigned.id"] = Done(session.Token(account, "imap")).Diagnosis.Id;
        GC.Collect();  // what the library calls must live on
        var job = session.Authorize(account);
        told["authorize.outcome"] = job.Wait().Outcome;
        for (Value one; (one = job.Event()) != null;) if (one["event"].Text == "code") told["authorize.code"] = one["code"].Text;
        var token = Done(session.Token(account, "imap"));
        told["token.secret"] = token.Secret;
        Must(place.Kept.Count > 0 && !(token.Json + token).Contains(token.Secret), "the token is shown");
        told["sasl.secret"] = Done(session.Sasl(account, "smtp", "XOAUTH2")).Secret;
        told["sign_out.outcome"] = Done(session.SignOut(account)).Outcome;
        Must(place.Kept.Count == 0, "the sign-in is erased");
        session.Store(new Broken());
        told["broken_store.id"] = Done(session.Token(account, "imap")).Diagnosis.Id;
    }

    static async Task ACancel(Session session, string address, string name)
    {
        using (var job = session.Resolve(address))
        using (var stop = new CancellationTokenSource())
        {
            var waiting = job.RunAsync(stop.Token);
            await Task.Delay(100);
            var since = Stopwatch.StartNew();
            stop.Cancel();
            try { await waiting; throw new InvalidOperationException("it was not cancelled"); }
            catch (OperationCanceledException) { told[name] = Tenths(since, 1); }
            Must(!Library.Cancel(job.Id), "the job has ended");
        }
    }

    static async Task Cancels()
    {
        var session = Open("dns.servers", given["silent"], "deadline_ms", "20000");
        await ACancel(session, "ada@contoso.example", "cancel.async_ms");
        var job = session.Resolve("ada@contoso.example");
        Must(!job.Run(100), "it hangs");
        var since = Stopwatch.StartNew();
        job.Cancel();
        Must(Refused(() => job.Wait()).Status == Status.Cancelled, "it says so");
        told["cancel.ms"] = Tenths(since, 1);
    }

    static void TheRest(Session session)
    {
        told["domain.outcome"] = Done(session.ResolveDomain("outlook.com")).Outcome;
        told["call.version"] = Done(session.Call("{\"op\":\"version\"}")).Text("/homing");
        told["check.outcome"] = Done(session.Check(given["published"], "ada@fabrikam.example")).Outcome;
        var replayed = Open("answers", given["answers"]);
        told["audit.domain"] = Done(replayed.Audit("fabrikam.example")).Text("/domain");
        told["sending.count"] = Done(replayed.OptionsToSend("contoso.example")).Count("/options") > 3;
        var account = new Account(given["replayed"]);
        told["formats.told"] = Library.ExportFormats.Items.Any(format => format["name"].Text == "msmtp");
        var written = Done(replayed.Export(account, "msmtp"));
        told["export.outcome"] = written.Outcome;
        told["export.file"] = written.Text("/files/0/name");
        told["no_format.status"] = (int)Refused(() => replayed.Export(account, "no-such-format")).Status;
        var inputs = new List<string>();
        using (var bulk = replayed.Bulk())
        {
            Must(bulk.Add("ada@fabrikam.example") && bulk.Add("b\u00fccher.example"), "there is room");
            Value document;
            while (bulk.Next(out document) && document != null) inputs.Add(document["input"].Text);
            Must(bulk.UnderWay == 0, "all were taken");
        }
        told["bulk.inputs"] = string.Join(" ", inputs);
        var job = replayed.Resolve("ada@fabrikam.example");
        while (replayed.Next() != job.Id) { }
        Must(job.Run(0) && replayed.Run(0), "it has ended");
    }

    static int RssKb()
    {
        for (var i = 0; i < 2; ++i) { GC.Collect(); GC.WaitForPendingFinalizers(); }
        return int.Parse(File.ReadAllText("/proc/self/statm").Split(' ')[1]) * 4;
    }

    static void VeryOften(Session session)
    {
        var calls = int.Parse(given["calls"]);
        Func<double> times = () =>
        {
            var all = new double[calls];
            for (var i = 0; i < calls; ++i)
            {
                var since = Stopwatch.StartNew();
                using (var result = Done(session.Resolve(given["address"]))) Must(result.Json.Length > 0, "there is a document");
                all[i] = Tenths(since, 1000);
            }
            Array.Sort(all);
            return all[calls / 2];
        };
        times();
        times();
        var before = RssKb();
        told["call.us"] = times();
        told["growth.kb"] = RssKb() - before;
    }

    static async Task TheLab()
    {
        var options = new[] { "tls.ca_file", given["lab.ca"], "store.folder", given["folder"], "oauth.client_id", given["lab.client"] };
        var session = Open(options.Concat(new[] { "dns.servers", given["lab.dns"] }).ToArray());
        var place = new Place();
        session.Store(place);
        told["lab.resolve.imap"] = Done(session.Resolve(given["lab.address"])).Text("/imap/0/host");
        Account right = Person(given["lab.address"]), wrong = Person(given["lab.address"]);
        right.Password = given["lab.password"];
        wrong.Password = "never-a-good-password";
        var proof = await session.Verify(right).RunAsync();
        told["lab.verify.outcome"] = proof.Outcome;
        told["lab.verify.imap"] = proof.Proof("imap").Ok;
        proof = await session.Verify(wrong).RunAsync();
        told["lab.wrong.outcome"] = proof.Outcome;
        told["lab.wrong.next"] = proof.Proof("imap").Next;
        told["lab.send.sent"] = Done(session.SendTest(right, given["lab.to"])).Document["sent"].Flag;
        var app = Person(given["lab.app"], "flow", "app", "access", "imap,pop3,smtp");
        app.ClientSecret = given["lab.client_secret"];
        told["lab.unsigned.id"] = Done(session.Token(app, "imap")).Diagnosis.Id;
        told["lab.authorize.outcome"] = Done(session.Authorize(app)).Outcome;
        var token = Done(session.Token(app, "imap"));
        told["lab.token"] = token.Secret.Length > 20 && !token.Json.Contains(token.Secret) && place.Kept.Count > 0;
        told["lab.sign_out.outcome"] = Done(session.SignOut(app)).Outcome;
        var dead = Open(options.Concat(new[] { "dns.servers", given["lab.dead"], "deadline_ms", "20000" }).ToArray());
        await ACancel(dead, given["lab.address"], "lab.cancel.ms");
    }

    static async Task Play()
    {
        var session = Open("offline", "on");
        TheLibrary();
        WhatIsRefused(session);
        OneAddress(session);
        await AnErrorText(session);
        await AnAccount();
        ASignIn();
        await Cancels();
        TheRest(session);
        VeryOften(session);
        if (given.ContainsKey("lab.ca")) await TheLab();
    }

    static string Shown(object value)
    {
        if (value is string) return $"\"{value}\"";
        return value is bool ? ((bool)value ? "true" : "false") : Convert.ToString(value, CultureInfo.InvariantCulture);
    }

    static void Main()
    {
        for (string line; (line = Console.ReadLine()) != null;) given[line.Substring(0, line.IndexOf('='))] = line.Substring(line.IndexOf('=') + 1);
        Play().GetAwaiter().GetResult();
        Console.WriteLine("{" + string.Join(", ", told.Select(one => $"\"{one.Key}\": {Shown(one.Value)}")) + "}");
    }
}
