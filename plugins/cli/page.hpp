#pragma once
// What the tables have in common: a document, the stream that it is printed to, and the look of a line.
#include <homing/homing.h>

#include <array>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

/// The text at a JSON Pointer as it came; empty where there is none.
std::string text_at(const homing_result* result, const std::string& pointer);

class Page {
 protected:
  Page(const homing_result* result, std::FILE* out, std::size_t label_width = 11);

  static constexpr const char* bold = "1";
  static constexpr const char* red = "31";
  static constexpr const char* green = "32";
  static constexpr const char* yellow = "33";
  static constexpr std::array<std::pair<const char*, const char*>, 3> protocols{{{"imap", "IMAP"}, {"pop3", "POP3"}, {"smtp", "SMTP"}}};

  /// What stands at a JSON Pointer; empty, 0 or false where nothing does. Texts are fit for a terminal.
  std::string text(const std::string& pointer) const;
  std::string number(const std::string& pointer) const;
  std::size_t count(const std::string& pointer) const;
  bool is(const std::string& pointer) const;
  bool has(const std::string& pointer) const;

  /// `code` is one of the colours above.
  std::string painted(const char* code, const std::string& content) const;
  void line(const std::string& label, const std::string& content) const;
  /// A line without a label, from the edge, that is never broken.
  void headline(const std::string& content) const;
  /// Whom the document is about, by the pointer to the name, and who keeps the mailboxes.
  void opening(const std::string& pointer) const;

 private:
  const homing_result* result_;
  std::FILE* out_;
  std::size_t label_width_;
  bool colour_;
};
