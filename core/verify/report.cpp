#include "verify/report.hpp"

#include <algorithm>
#include <charconv>

#include "model/document.hpp"
#include "model/json_writer.hpp"
#include "verify/findings.hpp"
#include "verify/offer.hpp"

namespace homing {
namespace {

// What is counted is counted by the minute (manifests/providers/microsoft365.json).
constexpr std::int64_t polite_wait = 60;
constexpr std::int64_t longest_wait = 86400;

// Exchange Online tells the time itself: `Request is throttled. Suggested Backoff Time: 92415 milliseconds`.
std::int64_t wait_after(const Attempt& attempt) {
  const std::string& reply = attempt.transcript->steps.back().reply;
  constexpr std::string_view lead = "Suggested Backoff Time: ";
  const std::size_t at = reply.find(lead);
  std::int64_t ms = 0;
  if (at == std::string::npos) return polite_wait;
  const std::string_view digits = std::string_view(reply).substr(at + lead.size());
  if (std::from_chars(digits.data(), digits.data() + digits.size(), ms).ec != std::errc() || ms <= 0) return polite_wait;
  return std::min(longest_wait, (ms - 1) / 1000 + 1);
}

struct Report {
  const Verification& verification;
  const Besides& besides;
  const Resolution& resolution;
  const Catalogue& catalogue;
  Arena arena;
};

void describe(JsonWriter& out, const CertificateFacts& certificate) {
  out.text("subject", certificate.subject);
  out.text("issuer", certificate.issuer);
  out.text("not_before", certificate.not_before);
  out.text("not_after", certificate.not_after);
  out.number("days_left", certificate.days_left);
  out.texts("names", certificate.names);
}

void describe(JsonWriter& out, const Encryption& tls) {
  out.text_or_null("version", tls.version);
  out.text_or_null("cipher", tls.cipher);
  out.flag("resumed", tls.resumed);
  if (tls.certificate) out.object("certificate", [&](auto& inner) { describe(inner, *tls.certificate); });
}

void describe(JsonWriter& out, const StepTaken& step) {
  out.text("step", word(step.step));
  out.flag("ok", step.ok);
  out.milliseconds("ms", step.ms);
  out.text("reply", step.reply);
  out.flag("encrypted", !step.in_plain_text);
}

struct OfferedMethod {
  Method method;
  Text state;
  bool offered;
};

// The ways that are known of the server, then those that it offers besides.
std::vector<OfferedMethod> methods_of(const Attempt& attempt) {
  const std::vector<Method> offered = offered_methods(attempt.trial.protocol, attempt.transcript->gist);
  const auto is_offered = [&](Method method) { return std::find(offered.begin(), offered.end(), method) != offered.end(); };
  std::vector<OfferedMethod> methods;
  for (const SignIn& way : attempt.trial.known) methods.push_back({way.method, word(way.state), is_offered(way.method)});
  for (const Method method : offered) {
    const bool known = std::any_of(attempt.trial.known.begin(), attempt.trial.known.end(), [&](const SignIn& way) { return way.method == method; });
    if (!known) methods.push_back({method, "unlisted", true});
  }
  return methods;
}

void describe_endpoint(JsonWriter& out, const Trial& trial) {
  out.text("host", trial.host);
  out.number("port", trial.port);
  out.text("security", word(trial.security));
  out.text("username", trial.username);
}

double time_of(const std::vector<StepTaken>& steps) {
  double ms = 0;
  for (const StepTaken& step : steps) ms += step.ms;
  return ms;
}

void describe_gist(JsonWriter& out, const Attempt& attempt) {
  const Transcript& transcript = *attempt.transcript;
  const bool signed_in = !transcript.gist.mechanism.empty();
  if (attempt.trial.method) out.text("method", word(*attempt.trial.method));
  if (signed_in) out.text("mechanism", transcript.gist.mechanism);
  if (!transcript.address.empty()) out.text("address", transcript.address);
  if (transcript.tls) out.object("tls", [&](auto& inner) { describe(inner, *transcript.tls); });
  out.texts("capabilities", transcript.gist.capabilities);
  const std::vector<OfferedMethod> methods = methods_of(attempt);
  out.objects("methods", std::span<const OfferedMethod>(methods), [](auto& inner, const OfferedMethod& one) {
    inner.text("method", word(one.method));
    inner.text("state", one.state);
    inner.flag("offered", one.offered);
  });
  if (transcript.gist.messages) out.number("messages", *transcript.gist.messages);
}

// What one attempt has, whether it is the one that counts or not.
Diagnosis describe_attempt(JsonWriter& out, const Attempt& attempt, Report& report) {
  out.flag("ok", attempt.ok());
  out.object("endpoint", [&](auto& inner) { describe_endpoint(inner, attempt.trial); });
  if (attempt.transcript != nullptr) describe_gist(out, attempt);
  const std::vector<StepTaken> steps = steps_of(attempt);
  out.objects("steps", std::span<const StepTaken>(steps), [](auto& inner, const StepTaken& step) { describe(inner, step); });
  out.milliseconds("ms", time_of(steps));
  Diagnosis diagnosis;
  if (!attempt.ok()) out.text("fault", fault_of(attempt));
  out.object("diagnosis", [&](auto& inner) {
    if (attempt.ok() || attempt.transcript == nullptr) return;
    diagnosis = diagnose(attempt, report.verification.inquiries(), report.resolution.mailbox, report.catalogue, report.arena);
    describe(inner, diagnosis);
  });
  return diagnosis;
}

// Why no server was talked to.
Diagnosis why_nobody(const Inquiry& inquiry, Report& report) {
  const std::string& refusal = report.verification.refusal();
  if (!refusal.empty()) return beyond_limits(refusal, report.arena);
  const Besides& besides = report.besides;
  const bool not_signed_in = besides.lent && besides.lent->why_not && report.verification.letter() != nullptr;
  if (not_signed_in) return diagnose(*besides.lent->why_not, report.resolution.mailbox, report.catalogue, report.arena);
  return without_server(inquiry.protocol, report.arena);
}

void describe_nobody(JsonWriter& out, const Inquiry& inquiry, Report& report) {
  const Diagnosis diagnosis = why_nobody(inquiry, report);
  out.flag("ok", false);
  out.object("endpoint", [](auto&) {});
  out.objects("steps", std::span<const StepTaken>(), [](auto&, const StepTaken&) {});
  out.object("diagnosis", [&](auto& inner) { describe(inner, diagnosis); });
  out.text("next", word(diagnosis.next));
}

void describe(JsonWriter& out, const Inquiry& inquiry, Report& report) {
  const Attempt* const best = inquiry.best();
  if (best == nullptr) return describe_nobody(out, inquiry, report);
  const Diagnosis diagnosis = describe_attempt(out, *best, report);
  std::vector<const Attempt*> others;
  for (const Attempt& attempt : inquiry.attempts) {
    if (&attempt != best) others.push_back(&attempt);
  }
  out.objects("attempts", std::span<const Attempt* const>(others),
              [&](auto& inner, const Attempt* attempt) { describe_attempt(inner, *attempt, report); });
  std::vector<std::string> warnings = warnings_of(*best);
  warnings.insert(warnings.end(), report.verification.warnings().begin(), report.verification.warnings().end());
  out.texts("warnings", warnings);
  out.text("next", word(diagnosis.next));
  if (diagnosis.next == Next::wait) out.number("wait_s", diagnosis.wait_s != 0 ? diagnosis.wait_s : wait_after(*best));
}

void describe_message(JsonWriter& out, const Verification& verification, const Besides& besides) {
  const bool by_graph = besides.graph && besides.graph->accepted;
  const Letter& letter = *verification.letter();
  const Attempt* const best = verification.inquiries().empty() ? nullptr : verification.inquiries().front().best();
  static const std::vector<Recipient> nobody;
  const std::vector<Recipient>& recipients = best != nullptr && best->transcript != nullptr ? best->transcript->gist.recipients : nobody;
  out.flag("sent", by_graph || (best != nullptr && best->ok()));
  const bool meant_for_graph = besides.graph && verification.inquiries().empty();  // no mail server was to be asked
  out.text("via", by_graph || meant_for_graph ? "graph" : "smtp");
  out.text("message_id", letter.message_id);
  out.text("from", letter.from);
  out.objects("to", std::span<const std::string>(letter.to), [&](auto& inner, const std::string& address) {
    const auto answered = std::find_if(recipients.begin(), recipients.end(), [&](const Recipient& one) { return one.address == address; });
    const bool taken = best != nullptr && best->ok() && answered != recipients.end() && answered->ok;
    inner.text("address", address);
    inner.flag("ok", taken || by_graph);
    inner.text("reply", answered == recipients.end() ? std::string() : answered->reply);
  });
}

// Nothing is said where no mailbox could be looked into.
void describe_found(JsonWriter& out, const Verification& verification) {
  bool looked = false, found = false;
  for (const Inquiry& inquiry : verification.inquiries()) {
    for (const Attempt& attempt : inquiry.attempts) {
      if (attempt.transcript == nullptr || !attempt.transcript->gist.found) continue;
      looked = true;
      found = found || *attempt.transcript->gist.found;
    }
  }
  if (!looked) return;
  out.object("message", [&](auto& inner) {
    inner.text("id", verification.account().find);
    inner.flag("found", found);
  });
}

bool was_reached(const Transcript& transcript) {
  return std::any_of(transcript.steps.begin(), transcript.steps.end(), [](const StepTaken& step) { return step.step == Step::connect && step.ok; });
}

// Each party once, with the most that it learned.
void add_party(std::vector<Disclosed>& parties, Disclosed party) {
  const auto known = std::find_if(parties.begin(), parties.end(), [&](const Disclosed& other) { return other.to == party.to; });
  if (known == parties.end()) parties.push_back(party);
  else known->what = std::max(known->what, party.what);
}

void describe_parties(JsonWriter& out, const Report& report) {
  std::vector<Disclosed> parties(report.resolution.disclosed.begin(), report.resolution.disclosed.end());
  for (const Inquiry& inquiry : report.verification.inquiries()) {
    for (const Attempt& attempt : inquiry.attempts) {
      if (attempt.transcript == nullptr || !was_reached(*attempt.transcript)) continue;
      const bool told = attempt.transcript->gist.asked_to_sign_in;
      add_party(parties, {Text::terminated(attempt.trial.host.c_str(), attempt.trial.host.size()), told ? Disclosure::address : Disclosure::nothing});
    }
  }
  out.objects("disclosed", std::span<const Disclosed>(parties), [](auto& inner, const Disclosed& party) {
    inner.text("to", party.to);
    inner.text("what", word(party.what));
  });
}

}  // namespace

Text outcome_of(const Verification& verification, const Besides& besides) {
  if (besides.graph && besides.graph->accepted) return "ok";
  if (besides.lent && besides.lent->why_not) return "failed";
  const auto works = [](const Inquiry& inquiry) {
    const Attempt* const best = inquiry.best();
    return best != nullptr && best->ok();
  };
  const std::vector<Inquiry>& all = verification.inquiries();
  const auto working = std::count_if(all.begin(), all.end(), works);
  if (working == 0) return "failed";
  return static_cast<std::size_t>(working) == all.size() ? Text("ok") : Text("partial");
}

std::string to_json(const Verification& verification, const Besides& besides, const Resolution& resolution, const Catalogue& catalogue,
                    double total_ms) {
  Report report{verification, besides, resolution, catalogue, {}};
  std::string json;
  JsonWriter(json).element([&](JsonWriter& out) {
    out.text("homing", "1");
    out.text("address", resolution.address);
    out.text("outcome", outcome_of(verification, besides));
    out.object("mailbox", [&](auto& inner) { describe(inner, resolution.mailbox); });
    if (verification.letter() != nullptr) describe_message(out, verification, besides);
    out.object("protocols", [&](auto& inner) {
      for (const Inquiry& inquiry : verification.inquiries()) {
        inner.object(word(inquiry.protocol).view(), [&](auto& one) { describe(one, inquiry, report); });
      }
    });
    describe(out, besides, resolution.mailbox, catalogue, report.arena);
    if (!verification.account().find.empty()) describe_found(out, verification);
    describe_parties(out, report);
    out.object("timing", [&](auto& inner) { inner.milliseconds("total_ms", total_ms); });
  });
  return json;
}

}  // namespace homing
