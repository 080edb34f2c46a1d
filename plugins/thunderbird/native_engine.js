/* Engine (b): libhoming in the native host, over messages of JSON. Account Hub's own requests are answered by the host's responder. */
import { answerAccountHub } from "./responder.js";

const HOST = "org.homing.native";
// Where the mail exchangers decide, Account Hub waits for nobody to contradict them.
const PAGE = { deadline_ms: "4000", contradictions: "on" };
const HUB = { deadline_ms: "4000", contradictions: "off" };

export class NativeEngine {
  constructor() {
    this.accounts = null;
    this.number = 0;
    this.waiting = new Map(); // number -> {resolve, reject, heard}
    this.forget = answerAccountHub(message => this.send(message, HUB));
  }

  /** The host is started when it is needed, and again after it has ended. */
  start() {
    if (!this.port) {
      this.port = messenger.runtime.connectNative(HOST);
      this.port.onMessage.addListener(message => this.hear(message));
      this.port.onDisconnect.addListener(port => this.lose(port.error?.message ?? "The native host has ended."));
      this.options = null;
    }
  }

  /** Sends a message under a number of its own, after the options that it is to be answered with. */
  post(message, options = this.options) {
    if (options != this.options) {
      this.options = options;
      this.post({ options });
    }
    const id = ++this.number;
    this.port.postMessage({ id, ...message });
    return id;
  }

  /** A promise of the whole answer to a message. */
  send(message, options, heard = () => {}, signal = null) {
    return new Promise((resolve, reject) => {
      try {
        this.start();
        const id = this.post(message, options);
        this.waiting.set(id, { resolve, reject, heard });
        signal?.addEventListener("abort", () => this.waiting.has(id) && this.post({ cancel: id }));
      } catch (error) {
        reject({ status: 0, sentence: error.message, position: 0 });
      }
    });
  }

  async ask(request, heard, signal) {
    return (await this.send({ request }, PAGE, heard, signal)).document;
  }

  hear(message) {
    const one = this.waiting.get(message.id);
    if (message.event) {
      one?.heard(message.event);
      return;
    }
    this.waiting.delete(message.id);
    message.error ? one?.reject(message.error) : one?.resolve(message);
  }

  lose(sentence) {
    this.port = null;
    this.forget();
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    waiting.forEach(({ reject }) => reject({ status: 0, sentence, position: 0 }));
  }
}
