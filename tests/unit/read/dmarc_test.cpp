#include "read/dmarc.hpp"

#include "catch.hpp"

using homing::read_dmarc;

TEST_CASE("A policy says what is to be done with mail that only pretends", "[read]") {
  for (const char* const policy : {"none", "quarantine", "reject"}) {
    CHECK(read_dmarc({std::string("v=DMARC1; p=") + policy + "; rua=mailto:d@contoso.example"}).policy == policy);
  }
  CHECK(read_dmarc({"v=DMARC1 ;p = Reject ;"}).policy == "reject");
  CHECK(read_dmarc({"other", "v=DMARC1;p=reject"}).record == "v=DMARC1;p=reject");
}

TEST_CASE("Names below the domain have its policy unless it says otherwise (RFC 7489 section 6.3)", "[read]") {
  CHECK(read_dmarc({"v=DMARC1; p=reject"}).subdomains == "reject");
  CHECK(read_dmarc({"v=DMARC1; p=reject; sp=none"}).subdomains == "none");
}

TEST_CASE("The version comes first and is written as it is (RFC 7489 section 6.4)", "[read]") {
  CHECK(read_dmarc({"p=reject; v=DMARC1"}).records == 0);
  CHECK(read_dmarc({"v=dmarc1; p=reject"}).records == 0);
  CHECK(read_dmarc({"v=DMARC1.1; p=reject"}).records == 0);
  CHECK(read_dmarc({""}).records == 0);
  CHECK(read_dmarc({}).policy.empty());
}

TEST_CASE("A record without a policy that can be used is none, or wants reports alone (RFC 7489 section 6.6.3)", "[read]") {
  CHECK(read_dmarc({"v=DMARC1; p=refuse"}).policy.empty());
  CHECK(read_dmarc({"v=DMARC1; p=refuse; rua=mailto:d@contoso.example"}).policy == "none");
  CHECK(read_dmarc({"v=DMARC1;"}).policy.empty());
}

TEST_CASE("Two policies are none", "[read]") {
  const homing::Dmarc both = read_dmarc({"v=DMARC1; p=reject", "v=DMARC1; p=none"});
  CHECK(both.records == 2);
  CHECK(both.policy.empty());
}
