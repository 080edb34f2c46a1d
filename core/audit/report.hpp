#pragma once
// What an audit tells: values.
#include <string>
#include <vector>

#include "emit/zone.hpp"
#include "model/resolution.hpp"

namespace homing {

/// What would mend a fault.
enum class Remedy : std::uint8_t { none, autoconfig, pacc, autodiscover, services, mail };

struct AuditFault {
  Text id;
  Severity severity = Severity::problem;
  std::string where;  ///< a URL, a name, or a record
  std::string text;
  std::string mend;
  Remedy remedy = Remedy::none;
};

/// One server as `HOST:PORT SECURITY`; empty: none.
struct ClientServers {
  std::string imap, pop3, smtp;
};

struct ClientView {
  Text name;
  ClientServers finds;
  std::string how;
  bool right = false;
  std::string why;
};

enum class Change : std::uint8_t { add, replace, remove };
template <>
inline constexpr std::array<Text, 3> words_of<Change>{"add", "replace", "remove"};

struct RecordChange {
  Change change = Change::add;
  std::string line;  ///< of a zone file
  std::string was;   ///< what is replaced
};

struct PublishedFile {
  std::string url, content_type, content;
};

struct AuditReport {
  std::vector<ClientView> clients;
  std::vector<AuditFault> faults;
  std::vector<RecordChange> records;
  std::vector<PublishedFile> files;
};

}  // namespace homing
