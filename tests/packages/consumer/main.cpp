// Prints the IMAP server of an address that the catalogue knows.
#include <homing/homing.hpp>
#include <iostream>

int main() {
  homing::Options options;
  if (!options.set("offline", "on")) return 1;
  auto session = homing::Session::open(options);
  if (!session) return 1;
  auto job = session->resolve("ada@outlook.com");
  const auto result = job ? job->wait() : job.error();
  if (result) std::cout << result->text("/imap/0/host").value_or("") << '\n';
  return result ? 0 : 1;
}
