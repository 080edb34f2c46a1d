/* The worker as the main thread sees it: questions with promises for answers, and an end that waits for nothing. */
"use strict";
/* globals Services, ChromeWorker, Library */

var LibraryWorker = class {
  /** True in the preferences while the library works. Found so at the start: the program ended within the library, which then rests once. */
  static WORKING = "extensions.homing.working";
  static PATIENCE_MS = { resolve: 5000, verify: 70000 }; // beyond the library's own deadlines; whoever is silent longer hangs
  static PATIENCE_OF_OTHERS_MS = 5000;

  constructor(url, ctypes, timers) {
    Object.assign(this, { url, ctypes, timers, number: 0, asked: new Map(), broken: "" });
    if (Services.prefs.getBoolPref(LibraryWorker.WORKING, false)) {
      this.rest("Thunderbird ended last time while the library worked. It rests until the next start.");
      Services.prefs.clearUserPref(LibraryWorker.WORKING);
    }
  }

  /** {number, answer}: the number for cancel, and a promise of the document. Refused with {status, sentence, position}. */
  ask(request, options, heard = () => {}) {
    const number = ++this.number;
    const answer = new Promise((resolve, reject) => {
      if (this.broken) {
        reject({ status: 0, sentence: this.broken, position: 0 });
        return;
      }
      this.begin();
      const patience = LibraryWorker.PATIENCE_MS[request.op] ?? LibraryWorker.PATIENCE_OF_OTHERS_MS;
      const timer = this.timers.setTimeout(() => this.rest("The library does not answer. It rests until the next start."), patience);
      this.asked.set(number, { resolve, reject, heard, timer, job: 0 });
      this.worker.postMessage({ number, request, options });
    });
    return { number, answer };
  }

  cancel(number) {
    if (this.asked.has(number)) {
      this.worker.postMessage({ number, cancel: true });
    }
  }

  begin() {
    if (!this.worker) {
      this.worker = new ChromeWorker(this.url);
      this.worker.onmessage = ({ data }) => this.hear(data);
      this.worker.onerror = error => this.rest(`The library's worker failed: ${error.message}`);
    }
    if (!this.asked.size) {
      Services.prefs.setBoolPref(LibraryWorker.WORKING, true);
      Services.prefs.savePrefFile(null); // now: after a crash it must be there
    }
  }

  hear({ number, job, event, document, error }) {
    const one = this.asked.get(number);
    if (job && one) {
      one.job = job;
    } else if (event) {
      one?.heard(event);
    } else if (one && (document || error)) {
      this.forget(number, one);
      document ? one.resolve(document) : one.reject(error);
    }
  }

  forget(number, one) {
    this.timers.clearTimeout(one.timer);
    this.asked.delete(number);
    if (!this.asked.size) {
      Services.prefs.clearUserPref(LibraryWorker.WORKING);
    }
  }

  /** Answers nobody any more, and everybody who waits. */
  rest(sentence) {
    this.broken = sentence;
    this.end();
  }

  /** Ends what is under way from here: a thread within the library hears no message, but a job ends by its number. */
  end() {
    const waiting = [...this.asked];
    if (waiting.some(([, one]) => one.job)) {
      try {
        const library = new Library(this.ctypes);
        waiting.forEach(([, one]) => one.job && library.cancel(one.job));
      } catch (error) {
        console.error(error); // a library that cannot be opened has no jobs
      }
    }
    for (const [number, one] of waiting) {
      this.forget(number, one);
      one.reject({ status: 0, sentence: this.broken || "Thunderbird ends.", position: 0 });
    }
    this.worker?.terminate();
    this.worker = null;
  }
};
