#include "read/http_date.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace homing {
namespace {

// A number at its place; -1 where other characters stand.
int number_at(std::string_view text, std::size_t at, std::size_t size) {
  int number = 0;
  const std::string_view digits = text.substr(at, size);
  const bool plain = std::all_of(digits.begin(), digits.end(), [](char c) { return c >= '0' && c <= '9'; });
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return plain ? number : -1;
}

unsigned month_of(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return static_cast<unsigned>(std::find(names.begin(), names.end(), name) - names.begin()) + 1;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> read_http_date(std::string_view text) {
  constexpr std::string_view shape = "Day, 06 Mon 1994 08:49:37 GMT";
  if (text.size() != shape.size() || text.substr(3, 2) != ", " || text[7] != ' ' || text[11] != ' ' || text[16] != ' ' || text[19] != ':' ||
      text[22] != ':' || text.substr(25) != " GMT") {
    return std::nullopt;
  }
  const int day = number_at(text, 5, 2), year = number_at(text, 12, 4);
  const int hour = number_at(text, 17, 2), minute = number_at(text, 20, 2), second = number_at(text, 23, 2);
  const std::chrono::year_month_day date{std::chrono::year(year), std::chrono::month(month_of(text.substr(8, 3))),
                                         std::chrono::day(static_cast<unsigned>(std::max(day, 0)))};
  const bool of_a_day = hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second <= 60;  // 60: a leap second
  // The clock's own years: what is far from now would not fit into its nanoseconds.
  if (!date.ok() || year < 1970 || year > 2200 || !of_a_day) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(hour) + std::chrono::minutes(minute) + std::chrono::seconds(second);
}

std::chrono::seconds retry_after(const Posted& posted) {
  const std::string_view text = posted.header("retry-after");
  constexpr std::int64_t longest_wait = std::int64_t{24} * 3600;
  std::int64_t seconds = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
  const bool whole = !text.empty() && end == text.data() + text.size() && error == std::errc();
  if (whole) return std::chrono::seconds(std::clamp(seconds, std::int64_t{0}, longest_wait));
  const auto until = read_http_date(text), now = read_http_date(posted.header("date"));
  if (!until || !now) return std::chrono::seconds(0);
  const auto wait = std::chrono::duration_cast<std::chrono::seconds>(*until - *now);
  return std::clamp(wait, std::chrono::seconds(0), std::chrono::seconds(longest_wait));
}

}  // namespace homing
