#pragma once
// Texts that can cross the C ABI without a copy, and the arena that keeps those made while resolving.
#include <array>
#include <cstddef>
#include <cstring>
#include <initializer_list>
#include <memory_resource>
#include <span>
#include <string_view>
#include <type_traits>

namespace homing {

/// A view whose bytes are followed by a NUL. It never owns: the bytes live in a compiled table, a literal or an Arena.
class Text {
 public:
  constexpr Text() = default;
  template <std::size_t N>
  constexpr Text(const char (&literal)[N]) : view_(literal, N - 1) {}  // NOLINT(google-explicit-constructor)

  /// `bytes[size]` must be NUL.
  static constexpr Text terminated(const char* bytes, std::size_t size) {
    Text text;
    text.view_ = std::string_view(bytes, size);
    return text;
  }

  constexpr operator std::string_view() const { return view_; }  // NOLINT(google-explicit-constructor)
  constexpr std::string_view view() const { return view_; }
  constexpr const char* c_str() const { return view_.data(); }
  constexpr bool empty() const { return view_.empty(); }
  constexpr std::size_t size() const { return view_.size(); }
  friend constexpr bool operator==(Text a, Text b) { return a.view_ == b.view_; }
  friend constexpr bool operator==(Text a, std::string_view b) { return a.view_ == b; }
  template <std::size_t N>
  friend constexpr bool operator==(Text a, const char (&b)[N]) {
    return a.view_ == std::string_view(b, N - 1);
  }

 private:
  std::string_view view_ = "";
};

/// Keeps texts and lists of plain values for the life of one job and of the result that comes out of it.
/// Small jobs (anything the catalogue knows) fit into its first bytes and cost no allocation of their own.
class Arena {
 public:
  Arena() {}  // NOLINT(modernize-use-equals-default): a defaulted one would clear its first bytes whenever its owner is value-initialised
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  Text keep(std::string_view text) { return join({text}); }

  Text join(std::initializer_list<std::string_view> parts) {
    std::size_t size = 0;
    for (const std::string_view part : parts) size += part.size();
    char* const begin = static_cast<char*>(memory_.allocate(size + 1, 1));
    char* end = begin;
    for (const std::string_view part : parts) {
      if (!part.empty()) std::memcpy(end, part.data(), part.size());
      end += part.size();
    }
    *end = '\0';
    return Text::terminated(begin, size);
  }

  /// Room for `count` values; nothing in an arena is ever destroyed one by one.
  template <class T>
  std::span<T> list(std::size_t count) {
    static_assert(std::is_trivially_destructible_v<T>);
    if (count == 0) return {};
    T* const begin = static_cast<T*>(memory_.allocate(count * sizeof(T), alignof(T)));
    for (std::size_t i = 0; i < count; ++i) new (begin + i) T();
    return {begin, count};
  }

  template <class T, class Range>
  std::span<const T> keep_list(const Range& range) {
    const std::span<T> kept = list<T>(std::size(range));
    std::size_t i = 0;
    for (const auto& value : range) kept[i++] = value;
    return kept;
  }

  /// For containers that live no longer than the arena; what they give back is not used again.
  std::pmr::memory_resource* memory() { return &memory_; }

  template <class T>
  const T* keep_value(const T& value) {
    const std::span<T> kept = list<T>(1);
    kept[0] = value;
    return kept.data();
  }

 private:
  static constexpr std::size_t first_bytes = 4096;
  alignas(std::max_align_t) std::array<std::byte, first_bytes> first_;
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
};

}  // namespace homing
