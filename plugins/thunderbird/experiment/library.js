/* libhoming.so.1 for js-ctypes: the functions of homing.h that are needed here, and no more. Loaded by the worker, which works with it,
 * and by the main thread, which only ends jobs. */
"use strict";

var Library = class {
  static NAME = "libhoming.so.1"; // found by the loader
  static ABI = 1; // HOMING_ABI_VERSION
  static FUNCTIONS = {
    homing_abi_version: ["int32_t"],
    homing_version: ["text"],
    homing_options_new: ["int32_t", "out"],
    homing_options_set: ["int32_t", "handle", "text", "text"],
    homing_options_error: ["text", "handle"],
    homing_options_free: ["void_t", "handle"],
    homing_session_new: ["int32_t", "handle", "out"],
    homing_session_error: ["text", "handle"],
    homing_session_run: ["int32_t", "handle", "int32_t"],
    homing_status_text: ["text", "int32_t"],
    homing_call: ["int32_t", "handle", "text", "out"],
    homing_job_id: ["uint32_t", "handle"],
    homing_job_run: ["int32_t", "handle", "int32_t"],
    homing_job_event: ["text", "handle"],
    homing_job_error: ["text", "handle"],
    homing_job_error_position: ["size_t", "handle"],
    homing_job_result: ["int32_t", "handle", "out"],
    homing_job_free: ["void_t", "handle"],
    homing_result_json: ["text", "handle"],
    homing_result_free: ["void_t", "handle"],
    homing_cancel: ["int32_t", "uint32_t"],
  };
  OK = 0;
  PENDING = 1;
  INVALID_REQUEST = 13;
  INVALID_ADDRESS = 12;
  INTERNAL = 41;

  constructor(ctypes) {
    this.ctypes = ctypes;
    const types = { text: ctypes.char.ptr, handle: ctypes.voidptr_t, out: ctypes.voidptr_t.ptr };
    const opened = ctypes.open(Library.NAME);
    for (const [name, words] of Object.entries(Library.FUNCTIONS)) {
      this[name] = opened.declare(name, ctypes.default_abi, ...words.map(word => types[word] ?? ctypes[word]));
    }
    const abi = this.homing_abi_version();
    if (abi != Library.ABI) {
      opened.close();
      throw new Error(`${Library.NAME} has ABI version ${abi}; this add-on needs ${Library.ABI}.`);
    }
  }

  version() {
    return this.homing_version().readString();
  }

  /** Calls a function whose last parameter takes the new object; [status, object]. */
  made(name, ...given) {
    const place = this.ctypes.voidptr_t(null);
    return [this[name](...given, place.address()), place];
  }

  newSession(options) {
    const [made, handle] = this.made("homing_options_new");
    this.check(made);
    try {
      for (const [name, value] of Object.entries(options)) {
        if (this.homing_options_set(handle, name, value) != this.OK) {
          throw new Error(this.homing_options_error(handle).readString());
        }
      }
      const [status, session] = this.made("homing_session_new", handle);
      if (status != this.OK) {
        throw new Error(this.homing_session_error(session).readString());
      }
      return session;
    } finally {
      this.homing_options_free(handle);
    }
  }

  check(status) {
    if (status != this.OK) {
      throw new Error(this.homing_status_text(status).readString());
    }
  }

  /** A job, also where the request was refused: then it tells why. */
  call(session, request) {
    const [status, job] = this.made("homing_call", session, request);
    if (job.isNull()) {
      this.check(status);
    }
    return job;
  }

  run(session, milliseconds) {
    this.homing_session_run(session, milliseconds);
  }

  numberOf(job) {
    return this.homing_job_id(job);
  }

  stateOf(job) {
    return this.homing_job_run(job, 0);
  }

  *eventsOf(job) {
    for (let event = this.homing_job_event(job); !event.isNull(); event = this.homing_job_event(job)) {
      yield JSON.parse(event.readString());
    }
  }

  documentOf(job) {
    const [status, result] = this.made("homing_job_result", job);
    this.check(status);
    try {
      return JSON.parse(this.homing_result_json(result).readString());
    } finally {
      this.homing_result_free(result);
    }
  }

  errorOf(job, status) {
    const sentence = this.homing_job_error(job).readString() || this.homing_status_text(status).readString();
    return { status, sentence, position: Number(this.homing_job_error_position(job)) };
  }

  freeJob(job) {
    this.homing_job_free(job);
  }

  cancel(number) {
    this.homing_cancel(number);
  }
};
