/* The library at work, outside of the thread that draws. Jobs run side by side: between short turns of the library the worker hears
 * what else is wanted. Messages in: {number, request, options} or {number, cancel: true}. Out: {number, job}, {number, event},
 * {number, document} or {number, error}. */
"use strict";
/* globals ctypes */

importScripts("library.js");

const TURN_MS = 20;
let library = null;
const sessions = new Map(); // options as text -> session
const jobs = new Map(); // number -> {session, job}

function sessionWith(options) {
  const key = JSON.stringify(options);
  if (!sessions.has(key)) {
    sessions.set(key, library.newSession(options));
  }
  return sessions.get(key);
}

function start({ number, request, options }) {
  library ??= new Library(ctypes);
  const session = sessionWith(options);
  const job = library.call(session, JSON.stringify(request));
  jobs.set(number, { session, job });
  postMessage({ number, job: library.numberOf(job) });
}

/** Tells what has happened; whether the job is over. */
function tell(number, job) {
  const state = library.stateOf(job);
  for (const event of library.eventsOf(job)) {
    postMessage({ number, event });
  }
  if (state == library.PENDING) {
    return false;
  }
  postMessage(state == library.OK ? { number, document: library.documentOf(job) } : { number, error: library.errorOf(job, state) });
  return true;
}

function fail(number, error) {
  postMessage({ number, error: { status: library?.INTERNAL ?? 0, sentence: error.message, position: 0 } });
}

/** Every job of a session goes on while one of them is run. */
function turn() {
  for (const session of new Set([...jobs.values()].map(entry => entry.session))) {
    library.run(session, TURN_MS);
  }
  for (const [number, { job }] of jobs) {
    let over = true;
    try {
      over = tell(number, job);
    } catch (error) {
      fail(number, error);
    }
    if (over) {
      jobs.delete(number);
      library.freeJob(job);
    }
  }
  if (jobs.size) {
    setTimeout(turn, 0);
  }
}

onmessage = ({ data }) => {
  const idle = !jobs.size;
  try {
    if (data.cancel) {
      if (jobs.has(data.number)) {
        library.cancel(library.numberOf(jobs.get(data.number).job));
      }
      return;
    }
    start(data);
  } catch (error) {
    fail(data.number, error);
    return;
  }
  if (idle) {
    turn();
  }
};
