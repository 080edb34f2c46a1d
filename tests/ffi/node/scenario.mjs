// The scenario in Node: reads what is given as lines of name=value, prints what came out as one line of JSON.
import assert from 'node:assert';
import fs from 'node:fs';
import { inspect } from 'node:util';
import { setTimeout as sleep } from 'node:timers/promises';
import homing, { Account, HomingError, Session, Status } from 'homing';

const lines = fs.readFileSync(0, 'utf8').trim().split('\n');
const given = Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
const told = {};

function refused(work) {
  try {
    work();
  } catch (error) {
    assert(error instanceof HomingError, error);
    return error;
  }
  throw new Error('it was not refused');
}

function theLibrary() {
  told.abi = homing.abiVersion();
  assert(homing.version() && homing.statusText(Status.OK) !== homing.statusText(Status.INVALID_ADDRESS));
  const names = new Set(homing.optionsTable().map((option) => option.name));
  told['options.stale'] = Object.keys(homing.OPTIONS).filter((name) => !names.has(name)).length + names.size - Object.keys(homing.OPTIONS).length;
}

function whatIsRefused(session) {
  const unknown = refused(() => new Session({ 'no.such.option': 'on' }));
  told['unknown_option.status'] = unknown.status;
  assert(unknown.message.includes('no.such.option'));
  told['invalid_value.status'] = refused(() => new Session({ deadline_ms: 'soon' })).status;
  const address = refused(() => session.resolve(given.invalid));
  [told['invalid_address.status'], told['invalid_address.position']] = [address.status, address.position];
  assert(address.message.includes('space') && address.code === 'HOMING_INVALID_ADDRESS');
  told['invalid_request.status'] = refused(() => session.call('{')).status;
  told['account.status'] = refused(() => new Account('ada@contoso.example', { flow: 'pigeon' })).status;
  assert(new homing.Options({ offline: true }).get('offline') === 'on');
}

async function oneAddress(session) {
  const result = await session.resolve(given.address);
  const [server] = result.document.imap;
  assert(server.host === result.text('/imap/0/host') && server.port === result.number('/imap/0/port') && result.part('/imap/0/host') === server.host);
  Object.assign(told, { 'resolve.outcome': result.outcome, 'resolve.imap': server.host, 'resolve.port': server.port,
    'resolve.kind': result.document.mailbox.kind, 'resolve.count': result.count('/imap') });
  assert(result.text('/nowhere') === null && result.number('/nowhere', 7) === 7 && result.secret === null && result.trace === null);
}

async function anErrorText(session) {
  const [match] = (await session.explain(given.error)).document.matches;
  Object.assign(told, { 'explain.id': match.id, 'explain.who': match.who });
  assert(homing.DIAGNOSES.includes(match.id));
}

async function anAccount() {
  const session = new Session({ answers: given.answers, trace: true });
  const account = new Account(given.replayed, { protocols: 'imap,smtp', password: given['replayed.password'] });
  const events = [];
  const result = await session.verify(account, { onEvent: (event) => events.push(event) });
  const { imap, smtp } = result.document.protocols;
  Object.assign(told, { 'verify.outcome': result.outcome, 'verify.imap': imap.ok, 'verify.smtp': smtp.ok, 'events.first': events[0].event,
    'events.last': events.at(-1).event, 'events.steps': events.filter((e) => e.event === 'step' && e.protocol === 'imap').map((e) => e.step).join(' ') });
  const shown = inspect([session, account, result], { depth: 9, showHidden: true }) + JSON.stringify([session, account]) + result.json + result.trace;
  assert(!shown.includes(given['replayed.password']), 'the password is shown');
  const sent = await session.sendTest(new Account(given.sending, { password: 'x'.repeat(9) }), 'grace@contoso.example');
  told['send.sent'] = sent.document.sent;
  const heard = [];
  let job = session.resolve(given.replayed);
  job.listen((event) => { heard.push(event.event); });
  job.wait();
  told['listen.last'] = heard.at(-1);
  job = session.resolve(given.replayed);
  job.listen(() => true);
  assert(refused(() => job.wait()).status === Status.CANCELLED);
  job = session.resolve(given.replayed);
  job.listen(() => { throw new Error('of the listener'); });
  assert(refused(() => job.wait()).status === Status.CANCELLED);
  await listenersOfWhatIsAwaited(session);
  await aClosedSession();
}

async function listenersOfWhatIsAwaited(session) {
  const heard = [];
  let job = session.resolve(given.replayed);
  job.listen((event) => { heard.push(event.event); });
  await job;
  assert(heard[0] === 'asked' && heard.at(-1) === 'done', 'a listener hears while its job is awaited');
  const silent = new Session({ 'dns.servers': given.silent, deadline_ms: 20000 });
  for (const listener of [() => true, () => { throw null; }]) {
    job = silent.resolve('ada@contoso.example');
    job.listen(listener);
    assert(await job.then(() => null, (error) => error.status) === Status.CANCELLED);
  }
  job.close();
  for (let i = 0; i < 10000; ++i) assert(refused(() => job.listen(() => {})).status === Status.INVALID_HANDLE, 'a listener that is refused is not kept');
}

async function aClosedSession() {
  const session = new Session({ answers: given.answers });
  const jobs = [session.resolve(given.replayed), session.resolveDomain('contoso.example'), session.resolve(given.replayed)];
  const first = jobs[0].then((result) => result.outcome);
  session.close();
  assert(refused(() => session.resolve(given.replayed)).status === Status.INVALID_HANDLE, 'nothing is begun in a closed session');
  assert((await jobs[1]).outcome && await first && jobs[2].wait().outcome, 'jobs outlive their session');
}

async function aSignIn() {
  const kept = new Map();
  const session = new Session({ answers: given.sign_in, 'oauth.client_id': 'client-of-a-test', 'store.folder': given.folder });
  session.store(kept);
  session.storeKey(Buffer.alloc(32, 'k'));
  const account = new Account(given.signing_in, { flow: 'device', access: 'imap,smtp' });
  new Account(given.signing_in).clientSecret('s'.repeat(9));
  told['unsigned.id'] = (await session.token(account, 'imap')).document.diagnosis.id;
  let code;
  told['authorize.outcome'] = (await session.authorize(account, { onEvent: (event) => { code = event.code ?? code; } })).outcome;
  told['authorize.code'] = code;
  const awaited = session.token(account, 'imap').then((result) => result);
  const other = session.resolve(given.signing_in);
  for (const work of [() => other.wait(), () => session.next(), () => session.run(50), () => session.bulk().next()]) {
    assert.throws(work, /await/, 'what would wait for the thread that may want the store is refused');
  }
  other.run(0); // waits for nobody
  assert((await other).outcome);
  const token = await awaited;
  told['token.secret'] = token.secret;
  assert(kept.size > 0 && !(token.json + inspect(token)).includes(token.secret));
  told['sasl.secret'] = (await session.sasl(account, 'smtp', 'XOAUTH2')).secret;
  told['sign_out.outcome'] = (await session.signOut(account)).outcome;
  assert(kept.size === 0);
  session.store({ get() { throw new Error('the disk is full'); }, put() {}, erase() {} });
  told['broken_store.id'] = (await session.token(account, 'imap')).document.diagnosis.id;
}

async function aCancel() {
  const session = new Session({ 'dns.servers': given.silent, deadline_ms: 20000 });
  const stop = new AbortController();
  const waiting = session.resolve('ada@contoso.example', { signal: stop.signal }).then(() => assert.fail('not cancelled'), (error) => error);
  const late = []; // by how much the event loop was late
  for (let i = 0; i < 50; ++i) {
    const due = performance.now() + 2;
    await sleep(2);
    late.push(performance.now() - due);
  }
  assert(late.sort((a, b) => a - b)[25] < 5, `the event loop is held up: ${late}`);
  let since = performance.now();
  stop.abort();
  assert((await waiting).name === 'AbortError');
  told['cancel.async_ms'] = Math.round((performance.now() - since) * 10) / 10;
  const job = session.resolve('ada@contoso.example');
  assert(!job.run(100));
  since = performance.now();
  assert(homing.cancel(job.id));
  assert(refused(() => job.wait()).status === Status.CANCELLED);
  told['cancel.ms'] = Math.round((performance.now() - since) * 10) / 10;
  assert(!homing.cancel(job.id), 'the job has ended');
  assert(await session.resolve('ada@contoso.example', { signal: stop.signal }).catch((error) => error.name) === 'AbortError');
}

async function theRest(session) {
  told['domain.outcome'] = (await session.resolveDomain('outlook.com')).outcome;
  told['call.version'] = (await session.call({ op: 'version' })).text('/homing');
  told['check.outcome'] = (await session.check(given.published, 'ada@fabrikam.example')).outcome;
  const replayed = new Session({ answers: given.answers });
  told['audit.domain'] = (await replayed.audit('fabrikam.example')).text('/domain');
  told['sending.count'] = (await replayed.optionsToSend('contoso.example')).count('/options') > 3;
  const account = new Account(given.replayed);
  told['formats.told'] = homing.exportFormats().some((format) => format.name === 'msmtp');
  const written = (await replayed.export(account, 'msmtp')).document;
  Object.assign(told, { 'export.outcome': written.outcome, 'export.file': written.files[0].name });
  told['no_format.status'] = refused(() => replayed.export(account, 'no-such-format')).status;
  const bulk = replayed.bulk();
  told['bulk.inputs'] = [...bulk.resolve(['ada@fabrikam.example', 'b\u00fccher.example'])].map((document) => document.input).join(' ');
  assert(bulk.underWay === 0);
  const job = replayed.resolve('ada@fabrikam.example');
  while (replayed.next() !== job.id);
  assert(job.run(0) && replayed.run(0));
}

async function rssKb() {
  for (let i = 0; i < 3; ++i) {
    global.gc();
    await sleep(1); // for what is freed afterwards
  }
  return Number(fs.readFileSync('/proc/self/statm', 'latin1').split(' ')[1]) * 4;
}

async function veryOften(session) {
  const calls = Number(given.calls);
  const times = async () => {
    const all = new Float64Array(calls);
    for (let i = 0; i < calls; ++i) {
      const since = performance.now();
      const result = await session.resolve(given.address);
      assert(result.json);
      result.close();
      all[i] = (performance.now() - since) * 1000;
    }
    return Math.round(all.sort()[calls >> 1] * 10) / 10;
  };
  await times();
  await times();
  const before = await rssKb();
  told['call.us'] = await times();
  told['growth.kb'] = await rssKb() - before;
}

async function theLab() {
  const options = { 'dns.servers': given['lab.dns'], 'tls.ca_file': given['lab.ca'], 'store.folder': given.folder };
  const session = new Session({ ...options, 'oauth.client_id': given['lab.client'] });
  const kept = new Map();
  session.store(kept);
  told['lab.resolve.imap'] = (await session.resolve(given['lab.address'])).text('/imap/0/host');
  const right = new Account(given['lab.address'], { password: given['lab.password'] });
  const proof = await session.verify(right);
  Object.assign(told, { 'lab.verify.outcome': proof.outcome, 'lab.verify.imap': proof.document.protocols.imap.ok });
  const wrong = await session.verify(new Account(given['lab.address'], { password: 'never-a-good-password' }));
  Object.assign(told, { 'lab.wrong.outcome': wrong.outcome, 'lab.wrong.next': wrong.document.protocols.imap.next });
  told['lab.send.sent'] = (await session.sendTest(right, given['lab.to'])).document.sent;
  const app = new Account(given['lab.app'], { flow: 'app', access: 'imap,pop3,smtp', clientSecret: given['lab.client_secret'] });
  told['lab.unsigned.id'] = (await session.token(app, 'imap')).text('/diagnosis/id');
  told['lab.authorize.outcome'] = (await session.authorize(app)).outcome;
  const token = await session.token(app, 'imap');
  told['lab.token'] = token.secret.length > 20 && !token.json.includes(token.secret) && kept.size > 0;
  told['lab.sign_out.outcome'] = (await session.signOut(app)).outcome;
  const stop = new AbortController();
  const dead = new Session({ ...options, 'dns.servers': given['lab.dead'], deadline_ms: 20000 });
  const waiting = dead.resolve(given['lab.address'], { signal: stop.signal }).catch((error) => error.name);
  await sleep(100);
  const since = performance.now();
  stop.abort();
  assert(await waiting === 'AbortError');
  told['lab.cancel.ms'] = Math.round((performance.now() - since) * 10) / 10;
}

const session = new Session({ offline: true });
theLibrary();
whatIsRefused(session);
await oneAddress(session);
await anErrorText(session);
await anAccount();
await aSignIn();
await aCancel();
await theRest(session);
await veryOften(session);
if (given['lab.ca']) await theLab();
console.log(JSON.stringify(told));
