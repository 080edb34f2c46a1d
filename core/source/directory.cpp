#include "source/directory.hpp"

namespace homing {

void DirectorySource::start(Notebook& notebook) {
  const std::string domain(subject().address.domain());
  const Permissions& permissions = subject().permissions;
  if (!permissions.directory_folder.empty()) {
    Page file{{Ask::file, permissions.directory_folder + '/' + domain + ".xml"}};
    file.discloses = Disclosure::nothing;
    file.trust = Trust::builtin;  // whoever installed Homing installed the folder
    ask_for(std::move(file), notebook);
  }
  if (!permissions.network) return;
  Page entry{{Ask::https, permissions.directory_url + domain}};
  entry.place = 1;
  ask_for(std::move(entry), notebook);
}

}  // namespace homing
