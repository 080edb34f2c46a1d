#include "decide/hints.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace homing {
namespace {

// Two answers to one question are one sign.
bool is_repeated(std::span<const Hint> hints, std::size_t index) {
  return std::any_of(hints.begin(), hints.begin() + static_cast<std::ptrdiff_t>(index), [&](const Hint& earlier) {
    return earlier.weighs.id.at == hints[index].weighs.id.at && earlier.provider.provider == hints[index].provider.provider;
  });
}

struct Sum {
  Known provider;
  int mailbox = 0;
  int cloud = 0;
};

std::vector<Sum> sums_of(std::span<const Hint> hints) {
  std::vector<Sum> sums;
  for (std::size_t i = 0; i < hints.size(); ++i) {
    if (hints[i].provider.provider == nullptr || is_repeated(hints, i)) continue;
    auto sum = std::find_if(sums.begin(), sums.end(), [&](const Sum& s) { return s.provider.provider == hints[i].provider.provider; });
    if (sum == sums.end()) sum = sums.insert(sums.end(), {hints[i].provider, 0, 0});
    sum->mailbox += hints[i].weighs.weight;
    sum->cloud += hints[i].weighs.cloud;
  }
  return sums;
}

// The clouds of one provider are told apart by what the hints say of the cloud.
const Sum* surest_cloud(const std::vector<Sum>& sums, Kind kind) {
  const Sum* best = nullptr;
  for (const Sum& sum : sums) {
    if (sum.provider.provider->kind != kind) continue;
    if (best == nullptr || sum.cloud > best->cloud || (sum.cloud == best->cloud && sum.mailbox > best->mailbox)) best = &sum;
  }
  return best;
}

int mailbox_weight(const std::vector<Sum>& sums, Kind kind) {
  int weight = 0;
  for (const Sum& sum : sums) weight += sum.provider.provider->kind == kind ? sum.mailbox : 0;
  return weight;
}

const Hint& heaviest(std::span<const Hint> hints, Kind kind) {
  return *std::max_element(hints.begin(), hints.end(), [&](const Hint& a, const Hint& b) {
    const auto weight = [&](const Hint& hint) { return hint.provider.provider->kind == kind ? hint.weighs.weight : -1; };
    return weight(a) < weight(b);
  });
}

}  // namespace

std::optional<Finding> weigh(const Subject& subject, std::span<const Hint> hints, Delivery delivery) {
  const std::vector<Sum> sums = sums_of(hints);
  if (sums.empty()) return std::nullopt;
  const bool consumer = mailbox_weight(sums, Kind::outlook_com) > mailbox_weight(sums, Kind::microsoft365);
  const Kind kind = consumer ? Kind::outlook_com : Kind::microsoft365;
  const Sum* const cloud = surest_cloud(sums, kind);
  const int weight = mailbox_weight(sums, kind);
  const table::Tables& tables = subject.catalogue.hints();
  if (cloud == nullptr || weight < tables.enough_behind_gateway) return std::nullopt;
  const bool settled = delivery == Delivery::gateway || weight >= (delivery == Delivery::own ? tables.enough_at_own_servers : tables.enough);
  const Hint& sign = heaviest(hints, kind);
  Finding finding;
  finding.source = sign.source;
  finding.trust = Trust::dns;
  finding.mailbox = cloud->provider.mailbox();
  finding.mailbox.confidence = settled ? Confidence::strong : Confidence::weak;
  finding.settings = Catalogue::settings(cloud->provider, subject.address, subject.arena);
  const bool documented = finding.settings->receives() || !finding.settings->smtp.empty();
  finding.weight = settled && documented ? Weight::decisive : Weight::provisional;
  finding.origin = sign.origin;
  finding.from_hints = true;
  return finding;
}

Known which_cloud(const Subject& subject, std::span<const Hint> hints) {
  const std::vector<Sum> sums = sums_of(hints);
  const Sum* const cloud = surest_cloud(sums, Kind::microsoft365);
  return cloud != nullptr && cloud->cloud >= subject.catalogue.hints().enough_behind_gateway ? cloud->provider : Known{};
}

}  // namespace homing
