#pragma once
// The servers of an autoconfig file that are URLs: other ways to the mail, and calendars, contacts and files.
#include <string>
#include <string_view>
#include <vector>

#include "model/address.hpp"
#include "model/settings.hpp"
#include "read/xml.hpp"

namespace homing {

class ServiceReader {
 public:
  ServiceReader(const Address& address, Arena& arena, std::vector<Problem>& problems) : address_(address), arena_(arena), problems_(problems) {}

  /// An <incomingServer> or <outgoingServer> of a type that has a URL; false for all others, which are not touched.
  bool read_server(const pugi::xml_node& node, std::size_t number);
  /// A <calendar>, <addressBook>, <fileShare> or <webdav>, beside or inside <emailProvider>; other elements are passed over.
  void read_section(const pugi::xml_node& node);

  const std::vector<Service>& found() const { return found_; }

 private:
  void add(ServiceType type, const pugi::xml_node& url, const std::string& place);

  const Address& address_;
  Arena& arena_;
  std::vector<Problem>& problems_;
  std::vector<Service> found_;
  std::size_t seen_ = 0;
};

}  // namespace homing
