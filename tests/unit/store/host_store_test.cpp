#include <map>

#include "catch.hpp"
#include "store/stores.hpp"

using namespace homing;

namespace {

struct Host {
  std::map<std::string, std::string> kept;
  std::int32_t status = 0;
  int released = 0;
};

std::int32_t get(void* context, const char* key, void (*found)(void* to, const char* value, std::size_t size), void* to) {
  const Host& host = *static_cast<Host*>(context);
  const auto value = host.kept.find(key);
  if (value != host.kept.end()) found(to, value->second.data(), value->second.size());
  return host.status;
}
std::int32_t put(void* context, const char* key, const char* value, std::size_t size) {
  Host& host = *static_cast<Host*>(context);
  if (host.status == 0) host.kept[key] = std::string(value, size);
  return host.status;
}
std::int32_t erase(void* context, const char* key) {
  Host& host = *static_cast<Host*>(context);
  host.kept.erase(key);
  return host.status;
}
void release(void* context) { ++static_cast<Host*>(context)->released; }

}  // namespace

TEST_CASE("A host keeps tokens by its own functions, and is let go once", "[store]") {
  Host host;
  {
    const auto store = host_store({&host, get, put, erase, release});
    CHECK(store->get("ada")->empty());
    REQUIRE(store->put("ada", Secret(std::string_view("a\0b", 3))).has_value());
    CHECK(host.kept.at("ada").size() == 3);
    CHECK(store->get("ada")->reveal() == std::string_view("a\0b", 3));
    REQUIRE(store->erase("ada").has_value());
    CHECK(store->get("ada")->empty());
    CHECK(host.released == 0);
  }
  CHECK(host.released == 1);
}

TEST_CASE("What a host's function returns but 0 is a fault with that number", "[store]") {
  Host host;
  host.kept["ada"] = "token";
  host.status = -17;
  const auto store = host_store({&host, get, put, erase, nullptr});
  for (const std::string& sentence :
       {store->get("ada").error().sentence, store->put("ada", Secret("new")).error().sentence, store->erase("ada").error().sentence}) {
    CHECK(sentence.find("-17") != std::string::npos);
    CHECK(sentence.find("token.") == std::string::npos);
  }
  CHECK(host_store({})->get("ada").has_error());
}

TEST_CASE("More than 1 MiB of a host is refused", "[store]") {
  Host host;
  host.kept["ada"] = std::string(1048576, 'a');
  const auto store = host_store({&host, get, put, erase, nullptr});
  CHECK(store->get("ada")->reveal().size() == 1048576);
  host.kept["ada"] += 'a';
  CHECK(store->get("ada").has_error());
}
