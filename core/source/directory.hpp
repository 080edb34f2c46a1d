#pragma once
#include "source/published.hpp"

namespace homing {

/// A public directory of autoconfig files (the ISPDB), or a local folder of them.
class DirectorySource final : public PublishedSource {
 public:
  explicit DirectorySource(const Subject& subject) : PublishedSource(subject, SourceId::directory) {}
  void start(Notebook& notebook) override;
};

}  // namespace homing
