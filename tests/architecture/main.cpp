// homing_architecture ROOT arrows|headers|style|names|self-test
#include <cstdio>
#include <string>

#include "rules.hpp"

namespace {

using Rule = Complaints (*)(const std::vector<Source>&);

// Each rule must catch what breaks it and let pass what does not.
Complaints test_itself() {
  Complaints complaints;
  const auto expect = [&](Rule rule, const std::string& path, const std::string& line, bool caught) {
    if (rule({{path, {line}}}).empty() == caught) complaints.push_back((caught ? "not caught: " : "wrongly caught: ") + path + ": " + line);
  };
  expect(check_arrows, "core/model/address.cpp", "#include \"model/utf8.hpp\"", false);
  expect(check_arrows, "core/model/address.cpp", "#include \"read/mx.hpp\"", true);
  expect(check_arrows, "core/read/mx.cpp", "#include \"source/mx.hpp\"", true);
  expect(check_arrows, "core/read/mx.cpp", "#include \"net/dns.hpp\"", true);
  expect(check_arrows, "core/source/mx.cpp", "  #  include \"net/network.hpp\"", true);
  expect(check_arrows, "core/source/mx.cpp", "#include \"source/ladder.hpp\"", true);
  expect(check_arrows, "core/decide/race.hpp", "#include \"source/ladder.hpp\"", false);
  expect(check_arrows, "core/session.cpp", "#include \"source/ladder.hpp\"", true);
  expect(check_arrows, "core/session.cpp", "#include \"net/live.hpp\"", false);
  expect(check_arrows, "core/net/live.cpp", "#include \"source/source.hpp\"", true);
  expect(check_arrows, "core/net/live.cpp", "#include \"read/xml.hpp\"", false);
  expect(check_arrows, "core/net/live.cpp", "#include \"read/mx.hpp\"", true);
  expect(check_arrows, "core/dialog/imap.cpp", "#include \"net/http.hpp\"", true);
  expect(check_arrows, "capi/job.cpp", "#include \"net/live.hpp\"", true);
  expect(check_arrows, "capi/job.cpp", "#include \"session.hpp\"", false);
  expect(check_arrows, "plugins/cli/main.cpp", "#include \"session.hpp\"", true);
  expect(check_arrows, "plugins/cli/main.cpp", "#include \"model/address.hpp\"", true);
  expect(check_arrows, "plugins/cli/main.cpp", "#include <homing/homing.h>", false);
  expect(check_arrows, "core/read/mx.cpp", "#include <homing/homing.h>", true);
  expect(check_headers, "core/net/http.cpp", "#include <curl/curl.h>", false);
  expect(check_headers, "core/read/xml.cpp", "#include <curl/curl.h>", true);
  expect(check_headers, "core/crypto/base64.cpp", "#include <openssl/evp.h>", false);
  expect(check_headers, "core/crypto/base64.cpp", "#include <openssl/ssl.h>", true);
  expect(check_headers, "core/model/address.cpp", "#include <sys/socket.h>", true);
  expect(check_headers, "core/session.cpp", "#include <thread>", true);
  for (const char* const header : {"sys/stat.h", "unistd.h", "dlfcn.h", "dirent.h", "poll.h", "pthread.h", "string.h", "sys/socket.h"}) {
    for (const char* const folder : {"core/store/", "core/crypto/", "core/model/", "core/", "capi/"})
      expect(check_headers, folder + std::string("x.cpp"), "#include <" + std::string(header) + ">", true);
    expect(check_headers, "core/net/x_posix.cpp", "#include <" + std::string(header) + ">", false);
    expect(check_headers, "core/net/x_windows.cpp", "#include <" + std::string(header) + ">", true);
    expect(check_headers, "core/net/x.cpp", "#include <" + std::string(header) + ">", true);
    expect(check_headers, "plugins/cli/x.cpp", "#include <" + std::string(header) + ">", true);
  }
  expect(check_headers, "core/net/x.cpp", "#include <fcntl.h>", true);
  expect(check_headers, "core/net/x_windows.cpp", "#include <fcntl.h>", false);
  expect(check_headers, "core/net/x_windows.cpp", "#include <winsock2.h>", false);
  expect(check_headers, "core/net/x_posix.cpp", "#include <winsock2.h>", true);
  expect(check_style, "core/x.cpp", std::string(161, 'x'), true);
  expect(check_style, "core/x.cpp", std::string(160, 'x'), false);
  expect(check_style, "core/x.cpp", "int x; ", true);
  expect(check_style, "core/x.cpp",
         "// gr\xC3\xBC\xC3\x9F"
         "e",
         true);
  expect(check_style, "core/x.cpp", std::string("// TO") + "DO: later", true);
  expect(check_names, "core/read/mx.cpp", "", false);
  for (const char* const name : {"xml_util.cpp", "JobManager.hpp", "handlers.cpp", "impl.cpp", "helper.h"})
    expect(check_names, std::string("core/") + name, "", true);
  if (check_style({{"core/x.hpp", std::vector<std::string>(121)}}).empty()) complaints.push_back("not caught: a header of 121 lines");
  if (check_style({{"core/x.cpp", std::vector<std::string>(301)}}).empty()) complaints.push_back("not caught: a source of 301 lines");
  if (!check_style({{"core/x.cpp", std::vector<std::string>(300)}}).empty()) complaints.push_back("wrongly caught: a source of 300 lines");
  return complaints;
}

Complaints check(const std::string& root, const std::string& rule) {
  const std::vector<Source> sources = read_sources(root, {"core", "capi", "plugins", "manifests/generator"});
  if (sources.size() < 50) return {"only " + std::to_string(sources.size()) + " sources were found below " + root};
  if (rule == "arrows") return check_arrows(sources);
  if (rule == "headers") return check_headers(sources);
  if (rule == "style") return check_style(sources);
  if (rule == "names") return check_names(sources);
  if (rule == "self-test") return test_itself();
  return {"no such rule: " + rule};
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return std::fprintf(stderr, "usage: homing_architecture ROOT RULE\n"), 2;
  const Complaints complaints = check(words[1], words[2]);
  for (const std::string& complaint : complaints) std::fprintf(stderr, "%s\n", complaint.c_str());
  return complaints.empty() ? 0 : 1;
}
