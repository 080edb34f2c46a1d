//! Homing: an e-mail address becomes a working mail account. A safe layer over libhoming; no other crate is needed.
//!
//! ```no_run
//! let session = homing::Session::new(&[])?;
//! let answer = session.resolve("ada@contoso.example")?.wait()?;
//! println!("{}", answer.text("/imap/0/host").unwrap_or_default());
//! # Ok::<(), homing::Error>(())
//! ```
use std::collections::BTreeMap;
use std::ffi::{c_void, CStr, CString};
use std::fmt;
use std::os::raw::c_char;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::ptr::{null, null_mut};

pub type Result<T> = std::result::Result<T, Error>;

// ---- Errors

/// What the library refused; `position` is, of an address, the byte at which it is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// None: a number that this crate does not know.
    pub status: Option<Status>,
    pub number: i32,
    pub sentence: String,
    pub position: usize,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentence)
    }
}

impl std::error::Error for Error {}

impl Error {
    fn new(number: i32, sentence: String, position: usize) -> Error {
        let status = STATUSES.iter().copied().find(|one| *one as i32 == number);
        Error { status, number, sentence: if sentence.is_empty() { status_text(number) } else { sentence }, position }
    }
}

/// Whether the time was not up, or what was refused.
fn check(number: i32, sentence: *const c_char, position: usize) -> Result<bool> {
    match number {
        n if n == Status::Ok as i32 => Ok(true),
        n if n == Status::Pending as i32 => Ok(false),
        _ => Err(Error::new(number, string(sentence).unwrap_or_default(), position)),
    }
}

/// The library is the one that this crate is for.
fn agree() -> Result<()> {
    let (number, found) = (Status::Internal as i32, abi_version());
    let other = || Error { status: None, number, sentence: format!("libhoming has ABI version {found}; this crate is for {ABI_VERSION}"), position: 0 };
    (found == ABI_VERSION).then(|| ()).ok_or_else(other)
}

fn text(given: &str) -> Result<CString> {
    CString::new(given).map_err(|_| Error::new(Status::InvalidArgument as i32, "a text for the library holds a NUL".into(), 0))
}

/// A text that is returned is borrowed, and copied.
fn string(borrowed: *const c_char) -> Option<String> {
    // SAFETY: the library returns NULL or a text ended by NUL.
    (!borrowed.is_null()).then(|| unsafe { CStr::from_ptr(borrowed) }.to_string_lossy().into_owned())
}

fn made(make: impl FnOnce(*mut Pointer) -> i32) -> (i32, Pointer) {
    let mut out = null_mut();
    let status = make(&mut out);
    (status, out)
}

/// An object that the library frees, and whose text shows nothing of what it holds.
macro_rules! owner {
    ($name:ident, $free:ident) => {
        impl Drop for $name {
            fn drop(&mut self) {
                // SAFETY: the pointer is this object's own, or NULL.
                unsafe { sys::$free(self.0) }
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

// SAFETY, of every `unsafe` below: pointers come from the library and live as long as their owner; texts are ended by NUL; what the
// library allows to which threads is said by Send and Sync here.

// ---- Options

/// Options by name; OPTIONS has the names and their defaults.
pub struct Options(Pointer);
owner!(Options, homing_options_free);
unsafe impl Send for Options {}

impl Options {
    pub fn new(values: &[(&str, &str)]) -> Result<Options> {
        agree()?;
        let (status, pointer) = made(|out| unsafe { sys::homing_options_new(out) });
        let mut options = Options(pointer);
        check(status, null(), 0)?;
        for (name, value) in values {
            options.set(name, value)?;
        }
        Ok(options)
    }
    pub fn set(&mut self, name: &str, value: &str) -> Result<()> {
        let (name, value) = (text(name)?, text(value)?);
        let status = unsafe { sys::homing_options_set(self.0, name.as_ptr(), value.as_ptr()) };
        check(status, unsafe { sys::homing_options_error(self.0) }, 0).map(drop)
    }
    /// None for a name that does not exist.
    pub fn get(&self, name: &str) -> Option<String> {
        let name = text(name).ok()?;
        string(unsafe { sys::homing_options_get(self.0, name.as_ptr()) })
    }
}

// ---- Accounts

/// A mail address and what it takes to use it.
pub struct Account(Pointer);
owner!(Account, homing_account_free);
unsafe impl Send for Account {}

impl Account {
    pub fn new(address: &str) -> Result<Account> {
        agree()?;
        let address = text(address)?;
        let (status, pointer) = made(|out| unsafe { sys::homing_account_new(address.as_ptr(), out) });
        check(status, null(), 0).map(|_| Account(pointer))
    }
    fn told(&mut self, status: i32) -> Result<&mut Account> {
        check(status, unsafe { sys::homing_account_error(self.0) }, 0)?;
        Ok(self)
    }
    /// Sets what may be tried, such as "protocols" to "imap,smtp".
    pub fn set(&mut self, name: &str, value: &str) -> Result<&mut Account> {
        let (name, value) = (text(name)?, text(value)?);
        let status = unsafe { sys::homing_account_set(self.0, name.as_ptr(), value.as_ptr()) };
        self.told(status)
    }
    pub fn password(&mut self, secret: &[u8]) -> Result<&mut Account> {
        let status = unsafe { sys::homing_account_password(self.0, secret.as_ptr().cast(), secret.len()) };
        self.told(status)
    }
    pub fn token(&mut self, secret: &[u8]) -> Result<&mut Account> {
        let status = unsafe { sys::homing_account_token(self.0, secret.as_ptr().cast(), secret.len()) };
        self.told(status)
    }
    pub fn client_secret(&mut self, secret: &[u8]) -> Result<&mut Account> {
        let status = unsafe { sys::homing_account_client_secret(self.0, secret.as_ptr().cast(), secret.len()) };
        self.told(status)
    }
}

// ---- Sessions

/// Keeps sign-ins for a session. The values are secrets. It must not call the library. An error is any Err.
pub trait Store: Send {
    fn get(&mut self, key: &str) -> std::result::Result<Option<Vec<u8>>, ()>;
    fn put(&mut self, key: &str, value: &[u8]) -> std::result::Result<(), ()>;
    fn erase(&mut self, key: &str) -> std::result::Result<(), ()>;
}

/// What jobs share. Make one and keep it; any thread may use it.
pub struct Session(Pointer);
owner!(Session, homing_session_free);
unsafe impl Send for Session {}
unsafe impl Sync for Session {}

impl Session {
    /// Options by name, such as `&[("offline", "on")]`.
    pub fn new(values: &[(&str, &str)]) -> Result<Session> {
        Session::with(&Options::new(values)?)
    }
    pub fn with(options: &Options) -> Result<Session> {
        let (status, pointer) = made(|out| unsafe { sys::homing_session_new(options.0, out) });
        let session = Session(pointer);
        check(status, unsafe { sys::homing_session_error(pointer) }, 0).map(|_| session)
    }
    /// Works for all jobs: whether one has ended, or none is left, before the time was up. Negative: no limit.
    pub fn run(&self, timeout_ms: i32) -> Result<bool> {
        check(unsafe { sys::homing_session_run(self.0, timeout_ms) }, null(), 0)
    }
    /// As run: the number of a job that has ended; 0 where none is left, None where the time was up.
    pub fn next(&self, timeout_ms: i32) -> Result<Option<u32>> {
        let mut number = 0;
        let ended = check(unsafe { sys::homing_session_next(self.0, timeout_ms, &mut number) }, null(), 0)?;
        Ok(ended.then(|| number))
    }
    /// Has sign-ins kept in a place of the host's own.
    pub fn store(&self, place: impl Store + 'static) -> Result<()> {
        let context = Box::into_raw(Box::new(Box::new(place) as Box<dyn Store>));
        let status =
            unsafe { sys::homing_session_store(self.0, Some(get_value), Some(put_value), Some(erase_value), context.cast(), Some(drop_store)) };
        check(status, null(), 0).map(drop).map_err(|error| {
            drop(unsafe { Box::from_raw(context) });
            error
        })
    }
    pub fn store_key(&self, key: &[u8]) -> Result<()> {
        check(unsafe { sys::homing_session_store_key(self.0, key.as_ptr().cast(), key.len()) }, null(), 0).map(drop)
    }

    pub fn resolve(&self, address: &str) -> Result<Job> {
        let address = text(address)?;
        Job::start(|out| unsafe { sys::homing_resolve(self.0, address.as_ptr(), out) })
    }
    pub fn resolve_domain(&self, domain: &str) -> Result<Job> {
        let domain = text(domain)?;
        Job::start(|out| unsafe { sys::homing_resolve_domain(self.0, domain.as_ptr(), out) })
    }
    /// Reads a configuration that somebody publishes for an address.
    pub fn check(&self, published: &[u8], address: &str) -> Result<Job> {
        let address = text(address)?;
        Job::start(|out| unsafe { sys::homing_check(self.0, published.as_ptr().cast(), published.len(), address.as_ptr(), out) })
    }
    pub fn audit(&self, domain: &str) -> Result<Job> {
        let domain = text(domain)?;
        Job::start(|out| unsafe { sys::homing_audit(self.0, domain.as_ptr(), out) })
    }
    pub fn verify(&self, account: &Account) -> Result<Job> {
        Job::start(|out| unsafe { sys::homing_verify(self.0, account.0, out) })
    }
    pub fn send_test(&self, account: &Account, to: &str) -> Result<Job> {
        let to = text(to)?;
        Job::start(|out| unsafe { sys::homing_send_test(self.0, account.0, to.as_ptr(), out) })
    }
    pub fn authorize(&self, account: &Account) -> Result<Job> {
        Job::start(|out| unsafe { sys::homing_authorize(self.0, account.0, out) })
    }
    /// access: imap, pop3, smtp or graph; the answer's secret has the token.
    pub fn token(&self, account: &Account, access: &str) -> Result<Job> {
        let access = text(access)?;
        Job::start(|out| unsafe { sys::homing_token(self.0, account.0, access.as_ptr(), out) })
    }
    /// mechanism: XOAUTH2 or OAUTHBEARER; the answer's secret has the response.
    pub fn sasl(&self, account: &Account, access: &str, mechanism: &str) -> Result<Job> {
        let (access, mechanism) = (text(access)?, text(mechanism)?);
        Job::start(|out| unsafe { sys::homing_sasl(self.0, account.0, access.as_ptr(), mechanism.as_ptr(), out) })
    }
    pub fn sign_out(&self, account: &Account) -> Result<Job> {
        Job::start(|out| unsafe { sys::homing_sign_out(self.0, account.0, out) })
    }
    /// Tells what an error text means.
    pub fn explain(&self, words: &[u8]) -> Result<Job> {
        Job::start(|out| unsafe { sys::homing_explain(self.0, words.as_ptr().cast(), words.len(), out) })
    }
    pub fn options_to_send(&self, domain: &str) -> Result<Job> {
        let domain = text(domain)?;
        Job::start(|out| unsafe { sys::homing_options_to_send(self.0, domain.as_ptr(), out) })
    }
    /// Another program's configuration; `export_formats` lists the formats.
    pub fn export(&self, account: &Account, format: &str) -> Result<Job> {
        let format = text(format)?;
        Job::start(|out| unsafe { sys::homing_export(self.0, account.0, format.as_ptr(), out) })
    }
    /// Any operation by its JSON request.
    pub fn call(&self, request: &str) -> Result<Job> {
        let request = text(request)?;
        Job::start(|out| unsafe { sys::homing_call(self.0, request.as_ptr(), out) })
    }
    pub fn bulk(&self, in_order: bool, most: usize) -> Result<Bulk> {
        let (status, pointer) = made(|out| unsafe { sys::homing_bulk_new(self.0, in_order as i32, most, out) });
        check(status, null(), 0).map(|_| Bulk(pointer))
    }
}

// ---- Jobs

/// One operation under way. Dropping it cancels it.
pub struct Job(Pointer);
owner!(Job, homing_job_free);
unsafe impl Send for Job {}

impl Job {
    fn start(start: impl FnOnce(*mut Pointer) -> i32) -> Result<Job> {
        let (status, pointer) = made(start);
        let mut job = Job(pointer);
        job.told(status).map(|_| job)
    }
    fn told(&mut self, status: i32) -> Result<bool> {
        check(status, unsafe { sys::homing_job_error(self.0) }, unsafe { sys::homing_job_error_position(self.0) })
    }
    /// The job's number, with which any thread can `cancel` it.
    pub fn id(&self) -> u32 {
        unsafe { sys::homing_job_id(self.0) }
    }
    /// Works in this thread: whether the job has ended before the time was up. Negative: until its own deadline.
    pub fn run(&mut self, timeout_ms: i32) -> Result<bool> {
        let status = unsafe { sys::homing_job_run(self.0, timeout_ms) };
        self.told(status)
    }
    /// Works in this thread until the end.
    pub fn wait(&mut self) -> Result<Answer> {
        self.run(-1)?;
        let (status, pointer) = made(|out| unsafe { sys::homing_job_result(self.0, out) });
        self.told(status).map(|_| Answer(pointer))
    }
    /// What has happened since it was last asked.
    pub fn events(&mut self) -> impl Iterator<Item = Value> + '_ {
        std::iter::from_fn(move || string(unsafe { sys::homing_job_event(self.0) }).map(|event| Value::read(&event)))
    }
    /// Has events told inside run, in its thread; a listener that returns false, or panics, cancels the job.
    pub fn listen(&mut self, listener: impl FnMut(&Value) -> bool + Send + 'static) -> Result<()> {
        let context = Box::into_raw(Box::new(Box::new(listener) as Listener));
        let status = unsafe { sys::homing_job_listen(self.0, Some(tell), context.cast(), Some(drop_listener)) };
        check(status, null(), 0).map(drop).map_err(|error| {
            drop(unsafe { Box::from_raw(context) });
            error
        })
    }
    pub fn cancel(&self) -> bool {
        cancel(self.id())
    }
}

// ---- Answers

/// What came out. Places are JSON Pointers (RFC 6901), such as "/smtp/0/host".
pub struct Answer(Pointer);
owner!(Answer, homing_result_free);
unsafe impl Send for Answer {}
unsafe impl Sync for Answer {}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Server {
    pub host: String,
    pub port: u16,
    pub security: String,
    pub username: String,
}

/// What an error means, who can mend it and how.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnosis {
    pub id: String,
    pub who: String,
    pub meaning: String,
    pub steps: Vec<String>,
    pub link: String,
    pub confidence: String,
    pub next: String,
}

impl Answer {
    pub fn json(&self) -> String {
        string(unsafe { sys::homing_result_json(self.0) }).unwrap_or_default()
    }
    pub fn document(&self) -> Value {
        Value::read(&self.json())
    }
    pub fn outcome(&self) -> String {
        self.text("/outcome").unwrap_or_default()
    }
    pub fn text(&self, place: &str) -> Option<String> {
        let place = text(place).ok()?;
        string(unsafe { sys::homing_result_text(self.0, place.as_ptr()) })
    }
    pub fn number(&self, place: &str, otherwise: i64) -> i64 {
        text(place).map_or(otherwise, |place| unsafe { sys::homing_result_number(self.0, place.as_ptr(), otherwise) })
    }
    pub fn count(&self, place: &str) -> usize {
        text(place).map_or(0, |place| unsafe { sys::homing_result_count(self.0, place.as_ptr()) })
    }
    pub fn part(&self, place: &str) -> Option<Value> {
        let place = text(place).ok()?;
        string(unsafe { sys::homing_result_part(self.0, place.as_ptr()) }).map(|part| Value::read(&part))
    }
    /// The servers of "imap", "pop3" or "smtp", preferred first.
    pub fn servers(&self, protocol: &str) -> Vec<Server> {
        let server = |value: &Value| Server {
            host: value["host"].text(),
            port: value["port"].number() as u16,
            security: value["security"].text(),
            username: value["username"].text(),
        };
        self.document()[protocol].items().iter().map(server).collect()
    }
    /// Why it failed: of a sign-in, or ("imap", ...) of a protocol of a verification.
    pub fn diagnosis(&self, protocol: Option<&str>) -> Option<Diagnosis> {
        let place = protocol.map_or("/diagnosis".into(), |name| format!("/protocols/{}/diagnosis", name));
        self.part(&place).map(|part| Diagnosis::of(&part))
    }
    /// What an error text can mean, best first.
    pub fn matches(&self) -> Vec<Diagnosis> {
        self.document()["matches"].items().iter().map(Diagnosis::of).collect()
    }
    /// The token or SASL response.
    pub fn secret(&self) -> Option<String> {
        string(unsafe { sys::homing_result_secret(self.0) })
    }
    pub fn trace(&self) -> Option<String> {
        string(unsafe { sys::homing_result_trace(self.0) })
    }
}

impl Diagnosis {
    fn of(value: &Value) -> Diagnosis {
        Diagnosis {
            id: value["id"].text(),
            who: value["who"].text(),
            meaning: value["meaning"].text(),
            steps: value["steps"].items().iter().map(Value::text).collect(),
            link: value["link"].text(),
            confidence: value["confidence"].text(),
            next: value["next"].text(),
        }
    }
}

// ---- Very many at once

/// Resolves very many addresses and domains: lines in, documents out.
pub struct Bulk(Pointer);
owner!(Bulk, homing_bulk_free);
unsafe impl Send for Bulk {}

impl Bulk {
    /// false: there is no room; take documents first.
    pub fn add(&mut self, line: &str) -> Result<bool> {
        check(unsafe { sys::homing_bulk_add(self.0, line.as_ptr().cast(), line.len()) }, null(), 0)
    }
    /// The next document; None where no line is left, or the time was up.
    pub fn next(&mut self, timeout_ms: i32) -> Result<Option<Value>> {
        let (mut document, mut size) = (null(), 0);
        check(unsafe { sys::homing_bulk_next(self.0, timeout_ms, &mut document, &mut size) }, null(), 0)?;
        Ok(string(document).map(|json| Value::read(&json)))
    }
    pub fn under_way(&self) -> usize {
        unsafe { sys::homing_bulk_under_way(self.0) }
    }
}

// ---- The library

pub fn version() -> String {
    string(unsafe { sys::homing_version() }).unwrap_or_default()
}
pub fn abi_version() -> i32 {
    unsafe { sys::homing_abi_version() }
}
pub fn status_text(status: i32) -> String {
    string(unsafe { sys::homing_status_text(status) }).unwrap_or_default()
}
/// All options: name, type, default, sentence.
pub fn options_table() -> Value {
    Value::read(&string(unsafe { sys::homing_options_table() }).unwrap_or_default())["options"].clone()
}
/// What `Session::export` can write: name, for, kind, sentence.
pub fn export_formats() -> Value {
    Value::read(&string(unsafe { sys::homing_export_formats() }).unwrap_or_default())["formats"].clone()
}
/// Cancels a job by its number, from any thread; false where none of it is running.
pub fn cancel(job: u32) -> bool {
    unsafe { sys::homing_cancel(job) == Status::Ok as i32 }
}

// ---- JSON

/// A JSON value. What is not there is Null, whose text is empty and whose number is 0.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Flag(bool),
    Number(f64),
    Text(String),
    Items(Vec<Value>),
    Members(BTreeMap<String, Value>),
}

impl std::ops::Index<&str> for Value {
    type Output = Value;
    fn index(&self, name: &str) -> &Value {
        match self {
            Value::Members(members) => members.get(name).unwrap_or(&Value::Null),
            _ => &Value::Null,
        }
    }
}

impl Value {
    pub fn text(&self) -> String {
        if let Value::Text(text) = self { text.clone() } else { String::new() }
    }
    pub fn number(&self) -> f64 {
        if let Value::Number(number) = self { *number } else { 0.0 }
    }
    pub fn flag(&self) -> bool {
        *self == Value::Flag(true)
    }
    pub fn items(&self) -> &[Value] {
        if let Value::Items(items) = self { items } else { &[] }
    }
    /// Reads what the library wrote, which is well formed; of anything else what can be read.
    pub fn read(json: &str) -> Value {
        read_value(&mut json.chars().peekable())
    }
}

type Chars<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn look(at: &mut Chars) -> Option<char> {
    while at.next_if(|one| " \n\r\t,:".contains(*one)).is_some() {}
    at.peek().copied()
}

fn read_value(at: &mut Chars) -> Value {
    match look(at) {
        Some('{') => {
            at.next();
            let mut members = BTreeMap::new();
            while look(at).map_or(false, |one| one != '}') {
                let name = read_words(at);
                members.insert(name, read_value(at));
            }
            at.next();
            Value::Members(members)
        }
        Some('[') => {
            at.next();
            let mut items = Vec::new();
            while look(at).map_or(false, |one| one != ']') {
                items.push(read_value(at));
            }
            at.next();
            Value::Items(items)
        }
        Some('"') => Value::Text(read_words(at)),
        _ => {
            let mut word: String = at.next().into_iter().collect();
            while let Some(one) = at.next_if(|one| !",]} \n".contains(*one)) {
                word.push(one);
            }
            match word.as_str() {
                "true" => Value::Flag(true),
                "false" => Value::Flag(false),
                _ => word.parse().map_or(Value::Null, Value::Number),
            }
        }
    }
}

fn read_words(at: &mut Chars) -> String {
    let mut words: Vec<u16> = Vec::new();
    at.next();
    while let Some(one) = at.next().filter(|one| *one != '"') {
        let escaped = if one == '\\' { at.next() } else { None };
        let plain = match escaped.unwrap_or(one) {
            'u' if escaped.is_some() => {
                let digits: String = at.take(4).collect();
                words.push(u16::from_str_radix(&digits, 16).unwrap_or(0xfffd));
                continue;
            }
            'n' if escaped.is_some() => '\n',
            'r' if escaped.is_some() => '\r',
            't' if escaped.is_some() => '\t',
            'b' if escaped.is_some() => '\u{8}',
            'f' if escaped.is_some() => '\u{c}',
            other => other,
        };
        words.extend_from_slice(plain.encode_utf16(&mut [0; 2]));
    }
    String::from_utf16_lossy(&words)
}

// ---- What the library calls; nothing may unwind through its frames

type Listener = Box<dyn FnMut(&Value) -> bool + Send>;

/// No panic may go through the library's frames: nor that of a drop, be it of what was thrown.
fn guarded(work: impl FnOnce() -> std::result::Result<(), ()>) -> i32 {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(done) => done.is_err() as i32,
        Err(thrown) => {
            std::mem::forget(thrown);
            1
        }
    }
}

fn dropped<T>(context: *mut c_void) {
    guarded(|| {
        drop(unsafe { Box::from_raw(context.cast::<T>()) });
        Ok(())
    });
}

extern "C" fn tell(event: *const c_char, context: *mut c_void) -> i32 {
    let listener = unsafe { &mut *context.cast::<Listener>() };
    guarded(|| listener(&Value::read(&string(event).unwrap_or_default())).then(|| ()).ok_or(()))
}
extern "C" fn drop_listener(context: *mut c_void) {
    dropped::<Listener>(context);
}
extern "C" fn get_value(context: *mut c_void, key: *const c_char, found: Option<FoundCall>, to: *mut c_void) -> i32 {
    let place = unsafe { &mut *context.cast::<Box<dyn Store>>() };
    guarded(|| {
        if let (Some(value), Some(found)) = (place.get(&string(key).unwrap_or_default())?, found) {
            found(to, value.as_ptr().cast(), value.len());
        }
        Ok(())
    })
}
extern "C" fn put_value(context: *mut c_void, key: *const c_char, value: *const c_char, size: usize) -> i32 {
    let place = unsafe { &mut *context.cast::<Box<dyn Store>>() };
    guarded(|| place.put(&string(key).unwrap_or_default(), unsafe { std::slice::from_raw_parts(value.cast(), size) }))
}
extern "C" fn erase_value(context: *mut c_void, key: *const c_char) -> i32 {
    let place = unsafe { &mut *context.cast::<Box<dyn Store>>() };
    guarded(|| place.erase(&string(key).unwrap_or_default()))
}
extern "C" fn drop_store(context: *mut c_void) {
    dropped::<Box<dyn Store>>(context);
}

// ---- The C interface

type Pointer = *mut c_void;
type FoundCall = extern "C" fn(*mut c_void, *const c_char, usize);
type GetCall = extern "C" fn(*mut c_void, *const c_char, Option<FoundCall>, *mut c_void) -> i32;
type PutCall = extern "C" fn(*mut c_void, *const c_char, *const c_char, usize) -> i32;
type EraseCall = extern "C" fn(*mut c_void, *const c_char) -> i32;
type ListenCall = extern "C" fn(*const c_char, *mut c_void) -> i32;
type ReleaseCall = extern "C" fn(*mut c_void);

mod sys {
    use super::*;
    #[link(name = "homing")]
    extern "C" {
        // ---- Generated by generate.py: declarations
        pub fn homing_abi_version() -> i32;
        pub fn homing_version() -> *const c_char;
        pub fn homing_status_text(status: i32) -> *const c_char;
        pub fn homing_options_new(out: *mut Pointer) -> i32;
        pub fn homing_options_set(options: Pointer, name: *const c_char, value: *const c_char) -> i32;
        pub fn homing_options_get(options: Pointer, name: *const c_char) -> *const c_char;
        pub fn homing_options_error(options: Pointer) -> *const c_char;
        pub fn homing_options_table() -> *const c_char;
        pub fn homing_options_free(options: Pointer);
        pub fn homing_session_new(options: Pointer, out: *mut Pointer) -> i32;
        pub fn homing_session_error(session: Pointer) -> *const c_char;
        pub fn homing_session_run(session: Pointer, timeout_ms: i32) -> i32;
        pub fn homing_session_next(session: Pointer, timeout_ms: i32, job_id: *mut u32) -> i32;
        pub fn homing_session_store(session: Pointer, get: Option<GetCall>, put: Option<PutCall>, erase: Option<EraseCall>, context: *mut c_void,
            release: Option<ReleaseCall>) -> i32;
        pub fn homing_session_store_key(session: Pointer, key: *const c_char, size: usize) -> i32;
        pub fn homing_session_free(session: Pointer);
        pub fn homing_account_new(address: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_account_set(account: Pointer, name: *const c_char, value: *const c_char) -> i32;
        pub fn homing_account_password(account: Pointer, password: *const c_char, size: usize) -> i32;
        pub fn homing_account_token(account: Pointer, token: *const c_char, size: usize) -> i32;
        pub fn homing_account_client_secret(account: Pointer, secret: *const c_char, size: usize) -> i32;
        pub fn homing_account_error(account: Pointer) -> *const c_char;
        pub fn homing_account_free(account: Pointer);
        pub fn homing_resolve(session: Pointer, address: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_resolve_domain(session: Pointer, domain: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_check(session: Pointer, text: *const c_char, size: usize, address: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_audit(session: Pointer, domain: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_verify(session: Pointer, account: Pointer, out: *mut Pointer) -> i32;
        pub fn homing_send_test(session: Pointer, account: Pointer, to: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_authorize(session: Pointer, account: Pointer, out: *mut Pointer) -> i32;
        pub fn homing_token(session: Pointer, account: Pointer, access: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_sasl(session: Pointer, account: Pointer, access: *const c_char, mechanism: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_sign_out(session: Pointer, account: Pointer, out: *mut Pointer) -> i32;
        pub fn homing_explain(session: Pointer, text: *const c_char, size: usize, out: *mut Pointer) -> i32;
        pub fn homing_options_to_send(session: Pointer, domain: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_export_formats() -> *const c_char;
        pub fn homing_export(session: Pointer, account: Pointer, format: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_call(session: Pointer, request: *const c_char, out: *mut Pointer) -> i32;
        pub fn homing_job_id(job: Pointer) -> u32;
        pub fn homing_job_run(job: Pointer, timeout_ms: i32) -> i32;
        pub fn homing_job_event(job: Pointer) -> *const c_char;
        pub fn homing_job_listen(job: Pointer, listener: Option<ListenCall>, context: *mut c_void, release: Option<ReleaseCall>) -> i32;
        pub fn homing_job_result(job: Pointer, out: *mut Pointer) -> i32;
        pub fn homing_job_error(job: Pointer) -> *const c_char;
        pub fn homing_job_error_position(job: Pointer) -> usize;
        pub fn homing_job_free(job: Pointer);
        pub fn homing_cancel(job_id: u32) -> i32;
        pub fn homing_result_json(result: Pointer) -> *const c_char;
        pub fn homing_result_text(result: Pointer, pointer: *const c_char) -> *const c_char;
        pub fn homing_result_number(result: Pointer, pointer: *const c_char, otherwise: i64) -> i64;
        pub fn homing_result_count(result: Pointer, pointer: *const c_char) -> usize;
        pub fn homing_result_part(result: Pointer, pointer: *const c_char) -> *const c_char;
        pub fn homing_result_secret(result: Pointer) -> *const c_char;
        pub fn homing_result_trace(result: Pointer) -> *const c_char;
        pub fn homing_result_free(result: Pointer);
        pub fn homing_bulk_new(session: Pointer, in_order: i32, most: usize, out: *mut Pointer) -> i32;
        pub fn homing_bulk_add(bulk: Pointer, text: *const c_char, size: usize) -> i32;
        pub fn homing_bulk_next(bulk: Pointer, timeout_ms: i32, document: *mut *const c_char, size: *mut usize) -> i32;
        pub fn homing_bulk_under_way(bulk: Pointer) -> usize;
        pub fn homing_bulk_free(bulk: Pointer);
        // ---- End of declarations
    }
}

// ---- Generated by generate.py: tables
pub const ABI_VERSION: i32 = 1;
/// What the library says; `homing.h` tells each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
pub enum Status {
    Ok = 0, Pending = 1, InvalidArgument = 10, InvalidHandle = 11, InvalidAddress = 12, InvalidRequest = 13, UnknownOption = 20, InvalidValue = 21,
    Cancelled = 30, NotReady = 31, NoSuchJob = 32, NoMemory = 40, Internal = 41,
}
const STATUSES: &[Status] = &[
    Status::Ok, Status::Pending, Status::InvalidArgument, Status::InvalidHandle, Status::InvalidAddress, Status::InvalidRequest, Status::UnknownOption,
    Status::InvalidValue, Status::Cancelled, Status::NotReady, Status::NoSuchJob, Status::NoMemory, Status::Internal,
];
/// The options with their defaults.
pub const OPTIONS: &[(&str, &str)] = &[
    ("offline", "off"), ("privacy", "domain"), ("staged", "off"), ("deadline_ms", "4000"), ("grace_ms", "300"), ("contradictions", "on"),
    ("dns.servers", ""), ("dns.timeout_ms", "250"), ("dns.trust_ad", "off"), ("dns.doh", ""), ("tls.ca_file", ""), ("net.proxy", ""),
    ("net.private_addresses", "allow"), ("autoconfig.send_address", "off"), ("autoconfig.http", "off"), ("autodiscover", "on"),
    ("autodiscover.http", "on"), ("microsoft.tenant", "on"), ("microsoft.realm", "off"), ("guess", "off"), ("directory", "on"),
    ("directory.url", "https://autoconfig.thunderbird.net/v1.1/"), ("directory.folder", ""), ("catalog.dir", ""), ("language", "en"),
    ("verify.deadline_ms", "30000"), ("verify.patience_ms", "10000"), ("sign_in.deadline_ms", "900000"), ("oauth.client_id", ""),
    ("oauth.clients", ""), ("store.place", "auto"), ("store.folder", ""), ("store.key_file", ""), ("cache.kilobytes", "2048"),
    ("cache.longest_s", "3600"), ("cache.negative_s", "300"), ("cache.web_s", "300"), ("answers", ""), ("trace", "off"), ("events", "on"),
];
/// The ids that a diagnosis can have.
pub const DIAGNOSES: &[&str] = &[
    "aadsts.28000", "aadsts.28002", "aadsts.500011", "aadsts.50011", "aadsts.500133", "aadsts.50020", "aadsts.500208", "aadsts.50034", "aadsts.50053",
    "aadsts.50055", "aadsts.50057", "aadsts.50058", "aadsts.50059", "aadsts.50072", "aadsts.50074", "aadsts.50076", "aadsts.50078", "aadsts.50079",
    "aadsts.50097", "aadsts.50105", "aadsts.50126", "aadsts.50131", "aadsts.50132", "aadsts.50133", "aadsts.501481", "aadsts.50158", "aadsts.50173",
    "aadsts.50194", "aadsts.50196", "aadsts.51004", "aadsts.53000", "aadsts.53001", "aadsts.53002", "aadsts.53003", "aadsts.530032", "aadsts.530035",
    "aadsts.54005", "aadsts.65001", "aadsts.65004", "aadsts.65005", "aadsts.650052", "aadsts.650056", "aadsts.650057", "aadsts.70000", "aadsts.70001",
    "aadsts.700011", "aadsts.7000112", "aadsts.700016", "aadsts.70002", "aadsts.7000215", "aadsts.7000218", "aadsts.700022", "aadsts.7000222",
    "aadsts.7000229", "aadsts.700024", "aadsts.700025", "aadsts.700027", "aadsts.70008", "aadsts.700082", "aadsts.700084", "aadsts.70011",
    "aadsts.70012", "aadsts.70016", "aadsts.70018", "aadsts.70019", "aadsts.70043", "aadsts.90002", "aadsts.900023", "aadsts.9001023", "aadsts.90014",
    "aadsts.900144", "aadsts.90023", "aadsts.9002313", "aadsts.9002331", "aadsts.9002332", "aadsts.90027", "aadsts.90033", "aadsts.90038",
    "aadsts.90055", "aadsts.900561", "aadsts.90072", "aadsts.90094", "aadsts.90095", "aadsts.900971", "autodiscover.pox.error",
    "autodiscover.v2.protocol_not_supported", "ews.password_refused", "graph.access_denied", "graph.invalid_token", "graph.mailbox_not_enabled",
    "graph.throttled", "graph.unavailable", "imap.authenticate_failed", "imap.authenticated_not_connected", "imap.basic_blocked_token",
    "imap.basic_disabled", "imap.command_error", "imap.connection_reset_bye", "imap.login_failed", "imap.logindisabled", "imap.off_for_mailbox",
    "imap.throttled", "mailbox.personal_answer", "mailbox.work_answer", "net.dns", "net.dns_failure", "net.econnreset", "net.not_this_protocol",
    "net.private_address", "net.refused", "net.silent_server", "net.timeout", "net.unreachable", "oauth.access_denied",
    "oauth.account_selection_required", "oauth.authorization_declined", "oauth.authorization_pending", "oauth.bad_verification_code",
    "oauth.browser_silent", "oauth.client", "oauth.clock", "oauth.consent_required", "oauth.expired_token", "oauth.identity",
    "oauth.interaction_required", "oauth.invalid_client", "oauth.invalid_grant", "oauth.invalid_request", "oauth.invalid_scope", "oauth.invalid_token",
    "oauth.iss", "oauth.listener", "oauth.login_required", "oauth.no_client", "oauth.no_endpoint", "oauth.no_refresh_token", "oauth.nonce",
    "oauth.not_signed_in", "oauth.other_servers", "oauth.scope_missing", "oauth.server_error", "oauth.slow_down", "oauth.state", "oauth.store",
    "oauth.temporarily_unavailable", "oauth.unauthorized_client", "oauth.unsupported_grant_type", "oauth.unsupported_response_type",
    "oauth.wrong_user", "outlook.0x8004010F", "outlook.0x80040119", "outlook.0x80042108", "outlook.0x80042109", "outlook.0x800CCC0B",
    "outlook.0x800CCC0D", "outlook.0x800CCC0E", "outlook.0x800CCC0F", "outlook.0x800CCC19", "outlook.0x800CCC1A", "outlook.0x800CCC78",
    "outlook.0x800CCC7D", "outlook.0x800CCC80", "outlook.0x800CCC92", "pop3.basic_disabled", "pop3.logon_failure", "pop3.off_for_mailbox",
    "pop3.protocol_error", "sasl.xoauth2_json_challenge", "sign_in.password_refused", "sign_in.refused_here", "sign_in.token_refused",
    "smtp.account_banned_501", "smtp.auth.account_locked", "smtp.auth.bad_credentials", "smtp.auth.basic_disabled", "smtp.auth.basic_retired",
    "smtp.auth.conditional_access", "smtp.auth.curl_67", "smtp.auth.disabled_mailbox", "smtp.auth.disabled_tenant", "smtp.auth.federated_sts",
    "smtp.auth.generic_535_5_7_3", "smtp.auth.security_defaults", "smtp.auth.temp_failure", "smtp.auth.unrecognized_type",
    "smtp.auth.xoauth2_malformed", "smtp.bad_outbound_sender", "smtp.bare_lf", "smtp.consumer_mailbox_unavailable", "smtp.direct_send_rejected",
    "smtp.dmarc_reject", "smtp.external_forwarding", "smtp.from_missing", "smtp.hello_first", "smtp.high_volume_auth", "smtp.ip_banned",
    "smtp.ip_not_accepted", "smtp.license_throttled", "smtp.mailbox_full", "smtp.moera_limit", "smtp.multiple_from", "smtp.not_authenticated",
    "smtp.outbound_spam", "smtp.quota_recipients", "smtp.rcpthosts", "smtp.recipient_not_found", "smtp.recipient_rejected_541",
    "smtp.recipient_thread_limit", "smtp.regional_host_gone", "smtp.relay_denied_541", "smtp.relay_denied_550", "smtp.send_as_denied_5_2_0",
    "smtp.send_as_denied_5_2_252", "smtp.send_as_denied_5_7_60", "smtp.sender_domain_listed", "smtp.sender_not_auth_org", "smtp.sender_not_owned",
    "smtp.server_busy", "smtp.service_unavailable", "smtp.socket_dropped", "smtp.spf_reject", "smtp.starttls_first", "smtp.temp_prx",
    "smtp.tenant_attribution", "smtp.tenant_threshold", "smtp.terrl", "smtp.thread_limit", "smtp.tls_old", "smtp.too_big", "smtp.too_many_recipients",
    "smtp.unregistered_domain", "smtp.wrong_region", "talk.already_signed_in", "talk.answers_too_soon", "talk.goes_on_asking",
    "talk.message_too_large", "talk.no_common_way", "talk.no_proof", "talk.no_smtputf8", "talk.not_this_protocol", "talk.starttls_refused",
    "tls.cert_expired", "tls.cert_name", "tls.cert_verify", "tls.no_starttls", "tls.protocol_version", "tls.starttls_injection", "tls.wrong_version",
    "unknown.capabilities", "unknown.connect", "unknown.dns", "unknown.greeting", "unknown.mailbox", "unknown.message", "unknown.sign_in",
    "unknown.text", "unknown.tls",
];
// ---- End of tables
