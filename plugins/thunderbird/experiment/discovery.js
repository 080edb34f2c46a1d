/* Thunderbird's own search for settings (Account Hub calls FindConfig.parallelAutoDiscovery), with the library before it. */
"use strict";
/* globals AbortController, AbortSignal */

var Discovery = class {
  // The stock search starts this much later than ours, and so is held up by no more; where the mail exchangers decide, it never starts.
  static HEAD_START_MS = 40;
  static COURTESY_MS = 50; // for ours, when the stock search was first

  /** findConfig: the stock object; find(address): a promise of an AccountConfig, or of null; it never fails. */
  constructor(findConfig, find, timers) {
    Object.assign(this, { findConfig, find, timers });
    this.stock = findConfig.parallelAutoDiscovery;
    const self = this;
    this.replacement = async function* (...given) {
      return yield* self.find ? self.discover(...given) : self.stock.apply(findConfig, given);
    };
    findConfig.parallelAutoDiscovery = this.replacement;
  }

  /** Puts the stock search back; where somebody has replaced ours meanwhile, ours only passes on. */
  remove() {
    this.find = null;
    if (this.findConfig.parallelAutoDiscovery == this.replacement) {
      this.findConfig.parallelAutoDiscovery = this.stock;
    }
  }

  /** What a promise comes to in time; undefined if it does not. */
  within(promise, milliseconds) {
    return Promise.race([promise, new Promise(done => this.timers.setTimeout(done, milliseconds))]);
  }

  async *discover(domain, address, signal, ...more) {
    const ours = this.find(address);
    const early = await this.within(ours, Discovery.HEAD_START_MS);
    if (early || signal.aborted) {
      return signal.aborted ? null : early;
    }
    const stop = new AbortController();
    const stock = this.stock.call(this.findConfig, domain, address, AbortSignal.any([signal, stop.signal]), ...more);
    const found = await this.better(ours, stock.next());
    if (found.config) {
      stop.abort(); // the stock search ends at its next step, asking nobody for a password
      return signal.aborted ? null : found.config;
    }
    let step = found.step;
    while (!step.done) {
      step = await stock.next(yield step.value);
    }
    return step.value;
  }

  /** {config} of ours, or {step}, the first of the stock search. Ours is preferred, but not waited for where the other has settings
   * that nobody on the way could have changed. */
  async better(ours, first) {
    first.catch(() => {}); // told below, if it matters
    const config = await Promise.race([ours, first.then(() => undefined, () => undefined)]);
    if (config) {
      return { config };
    }
    const step = config === null ? null : await first.catch(() => null);
    const safe = step?.done && step.value && step.value.subSource != "xml-from-isp-http";
    const late = config === null ? null : await (safe ? this.within(ours, Discovery.COURTESY_MS) : ours);
    return late ? { config: late } : { step: step ?? (await first) };
  }
};
