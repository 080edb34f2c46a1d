#include "source/ladder.hpp"

#include <array>

#include "source/autoconfig.hpp"
#include "source/catalogue.hpp"
#include "source/directory.hpp"
#include "source/mx.hpp"
#include "source/mx_autoconfig.hpp"

namespace homing {
namespace {

template <class Way>
std::unique_ptr<Source> build(const Subject& subject) {
  return std::make_unique<Way>(subject);
}

bool always(const Permissions&) { return true; }
bool online(const Permissions& permissions) { return permissions.network; }
bool with_directory(const Permissions& permissions) {
  return permissions.directory && (permissions.network || !permissions.directory_folder.empty());
}

// One line a way to learn settings: what it costs in round trips on a good day, and who learns what.
constexpr std::array<Rung, 5> rungs{{
    {SourceId::catalogue, always, build<CatalogueSource>},          // 0: asks nobody
    {SourceId::mx, online, build<MxSource>},                        // 1: the resolver learns the domain
    {SourceId::autoconfig, online, build<AutoconfigSource>},        // 4: the mail domain's own server; the address only if allowed
    {SourceId::directory, with_directory, build<DirectorySource>},  // 4: the directory learns the domain; a folder: nobody
    {SourceId::mx_autoconfig, online, build<MxAutoconfigSource>},   // 5: the mail exchanger's domain learns the mail domain
}};

}  // namespace

std::span<const Rung> ladder() { return rungs; }

}  // namespace homing
