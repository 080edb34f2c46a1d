// The one description of the audit's document.
#include "model/document.hpp"
#include "audit/audit.hpp"
#include "model/json_writer.hpp"

namespace homing {
namespace {

void describe(JsonWriter& out, const ClientView& client) {
  out.text("client", client.name);
  out.object("finds", [&](auto& finds) {
    finds.text_or_null("imap", client.finds.imap);
    finds.text_or_null("pop3", client.finds.pop3);
    finds.text_or_null("smtp", client.finds.smtp);
    finds.text("how", client.how);
  });
  out.raw("right", client.right ? Text("true") : Text("false"));
  out.text("why", client.why);
}

void describe(JsonWriter& out, const AuditFault& fault) {
  out.text("id", fault.id);
  out.text("severity", word(fault.severity));
  out.text("where", fault.where);
  out.text("text", fault.text);
  out.text("mend", fault.mend);
}

void describe(JsonWriter& out, const RecordChange& record) {
  out.text("change", word(record.change));
  out.text("line", record.line);
  if (!record.was.empty()) out.text("was", record.was);
}

void describe(JsonWriter& out, const PublishedFile& file) {
  out.text("url", file.url);
  out.text("content_type", file.content_type);
  out.text("content", file.content);
}

}  // namespace

std::string to_json(const AuditReport& report, const Inquest& inquest) {
  Arena& arena = inquest.subject.arena;
  std::string json;
  JsonWriter(json).element([&](JsonWriter& out) {
    const auto part = [&](std::string_view key) { out.raw(key, arena.keep(part_to_json(inquest.verdict, "/" + std::string(key)).value_or("null"))); };
    const auto list = [](JsonWriter& inner, const auto& value) { describe(inner, value); };
    out.text("homing", "1");
    out.text("domain", inquest.subject.address.domain());
    for (const char* const key : {"outcome", "mailbox", "imap", "pop3", "smtp"}) part(key);
    out.objects("clients", std::span<const ClientView>(report.clients), list);
    out.objects("faults", std::span<const AuditFault>(report.faults), list);
    out.objects("records", std::span<const RecordChange>(report.records), list);
    out.objects("files", std::span<const PublishedFile>(report.files), list);
    for (const char* const key : {"advice", "evidence", "disclosed", "timing"}) part(key);
  });
  return json;
}

}  // namespace homing
