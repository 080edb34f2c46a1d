// Two token stores as one.
#include <map>

#include "catch.hpp"
#include "store/stores.hpp"

using namespace homing;

namespace {

// One that may be broken.
class Shelf final : public TokenStore {
 public:
  struct Content {
    std::map<std::string, std::string> texts;
    bool broken = false;
  };
  explicit Shelf(Content& content) : content_(content) {}
  Expected<Secret> get(const std::string& key) override {
    if (content_.broken) return Fault("the shelf is broken", 0);
    return Secret(content_.texts.contains(key) ? content_.texts[key] : "");
  }
  Expected<void> put(const std::string& key, const Secret& value) override {
    if (content_.broken) return Fault("the shelf is broken", 0);
    content_.texts[key] = value.reveal();
    return {};
  }
  Expected<void> erase(const std::string& key) override {
    if (content_.broken) return Fault("the shelf is broken", 0);
    content_.texts.erase(key);
    return {};
  }
  std::string place() const override { return "a shelf"; }

 private:
  Content& content_;
};

struct Both {
  Shelf::Content first, other;
  std::unique_ptr<TokenStore> store = both_stores(std::make_unique<Shelf>(first), std::make_unique<Shelf>(other));

  std::string get() const {
    const Expected<Secret> found = store->get("ada");
    return found ? std::string(found->reveal()) : found.error().sentence;
  }
};

}  // namespace

TEST_CASE("What the first store has counts, and what it has not is looked for in the other", "[store]") {
  Both both;
  CHECK(both.get().empty());
  both.other.texts["ada"] = "kept before";
  CHECK(both.get() == "kept before");
  both.first.texts["ada"] = "kept now";
  CHECK(both.get() == "kept now");
}

TEST_CASE("What is put stands in the first store and no longer in the other", "[store]") {
  Both both;
  both.other.texts["ada"] = "kept before";
  REQUIRE(both.store->put("ada", Secret("kept now")).has_value());
  CHECK(both.first.texts["ada"] == "kept now");
  CHECK(both.other.texts.empty());
}

TEST_CASE("What cannot be put into the first store stays where it was", "[store]") {
  Both both;
  both.other.texts["ada"] = "kept before";
  both.first.broken = true;
  CHECK_FALSE(both.store->put("ada", Secret("kept now")).has_value());
  CHECK(both.other.texts["ada"] == "kept before");
}

TEST_CASE("What is erased is in neither, and a store that cannot erase is told", "[store]") {
  Both both;
  both.first.texts["ada"] = both.other.texts["ada"] = "kept";
  SECTION("both can") {
    CHECK(both.store->erase("ada").has_value());
    CHECK(both.first.texts.empty());
  }
  SECTION("the first cannot") {
    both.first.broken = true;
    CHECK_FALSE(both.store->erase("ada").has_value());
  }
  CHECK(both.other.texts.empty());
}

TEST_CASE("A first store that is broken is no reason to believe what the other had before", "[store]") {
  Both both;
  both.other.texts["ada"] = "kept before";
  both.first.broken = true;
  CHECK(both.get() == "the shelf is broken");
}
