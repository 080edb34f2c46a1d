#include "audit/inquest.hpp"

#include <algorithm>

#include "decide/recognise.hpp"
#include "model/ascii.hpp"
#include "model/utf8.hpp"
#include "read/redirect.hpp"
#include "read/xml.hpp"

namespace homing {
namespace {

constexpr std::size_t most_faults = 128;
constexpr std::size_t most_hops = 6;

bool is_redirect(int status) { return status == 301 || status == 302 || status == 303 || status == 307 || status == 308; }

// The body's beginning, for what it looks like.
std::string start_of(std::string_view body) {
  constexpr std::size_t enough = 256;
  const std::size_t begin = std::min(body.find_first_not_of(" \t\r\n\xEF\xBB\xBF"), body.size());
  return lower_case(body.substr(begin, enough));
}

}  // namespace

const Answer* Inquest::answer(Ask kind, std::string_view name) const {
  for (const Asked& asked : questions_) {
    if (asked.question.kind == kind && asked.question.name == name) return asked.answered && asked.kept ? &*asked.kept : nullptr;
  }
  return nullptr;
}

std::vector<std::string> Inquest::records(Ask kind, std::string_view name) const {
  const Answer* const heard = answer(kind, name);
  return heard != nullptr && heard->heard == Heard::answered ? heard->records : std::vector<std::string>();
}

bool Inquest::is_missing(std::string_view host) const {
  const Answer* const heard = answer(Ask::host, host);
  return heard != nullptr && (heard->heard == Heard::no_such_name || (heard->heard == Heard::answered && heard->records.empty()));
}

bool Inquest::exists(std::string_view host) const { return !records(Ask::host, host).empty(); }

PageHeard Inquest::page(Ask kind, std::string url) const {
  PageHeard heard{std::move(url), nullptr, false, {}};
  for (std::size_t hops = 0; hops < most_hops; ++hops) {
    const Ask asked = hops > 0 && kind == Ask::http ? Ask::https : kind;
    heard.answer = answer(asked, heard.url);
    heard.silent = is_silent(asked, heard.url);
    if (heard.answer == nullptr || heard.answer->heard != Heard::answered || !is_redirect(heard.answer->status)) return heard;
    const Expected<std::string> hop = next_hop(heard.url, heard.answer->header("location"), subject.catalogue);
    if (!hop) heard.refused = hop.error().sentence;
    if (!hop) return heard;
    heard.url = *hop;
  }
  return heard;
}

bool Inquest::is_silent(Ask kind, std::string_view url) const {
  return std::any_of(questions_.begin(), questions_.end(),
                     [&](const Asked& asked) { return asked.question.kind == kind && asked.question.name == url && asked.is_open_page(); });
}

PublishedServices Inquest::services() const {
  PublishedServices services;
  for (std::size_t i = 0; i < mail_services.size(); ++i) services[i] = records(Ask::srv, service_name(mail_services[i], subject.address.domain()));
  return services;
}

const Finding* Inquest::of_exchangers() const {
  const auto found = std::find_if(findings.begin(), findings.end(), [](const Finding& f) { return f.source == SourceId::mx; });
  return found == findings.end() ? nullptr : &*found;
}

const Finding* Inquest::proof() const {
  for (const Finding& finding : findings) {
    const bool proves = finding.source == SourceId::mx || finding.source == SourceId::catalogue || finding.from_hints;
    const bool chosen = !verdict.mailbox.provider.empty() && finding.mailbox.provider == verdict.mailbox.provider;
    if (proves && chosen && finding.settings != nullptr) return &finding;
  }
  return nullptr;
}

std::string Inquest::sending_rule() const {
  constexpr std::string_view include = "include:";
  const table::Tables& tables = subject.catalogue.hints();
  for (const table::Clue& clue : tables.clues) {
    const Mailbox mailbox = subject.catalogue.provider(tables.text(clue.provider)).mailbox();
    if (mailbox.kind != verdict.mailbox.kind || mailbox.cloud != verdict.mailbox.cloud) continue;
    for (const table::TextRef match : tables.texts.subspan(clue.matches.first, clue.matches.count)) {
      if (tables.text(match).view().starts_with(include)) return std::string(tables.text(match).view().substr(include.size()));
    }
  }
  return {};
}

bool Inquest::agrees(const Settings& settings) const {
  const Kind named = recognise(settings, subject.catalogue).kind;
  const bool microsoft = named == Kind::outlook_com || named == Kind::microsoft365;
  // Both kinds of Microsoft mailboxes share their receiving hosts.
  if (microsoft && verdict.mailbox.is_microsoft() && named != verdict.mailbox.kind && !settings.smtp.empty()) return false;
  return share_an_owner(verdict.settings, settings);
}

void Faults::add(Text id, Severity severity, std::string_view where, std::string_view text, std::string_view mend, Remedy remedy) {
  AuditFault fault{id, severity, to_utf8(where, 512), to_utf8(text), to_utf8(mend), remedy};
  const bool known =
      std::any_of(list_.begin(), list_.end(), [&](const AuditFault& f) { return f.id == id && f.where == fault.where && f.text == fault.text; });
  if (!known && list_.size() < most_faults) list_.push_back(std::move(fault));
}

bool Faults::has(std::string_view id) const {
  return std::any_of(list_.begin(), list_.end(), [&](const AuditFault& fault) { return fault.id == id; });
}

bool has_servers(const Finding& finding) { return finding.settings != nullptr && (finding.settings->receives() || !finding.settings->smtp.empty()); }

bool is_published_by_domain(const Finding& finding) {
  switch (finding.source) {
    case SourceId::autoconfig:
    case SourceId::autoconfig_http:
    case SourceId::autodiscover:
    case SourceId::pacc:
    case SourceId::srv: return true;
    default: return false;
  }
}

std::string host_name(std::string_view written) {
  const Expected<std::string> name = parse_domain(written);
  return name ? *name : std::string();
}

bool is_web_page(const Answer& answer) {
  const std::string start = start_of(answer.body);
  return start.starts_with("<!doctype html") || start.starts_with("<html") || start.find("<html") != std::string::npos;
}

}  // namespace homing
