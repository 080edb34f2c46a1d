#pragma once
// A document with blanks. Where a provider decides, the documents of its domains differ only in a few words.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace homing {

/// What differs. An empty word has no blank.
struct FormWords {
  enum Word : std::uint8_t { domain, local, exchanger, preference, milliseconds, recalled };
  static constexpr std::size_t count = 6;
  std::array<std::string_view, count> words;

  std::string_view& operator[](Word word) { return words[word]; }
  std::string_view operator[](Word word) const { return words[word]; }
};

class FormLetter {
 public:
  /// From a document that was written about words which stand nowhere else in it.
  FormLetter(std::string text, const FormWords& standing_in);

  /// The document about other words; they must need no escapes in JSON.
  void write(const FormWords& words, std::string& out) const;
  /// The same without its opening brace.
  void write_members(const FormWords& words, std::string& out) const { append(words, 1, out); }

 private:
  struct Piece {
    std::uint32_t begin, size;
    std::uint8_t word;  // behind it; `count`: none
  };
  void append(const FormWords& words, std::size_t skip, std::string& out) const;

  std::string text_;
  std::vector<Piece> pieces_;
};

}  // namespace homing
