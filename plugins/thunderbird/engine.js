/* One face for both engines: the library in Thunderbird itself, where Experiments run, and the native host, where they do not.
 *   ask(request, heard, signal)   the document of any operation; refused with {status, sentence, position}
 *   accounts                      what can be done with accounts; null where only Account Hub makes them */
import { LibraryEngine } from "./library_engine.js";
import { NativeEngine } from "./native_engine.js";

export function chooseEngine() {
  return messenger.homing ? new LibraryEngine(messenger.homing) : new NativeEngine();
}
