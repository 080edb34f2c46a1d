/*
 * Homing for C++17: homing.h with owners and types. Header only, no exceptions needed; what may fail returns homing::Expected.
 *
 *     auto session = homing::Session::open();
 *     auto job = session->resolve("ada@contoso.example");
 *     auto result = job ? job->wait() : job.error();
 *     if (result) std::puts(result->text("/imap/0/host").value_or("none").data());
 *     else std::puts(result.error().sentence.c_str());
 *
 * Each class owns one object of homing.h, can be moved, not copied, and is as free or as bound to a thread as its object is. What
 * each function does, its documents, limits and errors: homing.h. Views that are returned live as long as the object they were asked
 * of.
 */
#ifndef HOMING_HPP
#define HOMING_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

#include "homing.h"

namespace homing {

/// Why there is nothing: a status of homing.h, a sentence, and of a refused address the byte offset in it.
struct Error {
  homing_status status = HOMING_OK;
  std::string sentence;
  std::size_t position = 0;
};

/// A value, or why there is none. Ask before `*` or `->`.
template <class T>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Expected(Error error) : held_(std::in_place_index<1>, std::move(error)) {}

  explicit operator bool() const { return held_.index() == 0; }
  T& operator*() & { return *std::get_if<0>(&held_); }
  T&& operator*() && { return std::move(*std::get_if<0>(&held_)); }
  const T& operator*() const& { return *std::get_if<0>(&held_); }
  T* operator->() { return std::get_if<0>(&held_); }
  const T* operator->() const { return std::get_if<0>(&held_); }
  const Error& error() const { return *std::get_if<1>(&held_); }

 private:
  std::variant<T, Error> held_;
};

/// Nothing to give but that it went well.
struct Done {};

namespace detail {

template <auto free>
struct Free {
  template <class T>
  void operator()(T* object) const {
    free(object);
  }
};
template <class T, auto free>
using Owner = std::unique_ptr<T, Free<free>>;

inline Error error_of(homing_status status, const char* sentence = nullptr) {
  const bool told = sentence != nullptr && *sentence != '\0';
  return {status, told ? sentence : homing_status_text(status), 0};
}

inline Expected<Done> done_or(homing_status status, const char* sentence = nullptr) {
  if (status == HOMING_OK) return Done{};
  return error_of(status, sentence);
}

/// What a host's own function returns; where it throws, 1, and the exception goes no further: there are frames of the library above.
template <class Call>
std::int32_t guarded(Call call) {
#if defined(__cpp_exceptions)
  try {
    return call();
  } catch (...) {
    return 1;
  }
#else
  return call();
#endif
}

inline std::optional<std::string_view> view(const char* text) { return text == nullptr ? std::nullopt : std::optional<std::string_view>(text); }

}  // namespace detail

/// Whether the library at hand is the one of this header; to be asked before anything else.
inline bool is_compatible() { return homing_abi_version() == HOMING_ABI_VERSION; }

/// The release of the library at hand.
inline std::string_view version() { return homing_version(); }

/// What came out; never changes.
class Result {
 public:
  explicit Result(homing_result* owned) : result_(owned) {}

  std::optional<std::string_view> json() const { return detail::view(homing_result_json(get())); }
  std::optional<std::string_view> text(const char* pointer) const { return detail::view(homing_result_text(get(), pointer)); }
  std::int64_t number(const char* pointer, std::int64_t otherwise) const { return homing_result_number(get(), pointer, otherwise); }
  std::size_t count(const char* pointer) const { return homing_result_count(get(), pointer); }
  std::optional<std::string_view> part(const char* pointer) const { return detail::view(homing_result_part(get(), pointer)); }
  std::optional<std::string_view> secret() const { return detail::view(homing_result_secret(get())); }
  std::optional<std::string_view> trace() const { return detail::view(homing_result_trace(get())); }
  const homing_result* get() const { return result_.get(); }

 private:
  detail::Owner<homing_result, homing_result_free> result_;
};

/// The number of a job, to end it from any thread, also when it is gone.
class Cancel {
 public:
  explicit Cancel(std::uint32_t job) : job_(job) {}
  /// Whether it was still running.
  bool operator()() const { return homing_cancel(job_) == HOMING_OK; }

 private:
  std::uint32_t job_;
};

/// One operation.
class Job {
 public:
  explicit Job(homing_job* owned) : job_(owned) {}

  /// Works for up to timeout_ms: true when the job has ended well, false when the time was up first.
  Expected<bool> run(std::int32_t timeout_ms) {
    const homing_status status = homing_job_run(get(), timeout_ms);
    if (status == HOMING_OK || status == HOMING_PENDING) return status == HOMING_OK;
    return error(status);
  }
  Expected<Result> result() {
    homing_result* made = nullptr;
    const homing_status status = homing_job_result(get(), &made);
    if (status != HOMING_OK) return error(status);
    return Result(made);
  }
  /// Works until the job has ended, by its own deadline at the latest.
  Expected<Result> wait() {
    for (;;) {
      const Expected<bool> ended = run(-1);
      if (!ended) return ended.error();
      if (*ended) return result();
    }
  }
  /// The next thing that happened, as JSON; nothing: none for now. Lives until the next call.
  std::optional<std::string_view> event() { return detail::view(homing_job_event(get())); }
  /// Has `heed` called for each event, inside `run` and `wait`; whatever it returns other than 0 cancels the job, and so does an
  /// exception, which goes no further. An empty one ends the delivery.
  Expected<Done> listen(std::function<std::int32_t(std::string_view)> heed) {
    using Heed = std::function<std::int32_t(std::string_view)>;
    if (!heed) return detail::done_or(homing_job_listen(get(), nullptr, nullptr, nullptr));
    auto kept = std::make_unique<Heed>(std::move(heed));
    const auto hear = [](const char* event, void* context) -> std::int32_t {
      return detail::guarded([&] { return (*static_cast<Heed*>(context))(event); });
    };
    const homing_status status = homing_job_listen(get(), hear, kept.get(), [](void* context) { delete static_cast<Heed*>(context); });
    if (status == HOMING_OK) kept.release();
    return detail::done_or(status);
  }
  Cancel canceller() const { return Cancel(homing_job_id(get())); }
  std::uint32_t id() const { return homing_job_id(get()); }
  homing_job* get() const { return job_.get(); }

 private:
  Error error(homing_status status) const {
    Error made = detail::error_of(status, homing_job_error(get()));
    made.position = homing_job_error_position(get());
    return made;
  }
  friend class Session;
  detail::Owner<homing_job, homing_job_free> job_;
};

/// Values by name (homing_options_table).
class Options {
 public:
  Options() {
    homing_options* made = nullptr;
    homing_options_new(&made);
    options_.reset(made);
  }
  Expected<Done> set(const char* name, const std::string& value) {
    const homing_status status = homing_options_set(get(), name, value.c_str());
    return detail::done_or(status, homing_options_error(get()));
  }
  std::optional<std::string_view> operator[](const char* name) const { return detail::view(homing_options_get(get(), name)); }
  static std::optional<std::string_view> table() { return detail::view(homing_options_table()); }
  homing_options* get() const { return options_.get(); }

 private:
  detail::Owner<homing_options, homing_options_free> options_;
};

/// An address with what it takes to use it.
class Account {
 public:
  explicit Account(const std::string& address) {
    homing_account* made = nullptr;
    homing_account_new(address.c_str(), &made);
    account_.reset(made);
  }
  Expected<Done> set(const char* name, const std::string& value) { return told(homing_account_set(get(), name, value.c_str())); }
  Expected<Done> password(std::string_view secret) { return told(homing_account_password(get(), secret.data(), secret.size())); }
  Expected<Done> token(std::string_view secret) { return told(homing_account_token(get(), secret.data(), secret.size())); }
  Expected<Done> client_secret(std::string_view secret) { return told(homing_account_client_secret(get(), secret.data(), secret.size())); }
  homing_account* get() const { return account_.get(); }

 private:
  Expected<Done> told(homing_status status) const { return detail::done_or(status, homing_account_error(get())); }
  detail::Owner<homing_account, homing_account_free> account_;
};

/// Where a host keeps sign-ins itself (homing_session_store). The values are secrets. What throws has failed.
class Store {
 public:
  virtual ~Store() = default;
  /// Whether it could look; `value` stays empty where there is nothing.
  virtual bool get(const char* key, std::optional<std::string>& value) = 0;
  virtual bool put(const char* key, std::string_view value) = 0;
  virtual bool erase(const char* key) = 0;
};

/// What jobs share.
class Session {
 public:
  static Expected<Session> open(const Options& options = Options()) {
    homing_session* made = nullptr;
    const homing_status status = homing_session_new(options.get(), &made);
    Session session(made);
    if (status != HOMING_OK) return detail::error_of(status, homing_session_error(made));
    return session;
  }

  Expected<Job> resolve(const std::string& address) { return start(homing_resolve, address.c_str()); }
  Expected<Job> resolve_domain(const std::string& domain) { return start(homing_resolve_domain, domain.c_str()); }
  Expected<Job> audit(const std::string& domain) { return start(homing_audit, domain.c_str()); }
  Expected<Job> options_to_send(const std::string& domain) { return start(homing_options_to_send, domain.c_str()); }
  Expected<Job> check(std::string_view text, const std::string& address) { return start(homing_check, text.data(), text.size(), address.c_str()); }
  Expected<Job> explain(std::string_view text) { return start(homing_explain, text.data(), text.size()); }
  Expected<Job> verify(const Account& account) { return start(homing_verify, account.get()); }
  Expected<Job> send_test(const Account& account, const std::string& to) { return start(homing_send_test, account.get(), to.c_str()); }
  Expected<Job> authorize(const Account& account) { return start(homing_authorize, account.get()); }
  Expected<Job> token(const Account& account, const char* access) { return start(homing_token, account.get(), access); }
  Expected<Job> sasl(const Account& account, const char* access, const char* mechanism) {
    return start(homing_sasl, account.get(), access, mechanism);
  }
  Expected<Job> sign_out(const Account& account) { return start(homing_sign_out, account.get()); }
  Expected<Job> export_as(const Account& account, const std::string& format) { return start(homing_export, account.get(), format.c_str()); }
  Expected<Job> call(const std::string& request) { return start(homing_call, request.c_str()); }

  /// Works for all jobs: true when one has ended or none is left, false when the time was up first.
  Expected<bool> run(std::int32_t timeout_ms) { return ended(homing_session_run(get(), timeout_ms)); }
  /// The number of a job that has ended; 0: none is left; nothing: the time was up first.
  Expected<std::optional<std::uint32_t>> next(std::int32_t timeout_ms) {
    std::uint32_t id = 0;
    const Expected<bool> over = ended(homing_session_next(get(), timeout_ms, &id));
    if (!over) return over.error();
    return *over ? std::optional<std::uint32_t>(id) : std::nullopt;
  }
  Expected<Done> keep_in(std::unique_ptr<Store> store);
  Expected<Done> store_key(std::string_view key) { return detail::done_or(homing_session_store_key(get(), key.data(), key.size())); }
  homing_session* get() const { return session_.get(); }

 private:
  explicit Session(homing_session* owned) : session_(owned) {}
  template <class Begin, class... Passed>
  Expected<Job> start(Begin begin, Passed... passed) {
    homing_job* made = nullptr;
    const homing_status status = begin(get(), passed..., &made);
    Job job(made);
    if (status != HOMING_OK) return job.error(status);
    return job;
  }
  static Expected<bool> ended(homing_status status) {
    if (status == HOMING_OK || status == HOMING_PENDING) return status == HOMING_OK;
    return detail::error_of(status);
  }
  detail::Owner<homing_session, homing_session_free> session_;
};

inline Expected<Done> Session::keep_in(std::unique_ptr<Store> store) {
  const auto get_from = [](void* context, const char* key, homing_store_found found, void* to) -> std::int32_t {
    std::optional<std::string> value;
    const std::int32_t failed = detail::guarded([&] { return static_cast<Store*>(context)->get(key, value) ? 0 : 1; });
    if (failed == 0 && value) found(to, value->data(), value->size());
    return failed;
  };
  const auto put = [](void* context, const char* key, const char* value, std::size_t size) -> std::int32_t {
    return detail::guarded([&] { return static_cast<Store*>(context)->put(key, {value, size}) ? 0 : 1; });
  };
  const auto erase = [](void* context, const char* key) -> std::int32_t {
    return detail::guarded([&] { return static_cast<Store*>(context)->erase(key) ? 0 : 1; });
  };
  const homing_status status =
      homing_session_store(get(), get_from, put, erase, store.get(), [](void* context) { delete static_cast<Store*>(context); });
  if (status == HOMING_OK) store.release();
  return detail::done_or(status);
}

/// The formats of Session::export_as, as JSON.
inline std::optional<std::string_view> export_formats() { return detail::view(homing_export_formats()); }

/// Very many at once.
class Bulk {
 public:
  /// most: how many may be worked on at once; 0: as many as do well.
  static Expected<Bulk> open(Session& session, bool in_order, std::size_t most = 0) {
    homing_bulk* made = nullptr;
    const homing_status status = homing_bulk_new(session.get(), in_order ? 1 : 0, most, &made);
    if (status != HOMING_OK) return detail::error_of(status);
    return Bulk(made);
  }
  /// False: there is no room; take documents and add it again.
  Expected<bool> add(std::string_view line) {
    const homing_status status = homing_bulk_add(get(), line.data(), line.size());
    if (status == HOMING_OK || status == HOMING_PENDING) return status == HOMING_OK;
    return detail::error_of(status);
  }
  /// The next document, which lives until the next call; nothing: none is left, or the time was up first (`under_way` tells).
  Expected<std::optional<std::string_view>> next(std::int32_t timeout_ms) {
    const char* document = nullptr;
    std::size_t size = 0;
    const homing_status status = homing_bulk_next(get(), timeout_ms, &document, &size);
    if (status != HOMING_OK && status != HOMING_PENDING) return detail::error_of(status);
    if (status == HOMING_PENDING || document == nullptr) return std::optional<std::string_view>();
    return std::optional<std::string_view>(std::string_view(document, size));
  }
  std::size_t under_way() const { return homing_bulk_under_way(get()); }
  homing_bulk* get() const { return bulk_.get(); }

 private:
  explicit Bulk(homing_bulk* owned) : bulk_(owned) {}
  detail::Owner<homing_bulk, homing_bulk_free> bulk_;
};

}  // namespace homing

#endif
