#include "sign_in_table.hpp"

#include "page.hpp"

namespace {

class SignInTable : Page {
 public:
  SignInTable(const homing_result* result, std::FILE* out) : Page(result, out) {}
  void print() const;

 private:
  std::string listed(const std::string& place) const;
  void print_outcome() const;
  void print_failure() const;
};

std::string SignInTable::listed(const std::string& place) const {
  std::string list;
  for (std::size_t i = 0; i < count(place); ++i) list += (list.empty() ? "" : ", ") + text(place + "/" + std::to_string(i));
  return list;
}

void SignInTable::print_outcome() const {
  const std::string outcome = text("/outcome");
  const bool out = text("/operation") == "sign-out";
  if (outcome == "failed") return line("Sign-in", painted(red, out ? "still kept" : "failed"));
  if (out) return line("Sign-in", is("/sign_in/was_kept") ? painted(green, "erased") : std::string("nothing was kept"));
  const std::string user = text("/sign_in/user");
  line("Sign-in", painted(outcome == "ok" ? green : yellow, user.empty() ? "signed in" : "signed in as " + user));
  line("Granted", listed("/sign_in/granted"));
  if (count("/sign_in/missing") > 0) line("Missing", painted(yellow, listed("/sign_in/missing")));
  line("Kept in", text("/sign_in/kept_in"));
}

void SignInTable::print_failure() const {
  line("Fault", text("/fault"));
  line("Meaning", text("/diagnosis/meaning"));
  for (std::size_t i = 0; i < count("/diagnosis/steps"); ++i) {
    line(i == 0 ? "Mend" : "", (i == 0 ? "(" + text("/diagnosis/who") + ") " : "") + text("/diagnosis/steps/" + std::to_string(i)));
  }
  if (!text("/diagnosis/link").empty()) line("Read", text("/diagnosis/link"));
}

void SignInTable::print() const {
  opening("/address");
  print_outcome();
  for (std::size_t i = 0; i < count("/warnings"); ++i) line("", painted(yellow, "warning") + ": " + text("/warnings/" + std::to_string(i)));
  if (text("/outcome") == "failed") print_failure();
}

}  // namespace

void print_sign_in_table(const homing_result* result, std::FILE* out) { SignInTable(result, out).print(); }
