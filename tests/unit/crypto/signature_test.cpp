#include "crypto/signature.hpp"

#include <openssl/err.h>

#include "crypto/digest.hpp"
#include "unit/pem.hpp"
#include "unit/world.hpp"

using homing::Secret;

TEST_CASE("A signature is PS256, and of these bytes and this key alone", "[crypto]") {
  const pem::Key key = pem::rsa(2048), other = pem::rsa(2048);
  const Secret both(pem::text_of(pem::certificate_of(key.get()).get()) + pem::text_of(key.get()));
  const auto signature = homing::sign_ps256(both, "header.claims");
  REQUIRE(signature);
  CHECK(pem::verifies(key.get(), "header.claims", *signature));
  CHECK_FALSE(pem::verifies(key.get(), "header.claimz", *signature));
  CHECK_FALSE(pem::verifies(other.get(), "header.claims", *signature));
}

TEST_CASE("The thumbprint is the digest of the certificate's DER, wherever it stands in the text", "[crypto]") {
  const pem::Key key = pem::rsa(2048);
  const pem::Certificate certificate = pem::certificate_of(key.get());
  const std::string expected = homing::sha256(pem::der_of(certificate.get()));
  CHECK(homing::certificate_thumbprint(Secret(pem::text_of(certificate.get()) + pem::text_of(key.get()))).value() == expected);
  CHECK(homing::certificate_thumbprint(Secret(pem::text_of(key.get()) + pem::text_of(certificate.get()))).value() == expected);
}

TEST_CASE("A PEM text that cannot sign is refused with a sentence, and leaves no error behind", "[crypto]") {
  const pem::Key key = pem::rsa(2048), other = pem::rsa(2048), small = pem::rsa(1024), curve = pem::elliptic();
  const std::string certificate = pem::text_of(pem::certificate_of(key.get()).get());
  ERR_clear_error();
  const std::string texts[] = {"",
                               "not PEM",
                               certificate,
                               pem::text_of(key.get()),
                               certificate + pem::text_of(other.get()),
                               certificate + pem::locked_text_of(key.get(), "password"),
                               pem::text_of(pem::certificate_of(small.get()).get()) + pem::text_of(small.get()),
                               pem::text_of(pem::certificate_of(curve.get()).get()) + pem::text_of(curve.get())};
  for (const std::string& text : texts) {
    CAPTURE(text.substr(0, 40), text.size());
    const auto signature = homing::sign_ps256(Secret(text), "bytes");
    REQUIRE_FALSE(signature);
    CHECK_THAT(signature.error().sentence, Catch::Contains("client's certificate"));
    CHECK(ERR_peek_error() == 0);
  }
  const auto thumbprint = homing::certificate_thumbprint(Secret(pem::text_of(key.get())));
  REQUIRE_FALSE(thumbprint);
  CHECK(ERR_peek_error() == 0);
}
