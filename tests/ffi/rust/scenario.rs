//! The scenario in Rust: reads what is given as lines of name=value, prints what came out as one line of JSON.
use homing::{cancel, Account, Answer, Error, Job, Session, Status, Store, Value};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Read;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

type Given = HashMap<String, String>;

/// What came out, as JSON by name.
#[derive(Default)]
struct Told(BTreeMap<&'static str, String>);

impl Told {
    fn text(&mut self, name: &'static str, value: impl std::fmt::Display) {
        self.0.insert(name, format!("\"{}\"", value));
    }
    fn plain(&mut self, name: &'static str, value: impl std::fmt::Display) {
        self.0.insert(name, value.to_string());
    }
}

fn refused<T>(result: homing::Result<T>) -> Error {
    result.map(drop).expect_err("it was not refused")
}

fn done(job: homing::Result<Job>) -> Answer {
    job.and_then(|mut job| job.wait()).unwrap()
}

fn account(address: &str, values: &[(&str, &str)]) -> Account {
    let mut account = Account::new(address).unwrap();
    for (name, value) in values {
        account.set(name, value).unwrap();
    }
    account
}

fn with_password(address: &str, password: &str) -> Account {
    let mut account = account(address, &[]);
    account.password(password.as_bytes()).unwrap();
    account
}

fn tenths(since: Instant, per_second: f64) -> f64 {
    (since.elapsed().as_secs_f64() * per_second * 10.0).round() / 10.0
}

fn the_library(told: &mut Told) {
    told.plain("abi", homing::abi_version());
    assert!(!homing::version().is_empty() && homing::status_text(0) != homing::status_text(Status::InvalidAddress as i32));
    let names: BTreeSet<String> = homing::options_table().items().iter().map(|option| option["name"].text()).collect();
    let ours: BTreeSet<String> = homing::OPTIONS.iter().map(|(name, _)| name.to_string()).collect();
    told.plain("options.stale", names.symmetric_difference(&ours).count());
}

fn what_is_refused(session: &Session, given: &Given, told: &mut Told) {
    let unknown = refused(Session::new(&[("no.such.option", "on")]));
    told.plain("unknown_option.status", unknown.number);
    assert!(unknown.to_string().contains("no.such.option") && unknown.status == Some(Status::UnknownOption), "{}", unknown);
    told.plain("invalid_value.status", refused(Session::new(&[("deadline_ms", "soon")])).number);
    let address = refused(session.resolve(&given["invalid"]));
    told.plain("invalid_address.status", address.number);
    told.plain("invalid_address.position", address.position);
    assert!(address.sentence.contains("space"), "{}", address);
    told.plain("invalid_request.status", refused(session.call("{")).number);
    told.plain("account.status", refused(Account::new("ada@contoso.example").unwrap().set("flow", "pigeon")).number);
    assert_eq!(refused(session.resolve("a\0b")).status, Some(Status::InvalidArgument));
    assert_eq!(homing::Options::new(&[("offline", "on")]).unwrap().get("offline").as_deref(), Some("on"));
}

fn one_address(session: &Session, given: &Given, told: &mut Told) {
    let answer = done(session.resolve(&given["address"]));
    let server = answer.servers("imap").remove(0);
    assert_eq!((Some(server.host.clone()), server.port as i64), (answer.text("/imap/0/host"), answer.number("/imap/0/port", 0)));
    told.text("resolve.outcome", answer.outcome());
    told.text("resolve.imap", &server.host);
    told.plain("resolve.port", server.port);
    told.text("resolve.kind", answer.document()["mailbox"]["kind"].text());
    told.plain("resolve.count", answer.count("/imap"));
    assert_eq!(answer.part("/imap/0/host"), Some(Value::Text(server.host)));
    assert_eq!((answer.text("/nowhere"), answer.number("/nowhere", 7), answer.secret(), answer.trace()), (None, 7, None, None));
}

fn an_error_text(session: &Session, given: &Given, told: &mut Told) {
    let found = done(session.explain(given["error"].as_bytes())).matches().remove(0);
    told.text("explain.id", &found.id);
    told.text("explain.who", &found.who);
    assert!(homing::DIAGNOSES.contains(&found.id.as_str()));
}

fn an_account(given: &Given, told: &mut Told) {
    let session = Session::new(&[("answers", &given["answers"]), ("trace", "on")]).unwrap();
    let mut who = account(&given["replayed"], &[("protocols", "imap,smtp")]);
    who.password(given["replayed.password"].as_bytes()).unwrap();
    let mut job = session.verify(&who).unwrap();
    let proof = job.wait().unwrap();
    let events: Vec<Value> = job.events().collect();
    let steps = events.iter().filter(|one| one["event"].text() == "step" && one["protocol"].text() == "imap");
    told.text("verify.outcome", proof.outcome());
    told.plain("verify.imap", proof.document()["protocols"]["imap"]["ok"].flag());
    told.plain("verify.smtp", proof.document()["protocols"]["smtp"]["ok"].flag());
    told.text("events.first", events[0]["event"].text());
    told.text("events.last", events[events.len() - 1]["event"].text());
    told.text("events.steps", steps.map(|one| one["step"].text()).collect::<Vec<_>>().join(" "));
    assert!(!proof.diagnosis(Some("smtp")).unwrap().id.is_empty());
    let shown = format!("{:?} {:?} {:?} {:?} {} {:?}", session, who, job, proof, proof.json(), proof.trace());
    assert!(!shown.contains(&given["replayed.password"]), "the password is shown");
    let mut sender = account(&given["sending"], &[]);
    sender.token(b"xxxxxxxxx").unwrap().password(b"xxxxxxxxx").unwrap();
    told.plain("send.sent", done(session.send_test(&sender, "grace@contoso.example")).document()["sent"].flag());
    let heard = Arc::new(Mutex::new(String::new()));
    let hears = heard.clone();
    let mut job = session.resolve(&given["replayed"]).unwrap();
    job.listen(move |event| { *hears.lock().unwrap() = event["event"].text(); true }).unwrap();
    job.wait().unwrap();
    drop(job);
    told.text("listen.last", heard.lock().unwrap());
    assert_eq!(Arc::strong_count(&heard), 1, "the listener is released");
    let mut unwanted = session.resolve(&given["replayed"]).unwrap();
    unwanted.listen(|_| false).unwrap();
    assert_eq!(refused(unwanted.wait()).status, Some(Status::Cancelled));
    let mut unwanted = session.resolve(&given["replayed"]).unwrap();
    unwanted.listen(|_| panic!("of the listener, which is told here, and goes no further")).unwrap();
    assert_eq!(refused(unwanted.wait()).status, Some(Status::Cancelled));
    panics_that_go_on(&session, given);
    a_refused_listener();
}

/// Panics when it is dropped, too: as what was thrown, and as what a listener holds.
struct Bomb;
impl Drop for Bomb {
    fn drop(&mut self) {
        panic!("of a drop, which is told here, and goes no further")
    }
}

fn panics_that_go_on(session: &Session, given: &Given) {
    let mut unwanted = session.resolve(&given["replayed"]).unwrap();
    unwanted.listen(|_| std::panic::panic_any(Bomb)).unwrap();
    assert_eq!(refused(unwanted.wait()).status, Some(Status::Cancelled));
    let mut heard = session.resolve(&given["replayed"]).unwrap();
    let bomb = Bomb;
    heard.listen(move |_| std::mem::size_of_val(&bomb) == 0).unwrap();
    heard.wait().unwrap();
    drop(heard);
}

fn a_refused_listener() {
    let mut closed: homing::Job = unsafe { std::mem::zeroed() }; // a job whose pointer is null is refused everything
    let held = Arc::new(());
    let holds = held.clone();
    assert_eq!(refused(closed.listen(move |_| Arc::strong_count(&holds) > 0)).status, Some(Status::InvalidHandle));
    assert_eq!(Arc::strong_count(&held), 1, "a listener that was refused is kept");
}

#[derive(Clone, Default)]
struct Place(Arc<Mutex<HashMap<String, Vec<u8>>>>);

impl Store for Place {
    fn get(&mut self, key: &str) -> Result<Option<Vec<u8>>, ()> {
        Ok(self.0.lock().unwrap().get(key).cloned())
    }
    fn put(&mut self, key: &str, value: &[u8]) -> Result<(), ()> {
        self.0.lock().unwrap().insert(key.into(), value.into());
        Ok(())
    }
    fn erase(&mut self, key: &str) -> Result<(), ()> {
        self.0.lock().unwrap().remove(key);
        Ok(())
    }
}

struct Broken;

impl Store for Broken {
    fn get(&mut self, _: &str) -> Result<Option<Vec<u8>>, ()> {
        panic!("the disk is full, which is told here, and goes no further")
    }
    fn put(&mut self, _: &str, _: &[u8]) -> Result<(), ()> {
        Err(())
    }
    fn erase(&mut self, _: &str) -> Result<(), ()> {
        Err(())
    }
}

fn a_sign_in(given: &Given, told: &mut Told) {
    let place = Place::default();
    let options = [("answers", &*given["sign_in"]), ("oauth.client_id", "client-of-a-test"), ("store.folder", &given["folder"])];
    let session = Session::new(&options).unwrap();
    session.store(place.clone()).unwrap();
    session.store_key(&[b'k'; 32]).unwrap();
    let who = account(&given["signing_in"], &[("flow", "device"), ("access", "imap,smtp")]);
    account(&given["signing_in"], &[]).client_secret(b"sssssssss").unwrap();
    told.text("unsigned.id", done(session.token(&who, "imap")).diagnosis(None).unwrap().id);
    let mut job = session.authorize(&who).unwrap();
    told.text("authorize.outcome", job.wait().unwrap().outcome());
    told.text("authorize.code", job.events().find(|event| event["event"].text() == "code").unwrap()["code"].text());
    let token = done(session.token(&who, "imap"));
    let secret = token.secret().unwrap();
    assert!(!place.0.lock().unwrap().is_empty() && !format!("{}{:?}", token.json(), token).contains(&secret), "the token is shown");
    told.text("token.secret", secret);
    told.text("sasl.secret", done(session.sasl(&who, "smtp", "XOAUTH2")).secret().unwrap());
    told.text("sign_out.outcome", done(session.sign_out(&who)).outcome());
    assert!(place.0.lock().unwrap().is_empty(), "the sign-in is erased");
    session.store(Broken).unwrap();
    told.text("broken_store.id", done(session.token(&who, "imap")).diagnosis(None).unwrap().id);
}

/// Another thread cancels.
fn a_cancel(session: &Session, address: &str, name: &'static str, told: &mut Told) {
    let mut job = session.resolve(address).unwrap();
    let id = job.id();
    let other = std::thread::spawn(move || {
        std::thread::sleep(Duration::from_millis(100));
        let since = Instant::now();
        assert!(cancel(id));
        since
    });
    assert_eq!(refused(job.wait()).status, Some(Status::Cancelled));
    told.plain(name, tenths(other.join().unwrap(), 1e3));
    assert!(!job.cancel(), "the job has ended");
}

fn the_rest(session: &Session, given: &Given, told: &mut Told) {
    told.text("domain.outcome", done(session.resolve_domain("outlook.com")).outcome());
    told.text("call.version", done(session.call("{\"op\":\"version\"}")).text("/homing").unwrap());
    told.text("check.outcome", done(session.check(given["published"].as_bytes(), "ada@fabrikam.example")).outcome());
    let replayed = Session::new(&[("answers", &given["answers"])]).unwrap();
    told.text("audit.domain", done(replayed.audit("fabrikam.example")).text("/domain").unwrap());
    told.plain("sending.count", done(replayed.options_to_send("contoso.example")).count("/options") > 3);
    let who = account(&given["replayed"], &[]);
    told.plain("formats.told", homing::export_formats().items().iter().any(|format| format["name"].text() == "msmtp"));
    let written = done(replayed.export(&who, "msmtp"));
    told.text("export.outcome", written.outcome());
    told.text("export.file", written.text("/files/0/name").unwrap());
    told.plain("no_format.status", refused(replayed.export(&who, "no-such-format")).number);
    let mut bulk = replayed.bulk(true, 0).unwrap();
    assert!(bulk.add("ada@fabrikam.example").unwrap() && bulk.add("b\u{fc}cher.example").unwrap());
    let mut inputs = Vec::new();
    while let Some(document) = bulk.next(-1).unwrap() {
        inputs.push(document["input"].text());
    }
    assert_eq!(bulk.under_way(), 0);
    told.text("bulk.inputs", inputs.join(" "));
    let mut job = replayed.resolve("ada@fabrikam.example").unwrap();
    while replayed.next(-1).unwrap() != Some(job.id()) {}
    assert!(job.run(0).unwrap() && replayed.run(0).unwrap());
}

fn rss_kb() -> i64 {
    let text = std::fs::read_to_string("/proc/self/statm").unwrap();
    text.split(' ').nth(1).unwrap().parse::<i64>().unwrap() * 4
}

fn very_often(session: &Session, given: &Given, told: &mut Told) {
    let calls: usize = given["calls"].parse().unwrap();
    let times = || {
        let mut all = vec![0.0; calls];
        for one in all.iter_mut() {
            let since = Instant::now();
            assert!(!done(session.resolve(&given["address"])).json().is_empty());
            *one = tenths(since, 1e6);
        }
        all.sort_by(|a, b| a.partial_cmp(b).unwrap());
        all[calls / 2]
    };
    times();
    let before = rss_kb();
    told.plain("call.us", times());
    told.plain("growth.kb", rss_kb() - before);
}

fn the_lab(given: &Given, told: &mut Told) {
    let mut options = vec![("tls.ca_file", &*given["lab.ca"]), ("store.folder", &given["folder"]), ("oauth.client_id", &given["lab.client"])];
    options.push(("dns.servers", &given["lab.dns"]));
    let (session, place) = (Session::new(&options).unwrap(), Place::default());
    session.store(place.clone()).unwrap();
    told.text("lab.resolve.imap", done(session.resolve(&given["lab.address"])).text("/imap/0/host").unwrap());
    let right = with_password(&given["lab.address"], &given["lab.password"]);
    let proof = done(session.verify(&right));
    told.text("lab.verify.outcome", proof.outcome());
    told.plain("lab.verify.imap", proof.document()["protocols"]["imap"]["ok"].flag());
    let proof = done(session.verify(&with_password(&given["lab.address"], "never-a-good-password")));
    told.text("lab.wrong.outcome", proof.outcome());
    told.text("lab.wrong.next", proof.text("/protocols/imap/next").unwrap());
    told.plain("lab.send.sent", done(session.send_test(&right, &given["lab.to"])).document()["sent"].flag());
    let mut app = account(&given["lab.app"], &[("flow", "app"), ("access", "imap,pop3,smtp")]);
    app.client_secret(given["lab.client_secret"].as_bytes()).unwrap();
    told.text("lab.unsigned.id", done(session.token(&app, "imap")).diagnosis(None).unwrap().id);
    told.text("lab.authorize.outcome", done(session.authorize(&app)).outcome());
    let token = done(session.token(&app, "imap"));
    let secret = token.secret().unwrap();
    told.plain("lab.token", secret.len() > 20 && !token.json().contains(&secret) && !place.0.lock().unwrap().is_empty());
    told.text("lab.sign_out.outcome", done(session.sign_out(&app)).outcome());
    options.extend([("dns.servers", &*given["lab.dead"]), ("deadline_ms", "20000")]);
    a_cancel(&Session::new(&options).unwrap(), &given["lab.address"], "lab.cancel.ms", told);
}

fn main() {
    let (mut lines, mut told) = (String::new(), Told::default());
    std::io::stdin().read_to_string(&mut lines).unwrap();
    let given: Given = lines.lines().filter_map(|line| line.split_once('=')).map(|(name, value)| (name.into(), value.into())).collect();
    let session = Session::new(&[("offline", "on")]).unwrap();
    the_library(&mut told);
    what_is_refused(&session, &given, &mut told);
    one_address(&session, &given, &mut told);
    an_error_text(&session, &given, &mut told);
    an_account(&given, &mut told);
    a_sign_in(&given, &mut told);
    let silent = Session::new(&[("dns.servers", &given["silent"]), ("deadline_ms", "20000")]).unwrap();
    a_cancel(&silent, "ada@contoso.example", "cancel.ms", &mut told);
    the_rest(&session, &given, &mut told);
    very_often(&session, &given, &mut told);
    if given.contains_key("lab.ca") {
        the_lab(&given, &mut told);
    }
    let words: Vec<String> = told.0.iter().map(|(name, value)| format!("\"{}\": {}", name, value)).collect();
    println!("{{{}}}", words.join(", "));
}
