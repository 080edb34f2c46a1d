#include "crypto/scram.hpp"

#include <gsasl.h>

#include <new>

#include "model/secret.hpp"
#include "net/shared_library.hpp"

namespace homing {
namespace {

struct GnuSasl {
  decltype(&::gsasl_init) init;
  decltype(&::gsasl_client_start) client_start;
  decltype(&::gsasl_property_set_raw) property_set_raw;
  decltype(&::gsasl_step) step;
  decltype(&::gsasl_free) free;
  decltype(&::gsasl_finish) finish;
  Gsasl* context;
};

bool find_all(const SharedLibrary& library, GnuSasl& gnu) {
  return library && library.find("gsasl_init", gnu.init) && library.find("gsasl_client_start", gnu.client_start) &&
         library.find("gsasl_property_set_raw", gnu.property_set_raw) && library.find("gsasl_step", gnu.step) &&
         library.find("gsasl_free", gnu.free) && library.find("gsasl_finish", gnu.finish);
}

const GnuSasl* load_once() {
  static GnuSasl gnu{};
  const bool whole = find_all(SharedLibrary("libgsasl", 18), gnu) ||  // 2.x
                     find_all(SharedLibrary("libgsasl", 7), gnu);     // 1.10
  return whole && gnu.init(&gnu.context) == GSASL_OK ? &gnu : nullptr;
}

class GnuScram final : public Scram {
 public:
  GnuScram(const GnuSasl& gnu, Gsasl_session* session) : gnu_(gnu), session_(session) {}
  ~GnuScram() override { gnu_.finish(session_); }
  GnuScram(const GnuScram&) = delete;
  GnuScram& operator=(const GnuScram&) = delete;

  std::optional<std::string> respond(std::string_view challenge) override {
    if (complete_) return std::string();  // the server's last word is acknowledged
    char* output = nullptr;
    std::size_t size = 0;
    const int result = gnu_.step(session_, challenge.data(), challenge.size(), &output, &size);
    if (result == GSASL_MALLOC_ERROR) throw std::bad_alloc();
    if (result != GSASL_OK && result != GSASL_NEEDS_MORE) return std::nullopt;
    complete_ = result == GSASL_OK;
    std::string response(output == nullptr ? "" : output, output == nullptr ? 0 : size);
    gnu_.free(output);
    return response;
  }
  bool is_complete() const override { return complete_; }

 private:
  const GnuSasl& gnu_;
  Gsasl_session* session_;
  bool complete_ = false;
};

}  // namespace

std::unique_ptr<Scram> Scram::sha256(const std::string& username, std::string_view password) {
  static const GnuSasl* const gnu = load_once();
  Gsasl_session* session = nullptr;
  if (gnu == nullptr || gnu->client_start(gnu->context, "SCRAM-SHA-256", &session) != GSASL_OK) return nullptr;
  auto scram = std::make_unique<GnuScram>(*gnu, session);
  gnu->property_set_raw(session, GSASL_AUTHID, username.data(), username.size());
  gnu->property_set_raw(session, GSASL_PASSWORD, password.data(), password.size());
  return scram;
}

}  // namespace homing
