/* Engine (a): libhoming within Thunderbird, by the Experiment. Its hook into Account Hub is there without this script. */
export class LibraryEngine {
  constructor(homing) {
    this.homing = homing;
    this.number = 0;
    this.listeners = new Map();
    homing.onEvent.addListener((number, event) => this.listeners.get(number)?.(event));
    this.accounts = {
      create: (found, realName, protocol) => this.told(homing.createAccount(found, realName, protocol)),
      settingsOf: account => this.told(homing.settingsOf(account)),
      prove: (account, heard, signal) => this.during(number => homing.prove(number, account), heard, signal),
      mend: (account, found) => this.told(homing.mend(account, found)),
      signInAgain: account => this.told(homing.signInAgain(account)),
    };
  }

  ask(request, heard, signal) {
    return this.during(number => this.homing.ask(number, request), heard, signal);
  }

  async during(work, heard, signal) {
    const number = ++this.number;
    const cancel = () => this.homing.cancel(number);
    this.listeners.set(number, heard);
    signal.addEventListener("abort", cancel);
    try {
      return await this.told(work(number));
    } finally {
      signal.removeEventListener("abort", cancel);
      this.listeners.delete(number);
    }
  }

  /** An Experiment's errors are texts; here they are what the library said. */
  async told(promise) {
    try {
      return await promise;
    } catch (error) {
      throw JSON.parse(error.message);
    }
  }
}
