#pragma once
// Whether a text lies anywhere in the memory of this process. The text is written down in disguise, so that the search itself holds none.
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "model/secret.hpp"

namespace memory {

inline constexpr char disguise = 0x55;

/// A text that this process knows only in disguise, until it makes a secret of it.
class Marker {
 public:
  /// Different for each number, and 32 bytes long.
  explicit Marker(int number) {
    for (int i = 0; i < 32; ++i) hidden_ += static_cast<char>(('a' + (i * 7 + number * 11) % 26) ^ disguise);
  }
  homing::Secret secret(std::string_view before = {}, std::string_view after = {}) const {
    std::string text;
    text.reserve(before.size() + hidden_.size() + after.size() + 32);
    text += before;
    for (const char c : hidden_) text += static_cast<char>(c ^ disguise);
    text += after;
    homing::Secret secret(text);
    homing::wipe(text);
    return secret;
  }
  /// In how many places it lies in what this process may write to.
  std::size_t places() const {
    std::size_t count = 0;
    for_each_region([&](int memory, std::uint64_t from, std::uint64_t to) { count += places_in(memory, from, to); });
    return count;
  }

 private:
  template <class Look>
  static void for_each_region(const Look& look) {
    std::FILE* const maps = std::fopen("/proc/self/maps", "r");
    const int memory = ::open("/proc/self/mem", O_RDONLY | O_CLOEXEC);
    if (maps == nullptr || memory < 0) throw std::runtime_error("no /proc");
    std::vector<std::pair<std::uint64_t, std::uint64_t>> regions;
    char line[512];
    unsigned long long from = 0, to = 0;
    char rights[8];
    while (std::fgets(line, sizeof line, maps) != nullptr) {
      if (std::sscanf(line, "%llx-%llx %4s", &from, &to, rights) != 3 || rights[0] != 'r' || rights[1] != 'w') continue;
      if (to - from < (std::uint64_t{1} << 30U)) regions.emplace_back(from, to);  // what is larger is a sanitizer's own
    }
    std::fclose(maps);
    for (const auto& [begin, end] : regions) look(memory, begin, end);
    ::close(memory);
  }
  // The search goes through a window whose bytes are disguised at once: it must not find what it has copied itself.
  std::size_t places_in(int memory, std::uint64_t from, std::uint64_t to) const {
    static char window[65536];
    std::size_t count = 0, kept = 0;
    while (from < to) {
      const auto wanted = static_cast<std::size_t>(std::min<std::uint64_t>(sizeof window - kept, to - from));
      const ssize_t got = ::pread(memory, window + kept, wanted, static_cast<off_t>(from));
      if (got <= 0) break;
      const std::size_t size = kept + static_cast<std::size_t>(got);
      for (std::size_t i = kept; i < size; ++i) window[i] = static_cast<char>(window[i] ^ disguise);
      const std::string_view all(window, size);
      for (std::size_t at = all.find(hidden_); at != std::string_view::npos; at = all.find(hidden_, at + 1)) ++count;
      kept = std::min(size, hidden_.size() - 1);
      std::memmove(window, window + size - kept, kept);
      from += static_cast<std::uint64_t>(got);
    }
    ::explicit_bzero(window, sizeof window);
    return count;
  }

  std::string hidden_;
};

}  // namespace memory
