// The scenario in Java: reads what is given as lines of name=value, prints what came out as one line of JSON.
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.homing.Homing;
import org.homing.Homing.Account;
import org.homing.Homing.Job;
import org.homing.Homing.Refusal;
import org.homing.Homing.Result;
import org.homing.Homing.Session;
import org.homing.Homing.Status;
import org.homing.Homing.Value;

final class Scenario {
    static final Map<String, String> GIVEN = new HashMap<>();
    static final Map<String, Object> TOLD = new TreeMap<>();

    static void must(boolean truth, String words) {
        if (!truth) throw new IllegalStateException(words);
    }

    static Refusal refused(Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            return refusal;
        }
        throw new IllegalStateException("it was not refused");
    }

    static Session session(String... values) {
        var options = new HashMap<String, String>();
        for (int i = 0; i < values.length; i += 2) options.put(values[i], values[i + 1]);
        return new Session(options);
    }

    static Account account(String address, String... values) {
        var account = new Account(address);
        for (int i = 0; i < values.length; i += 2) account.set(values[i], values[i + 1]);
        return account;
    }

    static byte[] secret(String words) { return words.getBytes(StandardCharsets.UTF_8); }

    static Result done(Job job) {
        try (job) {
            return job.await();
        }
    }

    static double tenths(long since, double perMs) { return Math.round((System.nanoTime() - since) / 1e6 * perMs * 10) / 10.0; }

    static void theLibrary() {
        TOLD.put("abi", Homing.abiVersion());
        must(!Homing.version().isEmpty() && !Homing.statusText(0).equals(Homing.statusText(12)), "statuses have sentences");
        var names = Homing.optionsTable().items().stream().map(option -> option.get("name").text()).collect(Collectors.toSet());
        var ours = new HashSet<>(Homing.OPTIONS.keySet());
        int common = (int) names.stream().filter(ours::contains).count();
        TOLD.put("options.stale", names.size() + ours.size() - 2 * common);
    }

    static void whatIsRefused(Session session) {
        var unknown = refused(() -> session("no.such.option", "on"));
        TOLD.put("unknown_option.status", unknown.number);
        must(unknown.getMessage().contains("no.such.option") && unknown.status.orElseThrow() == Status.UNKNOWN_OPTION, unknown.getMessage());
        TOLD.put("invalid_value.status", refused(() -> session("deadline_ms", "soon")).number);
        var address = refused(() -> session.resolve(GIVEN.get("invalid")));
        TOLD.put("invalid_address.status", address.number);
        TOLD.put("invalid_address.position", address.position);
        must(address.getMessage().contains("space"), address.getMessage());
        TOLD.put("invalid_request.status", refused(() -> session.call("{")).number);
        TOLD.put("account.status", refused(() -> account("ada@contoso.example", "flow", "pigeon")).number);
        try (var options = new Homing.Options(); var made = new Session(options.set("offline", "on"))) {
            must(options.get("offline").equals("on") && made != null, "the option is set");
        }
    }

    static void oneAddress(Session session) {
        try (var result = done(session.resolve(GIVEN.get("address")))) {
            var server = result.servers("imap").get(0);
            must(server.host().equals(result.text("/imap/0/host")) && server.port() == result.number("/imap/0/port", 0), "both doors say the same");
            TOLD.put("resolve.outcome", result.outcome());
            TOLD.put("resolve.imap", server.host());
            TOLD.put("resolve.port", server.port());
            TOLD.put("resolve.kind", result.document().get("mailbox").get("kind").text());
            TOLD.put("resolve.count", result.count("/imap"));
            must(result.part("/imap/0/host").text().equals(server.host()), "a part");
            must(result.text("/nowhere") == null && result.number("/nowhere", 7) == 7 && result.part("/nowhere") == null, "what is not there");
            must(result.secret() == null && result.trace() == null, "nothing else");
        }
    }

    static void anErrorText(Session session) {
        var match = session.explain(GIVEN.get("error")).future().join().matches().get(0);
        TOLD.put("explain.id", match.id());
        TOLD.put("explain.who", match.who());
        must(Homing.DIAGNOSES.contains(match.id()), "the id is known");
    }

    static void anAccount() {
        var session = session("answers", GIVEN.get("answers"), "trace", "on");
        var account = account(GIVEN.get("replayed"), "protocols", "imap,smtp").password(secret(GIVEN.get("replayed.password")));
        var job = session.verify(account);
        var result = job.future().join();
        TOLD.put("verify.outcome", result.outcome());
        TOLD.put("verify.imap", result.proof("imap").ok());
        TOLD.put("verify.smtp", result.proof("smtp").ok());
        List<Value> events = new ArrayList<>();
        for (Value one; (one = job.event()) != null;) events.add(one);
        TOLD.put("events.first", events.get(0).get("event").text());
        TOLD.put("events.last", events.get(events.size() - 1).get("event").text());
        TOLD.put("events.steps", events.stream().filter(one -> "step".equals(one.get("event").text()) && "imap".equals(one.get("protocol").text()))
            .map(one -> one.get("step").text()).collect(Collectors.joining(" ")));
        must(!(session.toString() + account + job + result + result.json() + result.trace()).contains(GIVEN.get("replayed.password")), "the password is shown");
        var sender = account(GIVEN.get("sending")).token(secret("xxxxxxxxx")).password(secret("xxxxxxxxx"));
        TOLD.put("send.sent", done(session.sendTest(sender, "grace@contoso.example")).document().get("sent").flag());
        var heard = session.resolve(GIVEN.get("replayed"));
        heard.listen(one -> TOLD.put("listen.last", one.get("event").text()) != heard);
        System.gc();  // what the library calls must live on
        heard.await();
        var unwanted = session.resolve(GIVEN.get("replayed"));
        unwanted.listen(one -> false);
        must(refused(unwanted::await).number == Status.CANCELLED.number, "a listener cancels");
        var failing = session.resolve(GIVEN.get("replayed"));
        failing.listen(one -> { throw new IllegalStateException("of the listener"); });
        must(refused(failing::await).number == Status.CANCELLED.number, "a listener that throws cancels");
        anErrorOfAListener(session);
        for (int i = 0; i < 200; ++i) aCloseAtTheEnd(session);
        aRefusedListener(failing);
    }

    /** An Error cancels the job, as an exception does, and reaches whoever waits for it. */
    static void anErrorOfAListener(Session session) {
        var error = new AssertionError("of the listener");
        for (Function<Job, Object> wait : List.<Function<Job, Object>>of(Job::await, job -> job.future().orTimeout(20, TimeUnit.SECONDS).join())) {
            var job = session.resolve(GIVEN.get("replayed"));
            job.listen(one -> { throw error; });
            try {
                wait.apply(job);
                throw new IllegalStateException("it was not thrown");
            } catch (AssertionError | CompletionException thrown) {
                must(thrown == error || thrown.getCause() == error, "it is the listener's");
            }
            must(refused(job::await).number == Status.CANCELLED.number, "a listener that throws an Error cancels");
        }
    }

    /** Another thread closes the job as it ends: whoever waits gets the result all the same. */
    static void aCloseAtTheEnd(Session session) {
        var job = session.resolve(GIVEN.get("replayed"));
        var closing = new Thread(job::close);
        job.listen(one -> {
            if (!"done".equals(one.get("event").text())) return true;
            closing.start();
            while (closing.getState() != Thread.State.BLOCKED) Thread.onSpinWait();
            return true;
        });
        must(job.await().outcome() != null, "there is a result");
    }

    static void aRefusedListener(Job job) {
        job.close();
        Predicate<Value> listener = new Predicate<>() { @Override public boolean test(Value event) { return event != null; } };
        var forgotten = new WeakReference<>(listener);
        must(refused(() -> job.listen(forgotten.get())).number == Status.INVALID_HANDLE.number, "the job is closed");
        listener = null;
        for (int i = 0; i < 50 && forgotten.get() != null; ++i) System.gc();
        must(forgotten.get() == null, "a listener that was refused is kept");
    }

    static final class Place implements Homing.Store {
        final Map<String, byte[]> kept = new HashMap<>();
        @Override public byte[] get(String key) { return kept.get(key); }
        @Override public void put(String key, byte[] value) { kept.put(key, value); }
        @Override public void erase(String key) { kept.remove(key); }
    }

    static final class Broken implements Homing.Store {
        final Error failure = new AssertionError("the disk is full");
        @Override public byte[] get(String key) { throw failure; }
        @Override public void put(String key, byte[] value) {}
        @Override public void erase(String key) {}
    }

    static void aSignIn() {
        var place = new Place();
        var session = session("answers", GIVEN.get("sign_in"), "oauth.client_id", "client-of-a-test", "store.folder", GIVEN.get("folder"));
        session.store(place);
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 'k');
        session.storeKey(key);
        var account = account(GIVEN.get("signing_in"), "flow", "device", "access", "imap,smtp");
        account(GIVEN.get("signing_in")).clientSecret(secret("sssssssss")).close();
        TOLD.put("unsigned.id", done(session.token(account, "imap")).diagnosis().id());
        System.gc();
        var job = session.authorize(account);
        TOLD.put("authorize.outcome", job.await().outcome());
        for (Value one; (one = job.event()) != null;) if ("code".equals(one.get("event").text())) TOLD.put("authorize.code", one.get("code").text());
        var token = done(session.token(account, "imap"));
        TOLD.put("token.secret", token.secret());
        must(!place.kept.isEmpty() && !(token.json() + token).contains(token.secret()), "the token is shown");
        TOLD.put("sasl.secret", done(session.sasl(account, "smtp", "XOAUTH2")).secret());
        TOLD.put("sign_out.outcome", done(session.signOut(account)).outcome());
        must(place.kept.isEmpty(), "the sign-in is erased");
        var broken = new Broken();
        session.store(broken);
        var asked = session.token(account, "imap");
        try {
            asked.run(-1);
            throw new IllegalStateException("it was not thrown");
        } catch (AssertionError thrown) {
            must(thrown == broken.failure, "it is the store's");
        }
        TOLD.put("broken_store.id", done(asked).diagnosis().id());
    }

    static void aCancel(Session session, String address, String name) throws InterruptedException {
        try (var job = session.resolve(address)) {
            var future = job.future();
            Thread.sleep(100);
            long since = System.nanoTime();
            must(future.cancel(true), "it is cancelled");
            try {
                future.join();
                must(false, "it was not cancelled");
            } catch (CancellationException cancelled) {
                must(refused(() -> job.run(-1)).number == Status.CANCELLED.number, "so is the job");
                TOLD.put(name, tenths(since, 1));
            }
            must(!Homing.cancel(job.id()), "the job has ended");
        }
    }

    static void cancels() throws InterruptedException {
        var session = session("dns.servers", GIVEN.get("silent"), "deadline_ms", "20000");
        aCancel(session, "ada@contoso.example", "cancel.async_ms");
        try (var job = session.resolve("ada@contoso.example")) {
            must(!job.run(100), "it hangs");
            long since = System.nanoTime();
            job.cancel();
            must(refused(job::await).number == Status.CANCELLED.number, "it says so");
            TOLD.put("cancel.ms", tenths(since, 1));
        }
    }

    static void theRest(Session session) {
        TOLD.put("domain.outcome", done(session.resolveDomain("outlook.com")).outcome());
        TOLD.put("call.version", done(session.call("{\"op\":\"version\"}")).text("/homing"));
        TOLD.put("check.outcome", done(session.check(GIVEN.get("published"), "ada@fabrikam.example")).outcome());
        var replayed = session("answers", GIVEN.get("answers"));
        TOLD.put("audit.domain", done(replayed.audit("fabrikam.example")).text("/domain"));
        TOLD.put("sending.count", done(replayed.optionsToSend("contoso.example")).count("/options") > 3);
        try (var account = new Account(GIVEN.get("replayed")); var written = done(replayed.export(account, "msmtp"))) {
            TOLD.put("formats.told", Homing.exportFormats().items().stream().anyMatch(format -> format.get("name").text().equals("msmtp")));
            TOLD.put("export.outcome", written.outcome());
            TOLD.put("export.file", written.text("/files/0/name"));
            TOLD.put("no_format.status", refused(() -> replayed.export(account, "no-such-format")).number);
        }
        var inputs = new ArrayList<String>();
        try (var bulk = replayed.bulk(true, 0)) {
            must(bulk.add("ada@fabrikam.example") && bulk.add("b\u00fccher.example"), "there is room");
            for (Value document; (document = bulk.next(-1)) != null;) inputs.add(document.get("input").text());
            must(bulk.underWay() == 0, "all were taken");
        }
        TOLD.put("bulk.inputs", String.join(" ", inputs));
        var job = replayed.resolve("ada@fabrikam.example");
        while (replayed.next(-1).orElse(0) != job.id()) continue;
        must(job.run(0) && replayed.run(0), "it has ended");
    }

    static int rssKb() throws IOException {
        System.gc();
        return Integer.parseInt(Files.readString(Path.of("/proc/self/statm")).split(" ")[1]) * 4;
    }

    static double times(Session session) {
        double[] all = new double[Integer.parseInt(GIVEN.get("calls"))];
        for (int i = 0; i < all.length; ++i) {
            long since = System.nanoTime();
            try (var result = done(session.resolve(GIVEN.get("address")))) {
                must(!result.json().isEmpty(), "there is a document");
            }
            all[i] = tenths(since, 1000);
        }
        Arrays.sort(all);
        return all[all.length / 2];
    }

    static void veryOften(Session session) throws IOException {
        for (int i = 0; i < 4; ++i) times(session);  // until the compiler has done
        int before = rssKb();
        TOLD.put("call.us", times(session));
        TOLD.put("growth.kb", rssKb() - before);
    }

    static void theLab() throws InterruptedException {
        var options = new String[] {"tls.ca_file", GIVEN.get("lab.ca"), "store.folder", GIVEN.get("folder"), "oauth.client_id", GIVEN.get("lab.client"),
            "dns.servers", GIVEN.get("lab.dns")};
        var session = session(options);
        var place = new Place();
        session.store(place);
        TOLD.put("lab.resolve.imap", done(session.resolve(GIVEN.get("lab.address"))).text("/imap/0/host"));
        var right = account(GIVEN.get("lab.address")).password(secret(GIVEN.get("lab.password")));
        var proof = session.verify(right).future().join();
        TOLD.put("lab.verify.outcome", proof.outcome());
        TOLD.put("lab.verify.imap", proof.proof("imap").ok());
        proof = session.verify(account(GIVEN.get("lab.address")).password(secret("never-a-good-password"))).future().join();
        TOLD.put("lab.wrong.outcome", proof.outcome());
        TOLD.put("lab.wrong.next", proof.proof("imap").next());
        TOLD.put("lab.send.sent", done(session.sendTest(right, GIVEN.get("lab.to"))).document().get("sent").flag());
        var app = account(GIVEN.get("lab.app"), "flow", "app", "access", "imap,pop3,smtp").clientSecret(secret(GIVEN.get("lab.client_secret")));
        TOLD.put("lab.unsigned.id", done(session.token(app, "imap")).diagnosis().id());
        TOLD.put("lab.authorize.outcome", done(session.authorize(app)).outcome());
        var token = done(session.token(app, "imap"));
        TOLD.put("lab.token", token.secret().length() > 20 && !token.json().contains(token.secret()) && !place.kept.isEmpty());
        TOLD.put("lab.sign_out.outcome", done(session.signOut(app)).outcome());
        options[7] = GIVEN.get("lab.dead");
        aCancel(session(options), GIVEN.get("lab.address"), "lab.cancel.ms");
    }

    public static void main(String[] arguments) throws Exception {
        for (String line : new String(System.in.readAllBytes(), StandardCharsets.UTF_8).split("\n"))
            GIVEN.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        var session = session("offline", "on");
        theLibrary();
        whatIsRefused(session);
        oneAddress(session);
        anErrorText(session);
        anAccount();
        aSignIn();
        cancels();
        theRest(session);
        veryOften(session);
        if (GIVEN.containsKey("lab.ca")) theLab();
        System.out.println(TOLD.entrySet().stream().map(one -> "\"" + one.getKey() + "\": " + (one.getValue() instanceof String ? "\"" + one.getValue() + "\""
            : one.getValue())).collect(Collectors.joining(", ", "{", "}")));
    }
}
