#include "form_letter.hpp"

#include <algorithm>
#include <cstring>

namespace homing {

FormLetter::FormLetter(std::string text, const FormWords& standing_in) : text_(std::move(text)) {
  const std::string_view all = text_;
  for (std::size_t at = 0; at <= all.size();) {
    std::size_t next = std::string_view::npos;
    std::uint8_t word = FormWords::count;
    for (std::uint8_t i = 0; i < FormWords::count; ++i) {
      const std::string_view wanted = standing_in.words[i];
      const std::size_t found = wanted.empty() ? std::string_view::npos : all.find(wanted, at);
      if (found < next) next = found, word = i;
    }
    const std::size_t end = std::min(next, all.size());
    pieces_.push_back({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end - at), word});
    if (word == FormWords::count) return;
    at = end + standing_in.words[word].size();
  }
}

void FormLetter::append(const FormWords& words, std::size_t skip, std::string& out) const {
  std::size_t size = 0;
  for (const Piece& piece : pieces_) size += piece.size + (piece.word < FormWords::count ? words.words[piece.word].size() : 0);
  const std::size_t before = out.size();
  out.resize(before + size - skip);
  char* to = out.data() + before;
  for (const Piece& piece : pieces_) {
    std::memcpy(to, text_.data() + piece.begin + skip, piece.size - skip);
    to += piece.size - skip;
    skip = 0;
    if (piece.word == FormWords::count) return;
    const std::string_view word = words.words[piece.word];
    if (!word.empty()) std::memcpy(to, word.data(), word.size());
    to += word.size();
  }
}

void FormLetter::write(const FormWords& words, std::string& out) const { append(words, 0, out); }

}  // namespace homing
