#include "net/shared_library.hpp"

#include "catch.hpp"

using namespace homing;

TEST_CASE("A library of the system is found by its name and number, and in it what it has", "[net]") {
  const SharedLibrary mathematics("libm", 6);
  REQUIRE(mathematics);
  double (*root)(double) = nullptr;
  REQUIRE(mathematics.find("sqrt", root));
  CHECK(root(9) == 3);
  CHECK_FALSE(mathematics.find("homing_is_not_in_it", root));
  CHECK(root == nullptr);
  CHECK_FALSE(SharedLibrary("libm", 7));
}
