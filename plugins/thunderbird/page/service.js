/* The way to the background script (service.js beside its manifest): one port, questions by number. */
let port = null;
let number = 0;
const waiting = new Map();

function open() {
  port = messenger.runtime.connect();
  port.onMessage.addListener(({ number: answered, event, value, error }) => {
    const one = waiting.get(answered);
    if (event) {
      one.heard(event);
      return;
    }
    waiting.delete(answered);
    error ? one.reject(error) : one.resolve(value);
  });
  port.onDisconnect.addListener(() => {
    port = null;
    waiting.forEach(({ reject }) => reject({ sentence: "The add-on has ended." }));
    waiting.clear();
  });
}

/** A promise of what the engine says; refused with {sentence, position}. */
export function call(verb, given = {}, heard = () => {}) {
  if (!port) {
    open();
  }
  return new Promise((resolve, reject) => {
    waiting.set(++number, { resolve, reject, heard });
    port.postMessage({ number, verb, given });
  });
}
