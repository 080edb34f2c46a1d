package org.homing;

import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;

/**
 * Homing: an e-mail address becomes a working mail account. Speaks to libhoming through JNA.
 *
 * <pre>
 * try (var session = new Homing.Session(); var job = session.resolve("ada@contoso.example"); var result = job.await()) {
 *   System.out.println(result.text("/imap/0/host"));
 * }
 * </pre>
 */
public final class Homing {
    private Homing() {}

    /** What the library refused; position is, of an address, the byte at which it is wrong. */
    public static final class Refusal extends RuntimeException {
        public final int number, position;
        /** Empty for a number that this class does not know. */
        public final Optional<Status> status;
        Refusal(int number, String sentence, int position) {
            super(sentence == null || sentence.isEmpty() ? statusText(number) : sentence);
            this.number = number;
            this.position = position;
            this.status = Arrays.stream(Status.values()).filter(one -> one.number == number).findFirst();
        }
    }

    // ---- The library ---------------------------------------------------------------------------------------------------------------

    public static String version() { return text(C.homing_version()); }
    public static int abiVersion() { return C.homing_abi_version(); }
    public static String statusText(int status) { return text(C.homing_status_text(status)); }
    /** All options: name, type, default, sentence. */
    public static Value optionsTable() { return Value.read(text(C.homing_options_table())).get("options"); }
    /** What can be exported: name, for, kind, sentence. */
    public static Value exportFormats() { return Value.read(text(C.homing_export_formats())).get("formats"); }
    /** Cancels a job by its number, from any thread; false where none of it is running. */
    public static boolean cancel(int job) { return C.homing_cancel(job) == Status.OK.number; }

    // ---- Objects -------------------------------------------------------------------------------------------------------------------

    /** Owns an object of the library until it is closed. Its text shows nothing of what it holds. */
    public abstract static class Owner implements AutoCloseable {
        Pointer pointer;
        abstract void free(Pointer freed);
        @Override public synchronized void close() {
            Pointer freed = pointer;
            pointer = null;
            if (freed != null) free(freed);
        }
    }

    /** Options by name; OPTIONS has the names and their defaults. */
    public static final class Options extends Owner {
        public Options() { pointer = made(C::homing_options_new); }
        public Options set(String name, String value) {
            check(C.homing_options_set(pointer, bytes(name), bytes(value)), C.homing_options_error(pointer));
            return this;
        }
        /** Null for a name that does not exist. */
        public String get(String name) { return text(C.homing_options_get(pointer, bytes(name))); }
        @Override void free(Pointer freed) { C.homing_options_free(freed); }
    }

    /** Keeps sign-ins for a session. The values are secrets. It must not call the library; get returns null where there is nothing. */
    public interface Store {
        byte[] get(String key);
        void put(String key, byte[] value);
        void erase(String key);
    }

    /** What jobs share. Make one and keep it; any thread may use it. */
    public static final class Session extends Owner {
        public Session() { this(Map.of()); }
        public Session(Map<String, String> values) {
            try (Options options = new Options()) {
                values.forEach(options::set);
                open(options);
            }
        }
        public Session(Options options) { open(options); }
        private void open(Options options) {
            var out = new PointerByReference();
            int status = C.homing_session_new(options.pointer, out);
            String sentence = text(C.homing_session_error(out.getValue()));
            if (status != Status.OK.number) {
                C.homing_session_free(out.getValue());
                throw new Refusal(status, sentence, 0);
            }
            pointer = out.getValue();
        }
        /** Works for all jobs: whether one has ended, or none is left, before the time was up. Negative: no limit. */
        public boolean run(int timeoutMs) { return Homing.check(worked(C.homing_session_run(pointer, timeoutMs)), null); }
        /** As run: the number of a job that has ended; 0 where none is left, empty where the time was up. */
        public Optional<Integer> next(int timeoutMs) {
            var number = new IntByReference();
            return Homing.check(worked(C.homing_session_next(pointer, timeoutMs, number)), null) ? Optional.of(number.getValue()) : Optional.empty();
        }
        /** Has sign-ins kept in a place of the host's own. */
        public void store(Store place) {
            GetCall get = (context, key, found, to) -> guarded(() -> {
                byte[] value = place.get(text(key));
                if (value != null) found.invoke(to, value, new SizeT(value.length));
            });
            PutCall put = (context, key, value, size) -> guarded(() -> place.put(text(key), value.getByteArray(0, size.intValue())));
            EraseCall erase = (context, key) -> guarded(() -> place.erase(text(key)));
            offer(context -> C.homing_session_store(pointer, get, put, erase, context, RELEASE), get, put, erase);
        }
        public void storeKey(byte[] key) { Homing.check(C.homing_session_store_key(pointer, key, new SizeT(key.length)), null); }

        public Job resolve(String address) { return new Job(out -> C.homing_resolve(pointer, bytes(address), out)); }
        public Job resolveDomain(String domain) { return new Job(out -> C.homing_resolve_domain(pointer, bytes(domain), out)); }
        /** Reads a configuration that somebody publishes for an address. */
        public Job check(String published, String address) {
            byte[] given = published.getBytes(StandardCharsets.UTF_8);
            return new Job(out -> C.homing_check(pointer, given, new SizeT(given.length), bytes(address), out));
        }
        public Job audit(String domain) { return new Job(out -> C.homing_audit(pointer, bytes(domain), out)); }
        public Job verify(Account account) { return new Job(out -> C.homing_verify(pointer, account.pointer, out)); }
        public Job sendTest(Account account, String to) { return new Job(out -> C.homing_send_test(pointer, account.pointer, bytes(to), out)); }
        public Job authorize(Account account) { return new Job(out -> C.homing_authorize(pointer, account.pointer, out)); }
        /** access: imap, pop3, smtp or graph; the result's secret has the token. */
        public Job token(Account account, String access) { return new Job(out -> C.homing_token(pointer, account.pointer, bytes(access), out)); }
        /** mechanism: XOAUTH2 or OAUTHBEARER; the result's secret has the response. */
        public Job sasl(Account account, String access, String mechanism) {
            return new Job(out -> C.homing_sasl(pointer, account.pointer, bytes(access), bytes(mechanism), out));
        }
        public Job signOut(Account account) { return new Job(out -> C.homing_sign_out(pointer, account.pointer, out)); }
        /** Tells what an error text means. */
        public Job explain(String words) {
            byte[] given = words.getBytes(StandardCharsets.UTF_8);
            return new Job(out -> C.homing_explain(pointer, given, new SizeT(given.length), out));
        }
        public Job optionsToSend(String domain) { return new Job(out -> C.homing_options_to_send(pointer, bytes(domain), out)); }
        /** Another program's configuration; exportFormats lists the formats. */
        public Job export(Account account, String format) { return new Job(out -> C.homing_export(pointer, account.pointer, bytes(format), out)); }
        /** Any operation by its JSON request. */
        public Job call(String request) { return new Job(out -> C.homing_call(pointer, bytes(request), out)); }
        public Bulk bulk(boolean inOrder, long most) { return new Bulk(this, inOrder, most); }
        @Override void free(Pointer freed) { C.homing_session_free(freed); }
    }

    /** A mail address and what it takes to use it. */
    public static final class Account extends Owner {
        public Account(String address) { pointer = made(out -> C.homing_account_new(bytes(address), out)); }
        private Account told(int status) {
            Homing.check(status, C.homing_account_error(pointer));
            return this;
        }
        /** Sets what may be tried, such as "protocols" to "imap,smtp". */
        public Account set(String name, String value) { return told(C.homing_account_set(pointer, bytes(name), bytes(value))); }
        public Account password(byte[] secret) { return told(C.homing_account_password(pointer, secret, new SizeT(secret.length))); }
        public Account token(byte[] secret) { return told(C.homing_account_token(pointer, secret, new SizeT(secret.length))); }
        public Account clientSecret(byte[] secret) { return told(C.homing_account_client_secret(pointer, secret, new SizeT(secret.length))); }
        @Override void free(Pointer freed) { C.homing_account_free(freed); }
    }

    /** One operation under way. */
    public static final class Job extends Owner {
        private static final Executor THREADS = Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "homing");
            thread.setDaemon(true);
            return thread;
        });
        private final int number;
        Job(Maker start) {
            var out = new PointerByReference();
            int status = start.make(out);
            pointer = out.getValue();
            number = C.homing_job_id(pointer);
            try {
                told(status);
            } catch (Refusal refused) {
                free(pointer);
                throw refused;
            }
        }
        private boolean told(int status) {
            return Homing.check(status, C.homing_job_error(pointer), C.homing_job_error_position(pointer).intValue());
        }
        public int id() { return number; }
        /** Works in this thread: whether the job has ended before the time was up. Negative: until its own deadline. */
        public synchronized boolean run(int timeoutMs) { return told(worked(C.homing_job_run(pointer, timeoutMs))); }
        /** Works in this thread until the end; nobody closes the job before its result is taken. */
        public synchronized Result await() {
            run(-1);
            var out = new PointerByReference();
            told(C.homing_job_result(pointer, out));
            return new Result(out.getValue());
        }
        /** Works in another thread; cancelling the future cancels the job. */
        public CompletableFuture<Result> future() { return future(THREADS); }
        public CompletableFuture<Result> future(Executor executor) {
            var future = new CompletableFuture<Result>() {
                @Override public boolean cancel(boolean interrupt) {
                    Homing.cancel(number);
                    return super.cancel(interrupt);
                }
            };
            executor.execute(() -> {
                try {
                    Result result = await();
                    if (!future.complete(result)) result.close();
                } catch (Throwable failed) {
                    future.completeExceptionally(failed);
                }
            });
            return future;
        }
        /** The next thing that happened; null: nothing more for now. */
        public synchronized Value event() {
            String told = text(C.homing_job_event(pointer));
            return told == null ? null : Value.read(told);
        }
        /** Has events told inside run, in its thread; a listener that returns false, or throws, cancels the job; run throws an Error again. */
        public synchronized void listen(Predicate<Value> listener) {
            ListenCall call = (told, context) -> {
                boolean[] on = {true};
                return guarded(() -> on[0] = listener.test(Value.read(text(told)))) != 0 || !on[0] ? 1 : 0;
            };
            if (listener == null) Homing.check(C.homing_job_listen(pointer, null, null, null), null);
            else offer(context -> C.homing_job_listen(pointer, call, context, RELEASE), call);
        }
        public boolean cancel() { return Homing.cancel(id()); }
        @Override public void close() {
            cancel();  // another thread may be in run; it ends at once
            super.close();
        }
        @Override void free(Pointer freed) { C.homing_job_free(freed); }
    }

    public record Server(String host, int port, String security, String username) {
        static Server of(Value value) {
            return new Server(value.get("host").text(), (int) value.get("port").number(), value.get("security").text(), value.get("username").text());
        }
    }

    public record Diagnosis(String id, String who, String meaning, List<String> steps, String link, String confidence, String next) {
        static Diagnosis of(Value value) {
            return new Diagnosis(value.get("id").text(), value.get("who").text(), value.get("meaning").text(),
                value.get("steps").items().stream().map(Value::text).toList(), value.get("link").text(), value.get("confidence").text(),
                value.get("next").text());
        }
    }

    /** How a protocol stood its test. */
    public record Proof(boolean ok, String next, Server endpoint, Diagnosis diagnosis) {
        static Proof of(Value value) {
            return new Proof(value.get("ok").flag(), value.get("next").text(), Server.of(value.get("endpoint")), Diagnosis.of(value.get("diagnosis")));
        }
    }

    /** What came out. Pointers are JSON Pointers (RFC 6901), such as "/smtp/0/host". */
    public static final class Result extends Owner {
        private Value document;
        Result(Pointer pointer) { this.pointer = pointer; }
        public String json() { return Homing.text(C.homing_result_json(pointer)); }
        public synchronized Value document() {
            if (document == null) document = Value.read(json());
            return document;
        }
        public String outcome() { return text("/outcome"); }
        /** Null where there is no text. */
        public String text(String place) { return Homing.text(C.homing_result_text(pointer, bytes(place))); }
        public long number(String place, long otherwise) { return C.homing_result_number(pointer, bytes(place), otherwise); }
        public int count(String place) { return C.homing_result_count(pointer, bytes(place)).intValue(); }
        /** A part of the document, read; null where there is none. */
        public Value part(String place) {
            String part = Homing.text(C.homing_result_part(pointer, bytes(place)));
            return part == null ? null : Value.read(part);
        }
        /** The servers of "imap", "pop3" or "smtp", preferred first. */
        public List<Server> servers(String protocol) { return document().get(protocol).items().stream().map(Server::of).toList(); }
        public Proof proof(String protocol) { return Proof.of(document().get("protocols").get(protocol)); }
        public Diagnosis diagnosis() { return Diagnosis.of(document().get("diagnosis")); }
        /** What an error text can mean, best first. */
        public List<Diagnosis> matches() { return document().get("matches").items().stream().map(Diagnosis::of).toList(); }
        /** The token or SASL response. */
        public String secret() { return Homing.text(C.homing_result_secret(pointer)); }
        public String trace() { return Homing.text(C.homing_result_trace(pointer)); }
        @Override void free(Pointer freed) { C.homing_result_free(freed); }
    }

    /** Very many addresses and domains: lines in, documents out. */
    public static final class Bulk extends Owner {
        Bulk(Session session, boolean inOrder, long most) {
            pointer = made(out -> C.homing_bulk_new(session.pointer, inOrder ? 1 : 0, new SizeT(most), out));
        }
        public int underWay() { return C.homing_bulk_under_way(pointer).intValue(); }
        /** False: there is no room; take documents first. */
        public boolean add(String line) {
            byte[] given = bytes(line);
            return check(C.homing_bulk_add(pointer, given, new SizeT(given.length - 1)), null);
        }
        /** The next document; null where no line is left, or the time was up. */
        public Value next(int timeoutMs) {
            var out = new PointerByReference();
            check(worked(C.homing_bulk_next(pointer, timeoutMs, out, null)), null);
            return out.getValue() == null ? null : Value.read(text(out.getValue()));
        }
        @Override void free(Pointer freed) { C.homing_bulk_free(freed); }
    }

    /** A JSON value. What is not there is empty: its text is null, its number 0, it has no items. */
    public record Value(String text, double number, boolean flag, List<Value> items, Map<String, Value> members) {
        private static final Value NOTHING = new Value(null, 0, false, List.of(), Map.of());
        public Value get(String name) { return members.getOrDefault(name, NOTHING); }
        /** Reads what the library wrote, which is well formed. */
        public static Value read(String json) { return new Reader(json).value(); }

        private static final class Reader {
            private final String json;
            private int at;
            Reader(String json) { this.json = json; }
            private char look() {
                while (" \n\r\t,:".indexOf(json.charAt(at)) >= 0) ++at;
                return json.charAt(at);
            }
            Value value() {
                switch (look()) {
                    case '{':
                        var members = new LinkedHashMap<String, Value>();
                        for (++at; look() != '}';) members.put(words(), value());
                        ++at;
                        return new Value(null, 0, false, List.of(), members);
                    case '[':
                        var items = new ArrayList<Value>();
                        for (++at; look() != ']';) items.add(value());
                        ++at;
                        return new Value(null, 0, false, items, Map.of());
                    case '"':
                        return new Value(words(), 0, false, List.of(), Map.of());
                    default:
                        int start = at;
                        while (at < json.length() && ",]} \n".indexOf(json.charAt(at)) < 0) ++at;
                        String word = json.substring(start, at);
                        boolean number = "-0123456789".indexOf(word.charAt(0)) >= 0;
                        return new Value(null, number ? Double.parseDouble(word) : 0, word.equals("true"), List.of(), Map.of());
                }
            }
            private String words() {
                var words = new StringBuilder();
                for (++at; json.charAt(at) != '"'; ++at) {
                    char one = json.charAt(at);
                    if (one == '\\') {
                        one = json.charAt(++at);
                        int plain = "nrtbf".indexOf(one);
                        if (plain >= 0) one = "\n\r\t\b\f".charAt(plain);
                        if (one == 'u') {
                            one = (char) Integer.parseInt(json.substring(at + 1, at + 5), 16);
                            at += 4;
                        }
                    }
                    words.append(one);
                }
                ++at;
                return words.toString();
            }
        }
    }

    // ---- The C interface -----------------------------------------------------------------------------------------------------------

    private interface Maker { int make(PointerByReference out); }

    private static Pointer made(Maker maker) {
        var out = new PointerByReference();
        check(maker.make(out), null);
        return out.getValue();
    }
    private static boolean check(int status, Pointer sentence) { return check(status, sentence, 0); }
    /** Whether the time was not up; throws what the library refused. */
    private static boolean check(int status, Pointer sentence, int position) {
        if (status == Status.OK.number || status == Status.PENDING.number) return status == Status.OK.number;
        throw new Refusal(status, text(sentence), position);
    }
    /** Nothing may be thrown through the library's frames. */
    private static int guarded(Runnable work) {
        try {
            work.run();
        } catch (Error failed) {
            THROWN.set(failed);
            return 1;
        } catch (Throwable failed) {
            return 1;
        }
        return 0;
    }
    /** The status of what may have called the host's own, unless that has thrown an Error, which ends more than a job. */
    private static int worked(int status) {
        Error failed = THROWN.get();
        if (failed == null) return status;
        THROWN.remove();
        throw failed;
    }
    private static byte[] bytes(String text) {
        if (text.indexOf('\0') >= 0) throw new IllegalArgumentException("a text for the library holds a NUL");
        return (text + "\0").getBytes(StandardCharsets.UTF_8);
    }
    /** A text that is returned is borrowed, so it is a pointer, and copied. */
    private static String text(Pointer borrowed) { return borrowed == null ? null : borrowed.getString(0, "UTF-8"); }
    private static Map<String, String> pairs(String... words) {
        var map = new LinkedHashMap<String, String>();
        for (int i = 0; i < words.length; i += 2) map.put(words[i], words[i + 1]);
        return map;
    }

    private static final ThreadLocal<Error> THROWN = new ThreadLocal<>();

    // What the library may call, until it says that it no longer does.
    private static final Map<Long, Object[]> IN_USE = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();
    private static final ReleaseCall RELEASE = context -> IN_USE.remove(Pointer.nativeValue(context));
    /** Has callbacks kept while the library can call them; what takes them gets a number as their context. */
    private static void offer(ToIntFunction<Pointer> take, Object... calls) {
        long number = LAST.incrementAndGet();
        IN_USE.put(number, calls);
        int status = take.applyAsInt(new Pointer(number));
        if (status != Status.OK.number) IN_USE.remove(number);
        check(status, null);
    }

    public static final class SizeT extends IntegerType {
        public SizeT() { this(0); }
        public SizeT(long value) { super(Native.SIZE_T_SIZE, value, true); }
    }
    interface FoundCall extends Callback { void invoke(Pointer to, byte[] value, SizeT size); }
    interface GetCall extends Callback { int invoke(Pointer context, Pointer key, FoundCall found, Pointer to); }
    interface PutCall extends Callback { int invoke(Pointer context, Pointer key, Pointer value, SizeT size); }
    interface EraseCall extends Callback { int invoke(Pointer context, Pointer key); }
    interface ListenCall extends Callback { int invoke(Pointer told, Pointer context); }
    interface ReleaseCall extends Callback { void invoke(Pointer context); }

    private static final class C {
        static {
            String place = System.getenv("HOMING_LIBRARY");
            var library = NativeLibrary.getInstance(place == null || place.isEmpty() ? "libhoming.so." + ABI_VERSION : place);
            int found = library.getFunction("homing_abi_version").invokeInt(new Object[0]);  // another may lack functions
            if (found != ABI_VERSION) throw new UnsatisfiedLinkError("libhoming has ABI version " + found + "; this class is for " + ABI_VERSION);
            Native.register(C.class, library);
        }
        // ---- Generated by generate.py: declarations
        static native int homing_abi_version();
        static native Pointer homing_version();
        static native Pointer homing_status_text(int status);
        static native int homing_options_new(PointerByReference out);
        static native int homing_options_set(Pointer options, byte[] name, byte[] value);
        static native Pointer homing_options_get(Pointer options, byte[] name);
        static native Pointer homing_options_error(Pointer options);
        static native Pointer homing_options_table();
        static native void homing_options_free(Pointer options);
        static native int homing_session_new(Pointer options, PointerByReference out);
        static native Pointer homing_session_error(Pointer session);
        static native int homing_session_run(Pointer session, int timeout_ms);
        static native int homing_session_next(Pointer session, int timeout_ms, IntByReference job_id);
        static native int homing_session_store(Pointer session, GetCall get, PutCall put, EraseCall erase, Pointer context, ReleaseCall release);
        static native int homing_session_store_key(Pointer session, byte[] key, SizeT size);
        static native void homing_session_free(Pointer session);
        static native int homing_account_new(byte[] address, PointerByReference out);
        static native int homing_account_set(Pointer account, byte[] name, byte[] value);
        static native int homing_account_password(Pointer account, byte[] password, SizeT size);
        static native int homing_account_token(Pointer account, byte[] token, SizeT size);
        static native int homing_account_client_secret(Pointer account, byte[] secret, SizeT size);
        static native Pointer homing_account_error(Pointer account);
        static native void homing_account_free(Pointer account);
        static native int homing_resolve(Pointer session, byte[] address, PointerByReference out);
        static native int homing_resolve_domain(Pointer session, byte[] domain, PointerByReference out);
        static native int homing_check(Pointer session, byte[] text, SizeT size, byte[] address, PointerByReference out);
        static native int homing_audit(Pointer session, byte[] domain, PointerByReference out);
        static native int homing_verify(Pointer session, Pointer account, PointerByReference out);
        static native int homing_send_test(Pointer session, Pointer account, byte[] to, PointerByReference out);
        static native int homing_authorize(Pointer session, Pointer account, PointerByReference out);
        static native int homing_token(Pointer session, Pointer account, byte[] access, PointerByReference out);
        static native int homing_sasl(Pointer session, Pointer account, byte[] access, byte[] mechanism, PointerByReference out);
        static native int homing_sign_out(Pointer session, Pointer account, PointerByReference out);
        static native int homing_explain(Pointer session, byte[] text, SizeT size, PointerByReference out);
        static native int homing_options_to_send(Pointer session, byte[] domain, PointerByReference out);
        static native Pointer homing_export_formats();
        static native int homing_export(Pointer session, Pointer account, byte[] format, PointerByReference out);
        static native int homing_call(Pointer session, byte[] request, PointerByReference out);
        static native int homing_job_id(Pointer job);
        static native int homing_job_run(Pointer job, int timeout_ms);
        static native Pointer homing_job_event(Pointer job);
        static native int homing_job_listen(Pointer job, ListenCall listener, Pointer context, ReleaseCall release);
        static native int homing_job_result(Pointer job, PointerByReference out);
        static native Pointer homing_job_error(Pointer job);
        static native SizeT homing_job_error_position(Pointer job);
        static native void homing_job_free(Pointer job);
        static native int homing_cancel(int job_id);
        static native Pointer homing_result_json(Pointer result);
        static native Pointer homing_result_text(Pointer result, byte[] pointer);
        static native long homing_result_number(Pointer result, byte[] pointer, long otherwise);
        static native SizeT homing_result_count(Pointer result, byte[] pointer);
        static native Pointer homing_result_part(Pointer result, byte[] pointer);
        static native Pointer homing_result_secret(Pointer result);
        static native Pointer homing_result_trace(Pointer result);
        static native void homing_result_free(Pointer result);
        static native int homing_bulk_new(Pointer session, int in_order, SizeT most, PointerByReference out);
        static native int homing_bulk_add(Pointer bulk, byte[] text, SizeT size);
        static native int homing_bulk_next(Pointer bulk, int timeout_ms, PointerByReference document, Pointer size);
        static native SizeT homing_bulk_under_way(Pointer bulk);
        static native void homing_bulk_free(Pointer bulk);
        // ---- End of declarations
    }

    // ---- Generated by generate.py: tables
    public static final int ABI_VERSION = 1;
    /** What the library says; homing.h tells each. */
    public enum Status {
        OK(0), PENDING(1), INVALID_ARGUMENT(10), INVALID_HANDLE(11), INVALID_ADDRESS(12), INVALID_REQUEST(13), UNKNOWN_OPTION(20), INVALID_VALUE(21),
        CANCELLED(30), NOT_READY(31), NO_SUCH_JOB(32), NO_MEMORY(40), INTERNAL(41);
        public final int number;
        Status(int number) { this.number = number; }
    }
    /** The options with their defaults. */
    public static final Map<String, String> OPTIONS = pairs(
        "offline", "off", "privacy", "domain", "staged", "off", "deadline_ms", "4000", "grace_ms", "300", "contradictions", "on", "dns.servers", "",
        "dns.timeout_ms", "250", "dns.trust_ad", "off", "dns.doh", "", "tls.ca_file", "", "net.proxy", "", "net.private_addresses", "allow",
        "autoconfig.send_address", "off", "autoconfig.http", "off", "autodiscover", "on", "autodiscover.http", "on", "microsoft.tenant", "on",
        "microsoft.realm", "off", "guess", "off", "directory", "on", "directory.url", "https://autoconfig.thunderbird.net/v1.1/",
        "directory.folder", "", "catalog.dir", "", "language", "en", "verify.deadline_ms", "30000", "verify.patience_ms", "10000",
        "sign_in.deadline_ms", "900000", "oauth.client_id", "", "oauth.clients", "", "store.place", "auto", "store.folder", "", "store.key_file", "",
        "cache.kilobytes", "2048", "cache.longest_s", "3600", "cache.negative_s", "300", "cache.web_s", "300", "answers", "", "trace", "off",
        "events", "on");
    /** The ids that a diagnosis can have. */
    public static final Set<String> DIAGNOSES = Set.of("""
        aadsts.28000 aadsts.28002 aadsts.500011 aadsts.50011 aadsts.500133 aadsts.50020 aadsts.500208 aadsts.50034 aadsts.50053 aadsts.50055
        aadsts.50057 aadsts.50058 aadsts.50059 aadsts.50072 aadsts.50074 aadsts.50076 aadsts.50078 aadsts.50079 aadsts.50097 aadsts.50105 aadsts.50126
        aadsts.50131 aadsts.50132 aadsts.50133 aadsts.501481 aadsts.50158 aadsts.50173 aadsts.50194 aadsts.50196 aadsts.51004 aadsts.53000
        aadsts.53001 aadsts.53002 aadsts.53003 aadsts.530032 aadsts.530035 aadsts.54005 aadsts.65001 aadsts.65004 aadsts.65005 aadsts.650052
        aadsts.650056 aadsts.650057 aadsts.70000 aadsts.70001 aadsts.700011 aadsts.7000112 aadsts.700016 aadsts.70002 aadsts.7000215 aadsts.7000218
        aadsts.700022 aadsts.7000222 aadsts.7000229 aadsts.700024 aadsts.700025 aadsts.700027 aadsts.70008 aadsts.700082 aadsts.700084 aadsts.70011
        aadsts.70012 aadsts.70016 aadsts.70018 aadsts.70019 aadsts.70043 aadsts.90002 aadsts.900023 aadsts.9001023 aadsts.90014 aadsts.900144
        aadsts.90023 aadsts.9002313 aadsts.9002331 aadsts.9002332 aadsts.90027 aadsts.90033 aadsts.90038 aadsts.90055 aadsts.900561 aadsts.90072
        aadsts.90094 aadsts.90095 aadsts.900971 autodiscover.pox.error autodiscover.v2.protocol_not_supported ews.password_refused graph.access_denied
        graph.invalid_token graph.mailbox_not_enabled graph.throttled graph.unavailable imap.authenticate_failed imap.authenticated_not_connected
        imap.basic_blocked_token imap.basic_disabled imap.command_error imap.connection_reset_bye imap.login_failed imap.logindisabled
        imap.off_for_mailbox imap.throttled mailbox.personal_answer mailbox.work_answer net.dns net.dns_failure net.econnreset net.not_this_protocol
        net.private_address net.refused net.silent_server net.timeout net.unreachable oauth.access_denied oauth.account_selection_required
        oauth.authorization_declined oauth.authorization_pending oauth.bad_verification_code oauth.browser_silent oauth.client oauth.clock
        oauth.consent_required oauth.expired_token oauth.identity oauth.interaction_required oauth.invalid_client oauth.invalid_grant
        oauth.invalid_request oauth.invalid_scope oauth.invalid_token oauth.iss oauth.listener oauth.login_required oauth.no_client oauth.no_endpoint
        oauth.no_refresh_token oauth.nonce oauth.not_signed_in oauth.other_servers oauth.scope_missing oauth.server_error oauth.slow_down oauth.state
        oauth.store oauth.temporarily_unavailable oauth.unauthorized_client oauth.unsupported_grant_type oauth.unsupported_response_type
        oauth.wrong_user outlook.0x8004010F outlook.0x80040119 outlook.0x80042108 outlook.0x80042109 outlook.0x800CCC0B outlook.0x800CCC0D
        outlook.0x800CCC0E outlook.0x800CCC0F outlook.0x800CCC19 outlook.0x800CCC1A outlook.0x800CCC78 outlook.0x800CCC7D outlook.0x800CCC80
        outlook.0x800CCC92 pop3.basic_disabled pop3.logon_failure pop3.off_for_mailbox pop3.protocol_error sasl.xoauth2_json_challenge
        sign_in.password_refused sign_in.refused_here sign_in.token_refused smtp.account_banned_501 smtp.auth.account_locked smtp.auth.bad_credentials
        smtp.auth.basic_disabled smtp.auth.basic_retired smtp.auth.conditional_access smtp.auth.curl_67 smtp.auth.disabled_mailbox
        smtp.auth.disabled_tenant smtp.auth.federated_sts smtp.auth.generic_535_5_7_3 smtp.auth.security_defaults smtp.auth.temp_failure
        smtp.auth.unrecognized_type smtp.auth.xoauth2_malformed smtp.bad_outbound_sender smtp.bare_lf smtp.consumer_mailbox_unavailable
        smtp.direct_send_rejected smtp.dmarc_reject smtp.external_forwarding smtp.from_missing smtp.hello_first smtp.high_volume_auth smtp.ip_banned
        smtp.ip_not_accepted smtp.license_throttled smtp.mailbox_full smtp.moera_limit smtp.multiple_from smtp.not_authenticated smtp.outbound_spam
        smtp.quota_recipients smtp.rcpthosts smtp.recipient_not_found smtp.recipient_rejected_541 smtp.recipient_thread_limit smtp.regional_host_gone
        smtp.relay_denied_541 smtp.relay_denied_550 smtp.send_as_denied_5_2_0 smtp.send_as_denied_5_2_252 smtp.send_as_denied_5_7_60
        smtp.sender_domain_listed smtp.sender_not_auth_org smtp.sender_not_owned smtp.server_busy smtp.service_unavailable smtp.socket_dropped
        smtp.spf_reject smtp.starttls_first smtp.temp_prx smtp.tenant_attribution smtp.tenant_threshold smtp.terrl smtp.thread_limit smtp.tls_old
        smtp.too_big smtp.too_many_recipients smtp.unregistered_domain smtp.wrong_region talk.already_signed_in talk.answers_too_soon
        talk.goes_on_asking talk.message_too_large talk.no_common_way talk.no_proof talk.no_smtputf8 talk.not_this_protocol talk.starttls_refused
        tls.cert_expired tls.cert_name tls.cert_verify tls.no_starttls tls.protocol_version tls.starttls_injection tls.wrong_version
        unknown.capabilities unknown.connect unknown.dns unknown.greeting unknown.mailbox unknown.message unknown.sign_in unknown.text unknown.tls
        """.trim().split("\\s+"));
    // ---- End of tables
}
