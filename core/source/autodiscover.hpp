#pragma once
#include <optional>

#include "read/autodiscover.hpp"
#include "source/web.hpp"

namespace homing {

/// Autodiscover as Exchange and hosting panels publish it (Microsoft's POX protocol), in the order of Microsoft's documentation:
/// https on the domain, https on autodiscover.<domain>, an http GET there that is used for its redirect alone, and the SRV
/// record. Never with credentials, never above the mail domain, and never at Microsoft's own hosts, which want a sign-in.
class AutodiscoverSource final : public WebSource {
 public:
  explicit AutodiscoverSource(const Subject& subject) : WebSource(subject, SourceId::autodiscover) {}
  void start(Notebook& notebook) override;
  void hear(const Question& question, const Answer& answer, Notebook& notebook) override;

 private:
  struct Place {
    std::uint8_t place;
    Trust trust;
    Awaited awaited;
  };

  void post(std::string url, std::string_view address, Place place, Notebook& notebook);
  void write_request(std::string_view host, std::string_view address, Page& page);
  void hear_alias(const Answer& answer);
  void ask_own_host(Notebook& notebook);
  void hear_service(const Answer& answer, Notebook& notebook);
  void read(const Page& page, const Answer& answer, Notebook& notebook) override;
  void follow(const Page& page, const Answer& answer, Notebook& notebook) override;
  void read_response(const Page& page, const Answer& answer, Notebook& notebook);
  void report(const Page& page, const Autodiscover& response, Notebook& notebook);
  void report_server(const Page& page, Notebook& notebook);
  void restart(const Page& page, std::string_view address, Notebook& notebook);
  void hint_at(const Known& provider, std::string_view weight, std::string_view origin, Notebook& notebook);

  std::map<std::string, std::string> told_;  // addresses by the request's body
  std::optional<bool> host_exists_, leads_to_provider_;
  std::size_t restarts_ = 0;
};

}  // namespace homing
