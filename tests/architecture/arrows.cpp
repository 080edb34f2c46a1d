#include <algorithm>
#include <array>
#include <string_view>

#include "rules.hpp"

namespace {

bool starts(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

// Who (a path, or its start) may include what (the start of a name in quotation marks), and why.
struct Arrow {
  std::string_view from, to, why;
};

constexpr Arrow arrows[] = {
    {"core/model/", "model/", "values know values"},
    {"core/crypto/", "crypto/", "libcrypto hides behind one folder"},
    {"core/crypto/", "model/", "values"},
    {"core/crypto/", "net/shared_library", "SCRAM is in a library that the system may have"},
    {"core/read/", "read/", "parsers share the tree they parse"},
    {"core/read/", "model/", "bytes become values"},
    {"core/read/", "crypto/base64", "bodies in answers files that are no text"},
    {"core/read/", "crypto/digest", "a DNS record vouches for a document by its digest"},
    {"core/oauth/", "oauth/", "requests and responses belong together"},
    {"core/oauth/", "model/", "values"},
    {"core/oauth/", "read/", "responses are parsed"},
    {"core/oauth/", "crypto/", "PKCE wants a digest"},
    {"core/dialog/", "dialog/", "protocols share their lines"},
    {"core/dialog/", "model/", "values"},
    {"core/dialog/", "crypto/base64", "SASL responses are written in base64"},
    {"core/dialog/", "crypto/scram", "a mechanism from a library"},
    {"core/dialog/", "read/web_json", "Microsoft Graph answers in JSON"},
    {"core/dialog/", "read/http_date", "and may ask for patience"},
    {"core/diagnose/", "diagnose/", "the catalogue of errors"},
    {"core/diagnose/", "model/", "values"},
    {"core/diagnose/", "crypto/base64", "challenges are base64"},
    {"core/emit/", "emit/", "formats share their quoting"},
    {"core/emit/", "model/", "settings are written"},
    {"core/emit/", "crypto/digest", "a DNS record vouches for a document by its digest"},
    {"core/emit/", "crypto/base64", "the digest and encoded words are written in base64"},
    {"core/emit/", "read/json_node", "a message is held against limits as manifests write them"},
    {"core/audit/", "audit/", "judgement of what is published"},
    {"core/audit/", "model/", "values"},
    {"core/audit/", "read/", "what was heard is read as its author's critic"},
    {"core/audit/", "source/", "findings are compared, and the names are known at which sources ask"},
    {"core/audit/", "decide/", "the verdict is the measure"},
    {"core/audit/", "emit/", "what would mend it"},
    {"core/sending/", "sending/", "judgement of the ways to send"},
    {"core/sending/", "audit/inquest", "what was heard is looked up as an audit does"},
    {"core/sending/", "model/", "values"},
    {"core/sending/", "read/", "records are read"},
    {"core/sending/", "source/sending", "the names are known at which the source asks"},
    {"core/source/", "source/", "a source knows what sources are"},
    {"core/source/", "read/", "answers are parsed"},
    {"core/source/", "model/", "findings are values"},
    {"core/decide/", "decide/", "judgement"},
    {"core/decide/", "source/", "findings are judged"},
    {"core/decide/", "read/", "a provider's file may be read again"},
    {"core/decide/", "model/", "values"},
    {"core/verify/", "verify/", "the course of a verification"},
    {"core/verify/", "model/", "values"},
    {"core/verify/", "dialog/errand", "what is to be done at a server"},
    {"core/verify/", "read/url.hpp", "what a program is registered with is a URL"},
    {"core/verify/", "emit/message.hpp", "the message of a test"},
    {"core/verify/", "emit/limits.hpp", "what a message may exceed"},
    {"core/verify/", "diagnose/", "why it failed, and what to do"},
    {"core/net/", "net/", "one loop"},
    {"core/net/", "model/", "questions and answers are values"},
    {"core/net/", "dialog/", "what is said to mail servers"},
    {"core/net/", "read/answers.hpp", "a network may be a file"},
    {"core/net/", "read/http_", "what is said over connections that hold secrets is ours"},
    {"core/net/", "read/xml.hpp", "the one limit for the size of a configuration"},
    {"core/store/", "store/", "stores are of one kind"},
    {"core/store/", "model/", "values"},
    {"core/store/", "net/folder", "files that are their owner's alone"},
    {"core/store/", "net/open_file", "a lock is a file that is open"},
    {"core/store/", "net/files", "whether there is a session bus"},
    {"core/store/", "net/environment", "whether there is a session bus"},
    {"core/store/", "net/shared_library", "the Secret Service is spoken to through a library that the system may have"},
    {"core/store/", "crypto/", "what lies on a disk is sealed, and named by a digest"},
    {"capi/", "homing/", "the interface"},
    {"capi/include/homing/", "homing.h", "the headers for C++ and for loading stand beside it"},
    {"capi/", "fence.hpp", "no exception leaves"},
    {"capi/", "handle.hpp", "handles hold the core's objects"},
    {"capi/", "registry.hpp", "jobs are cancelled by number"},
    {"capi/", "operations.hpp", "what jobs can do"},
    {"capi/", "start.hpp", "every job begins alike"},
    {"capi/", "bulk.hpp", "handles hold bulks"},
    {"capi/", "verify/account.hpp", "handles hold accounts"},
    {"capi/", "emit/formats.hpp", "the table of formats"},
    {"capi/", "session.hpp", "handles hold sessions"},
    {"capi/", "store/stores.hpp", "hosts keep sign-ins themselves"},
    {"capi/", "options.hpp", "handles hold options"},
    {"capi/", "job.hpp", "handles hold jobs"},
    {"capi/", "version.hpp", "the release"},
    {"capi/", "model/document.hpp", "results are read by JSON Pointer"},
    {"manifests/generator/", "read/manifest.hpp", "the build reads manifests as a session does"},
    {"manifests/generator/", "model/", "tables"},
};

// Files directly in core/ put the parts together and may see all of them.
bool is_assembly(std::string_view path) { return starts(path, "core/") && path.find('/', 5) == std::string_view::npos; }

// A plug-in sees the interface and itself.
bool plugin_may(const Source& source, const Include& include, const std::vector<Source>& all) {
  if (starts(include.name, "homing/")) return true;
  const std::string folder = source.path.substr(0, source.path.rfind('/') + 1);
  return std::any_of(all.begin(), all.end(), [&](const Source& other) { return other.path == folder + include.name; });
}

// ladder.cpp alone holds the order of the sources.
bool order_leaks(const Source& source, const Include& include) {
  return include.name == "source/ladder.hpp" && !starts(source.path, "core/decide/") && source.path != "core/source/ladder.cpp";
}

bool allowed(const Source& source, const Include& include, const std::vector<Source>& all) {
  if (starts(source.path, "plugins/")) return plugin_may(source, include, all);
  if (is_assembly(source.path)) return true;
  return std::any_of(std::begin(arrows), std::end(arrows),
                     [&](const Arrow& arrow) { return starts(source.path, arrow.from) && starts(include.name, arrow.to); });
}

using Halves = std::array<std::string_view, 2>;

struct Foreign {
  std::string_view header;  // the start of a name in angle brackets
  std::array<std::string_view, 4> homes;
  std::string_view why;
  Halves halves = {};  // one of which the name of the file must hold; none: any file will do
};

constexpr Halves posix_half = {"_posix."}, windows_half = {"_windows."}, either_half = {"_posix.", "_windows."};
constexpr std::string_view of_a_system = "other systems have other headers; core/net has two halves for them, and so has each plug-in";

constexpr Foreign foreign[] = {
    {"curl/", {"core/net/"}, "I/O"},
    {"ares", {"core/net/"}, "I/O"},
    {"openssl/ssl", {"core/net/"}, "TLS is I/O"},
    {"openssl/x509", {"core/net/", "core/crypto/"}, "certificates belong to TLS, and to what is signed with them"},
    {"openssl/", {"core/net/", "core/crypto/"}, "libcrypto"},
    // What a system has and another has not: core/net has two halves for it, and so has each plug-in. The words are directories and
    // headers of POSIX, of Linux and of Windows; what ISO C and C++ have is below.
    {"sys/", {"core/net/", "plugins/"}, of_a_system, posix_half},
    {"netinet/", {"core/net/", "plugins/native-messaging/"}, of_a_system, posix_half},
    {"arpa/", {"core/net/", "plugins/native-messaging/"}, of_a_system, posix_half},
    {"net/", {"core/net/"}, of_a_system, posix_half},
    {"netdb.h", {"core/net/"}, "it blocks", posix_half},
    {"dirent.h", {"core/net/", "plugins/"}, of_a_system, posix_half},
    {"dlfcn.h", {"core/net/", "plugins/"}, of_a_system, posix_half},
    {"fcntl.h", {"core/net/", "plugins/"}, of_a_system, either_half},
    {"io.h", {"core/net/", "plugins/"}, of_a_system, windows_half},
    {"poll.h", {"core/net/", "plugins/"}, of_a_system, posix_half},
    {"pthread.h", {"core/net/"}, of_a_system, posix_half},
    {"pwd.h", {"core/net/", "plugins/"}, of_a_system, posix_half},
    {"spawn.h", {"plugins/"}, of_a_system, posix_half},
    {"stdlib.h", {"core/net/", "plugins/"}, "<cstdlib> has what ISO C has; the rest is of a system", posix_half},
    {"string.h", {"core/net/", "plugins/"}, "<cstring> has what ISO C has; the rest is of a system", posix_half},
    {"strings.h", {"core/net/", "plugins/"}, of_a_system, posix_half},
    {"termios.h", {"plugins/"}, of_a_system, posix_half},
    {"time.h", {"core/net/", "plugins/"}, "<ctime> has what ISO C has; the rest is of a system", posix_half},
    {"unistd.h", {"core/net/", "plugins/"}, of_a_system, posix_half},
    {"windows.h", {"core/net/", "plugins/"}, of_a_system, windows_half},
    {"winsock2.h", {"core/net/"}, of_a_system, windows_half},
    {"ws2tcpip.h", {"core/net/"}, of_a_system, windows_half},
    {"fstream", {"core/net/", "plugins/", "manifests/generator/"}, "I/O"},
    {"filesystem", {"core/net/", "plugins/", "manifests/generator/"}, "I/O"},
    {"iostream", {"plugins/", "manifests/generator/"}, "a library writes to no stream"},
    {"cstdio", {"core/net/", "plugins/", "manifests/generator/"}, "a library writes to no stream"},
    {"thread", {"plugins/"}, "the library starts no thread"},
    {"future", {"plugins/"}, "the library starts no thread"},
    {"csignal", {"core/net/", "plugins/"}, "the library installs no signal handler; net only holds SIGPIPE back"},
    {"signal.h", {"plugins/"}, "the library installs no signal handler"},
    {"clocale", {"plugins/"}, "the library keeps no locale"},
    {"locale", {"plugins/"}, "the library keeps no locale"},
    {"gsasl", {"core/crypto/"}, "SASL mechanisms hide behind one folder"},
    {"idn2", {"core/model/"}, "names become values in one place"},
    {"libpsl", {"core/model/"}, "names become values in one place"},
    {"pugixml", {"core/read/"}, "XML is parsed in one place"},
};

bool is_of(const Source& source, const Halves& halves) {
  const auto named = [&](std::string_view half) { return !half.empty() && source.path.find(half) != std::string::npos; };
  return halves[0].empty() || std::any_of(halves.begin(), halves.end(), named);
}

}  // namespace

Complaints check_arrows(const std::vector<Source>& sources) {
  Complaints complaints;
  for (const Source& source : sources) {
    for (const Include& include : includes_of(source)) {
      if (order_leaks(source, include))
        complaints.push_back(complaint(source, include.line, "only decide and ladder.cpp may know the order of the sources"));
      const bool in_quotes_or_ours = include.ours || starts(include.name, "homing/");
      if (in_quotes_or_ours && !allowed(source, include, sources))
        complaints.push_back(complaint(source, include.line, "may not include \"" + include.name + "\""));
    }
  }
  return complaints;
}

Complaints check_headers(const std::vector<Source>& sources) {
  Complaints complaints;
  for (const Source& source : sources) {
    for (const Include& include : includes_of(source)) {
      if (include.ours) continue;
      // The first rule that fits counts: openssl/ssl before openssl/.
      const auto* const rule = std::find_if(std::begin(foreign), std::end(foreign), [&](const Foreign& f) { return starts(include.name, f.header); });
      if (rule == std::end(foreign)) continue;
      const bool home =
          std::any_of(rule->homes.begin(), rule->homes.end(), [&](std::string_view place) { return !place.empty() && starts(source.path, place); });
      if (!home || !is_of(source, rule->halves))
        complaints.push_back(complaint(source, include.line, "may not include <" + include.name + ">: " + std::string(rule->why)));
    }
  }
  return complaints;
}
