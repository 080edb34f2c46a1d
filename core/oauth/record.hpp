#pragma once
// What is kept of a sign-in, in a token store: one JSON text an account.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/fault.hpp"
#include "model/secret.hpp"
#include "oauth/authority.hpp"

namespace homing {

struct HeldToken {
  Secret token;
  std::vector<Access> accesses;            ///< what it is for
  std::int64_t obtained = 0, expires = 0;  ///< seconds since 1970 by this machine's clock
};

struct Record {
  std::string address;  ///< the mailbox
  std::string user;     ///< who signed in, as far as that was told
  std::string client_id;
  Authority authority;
  Flow flow = Flow::browser;
  Kind kind = Kind::unknown;
  Cloud cloud = Cloud::none;
  Secret refresh_token;            ///< empty: none was given
  std::vector<Access> accesses;    ///< what was granted
  std::vector<std::string> hosts;  ///< the mail servers of the mailbox: nobody else gets a token of it
  std::vector<HeldToken> held;
  std::int64_t signed_in = 0;  ///< when; seconds since 1970

  /// Still good at `now` for so long at least; null: there is none.
  const HeldToken* token_for(Access access, std::int64_t now, std::int64_t seconds_left) const;
  /// Takes the place of what is held for the same accesses.
  void hold(HeldToken token);
  Record copy() const;
};

Secret write_record(const Record& record);
/// A fault: it is none of ours, or of a later version.
Expected<Record> read_record(const Secret& text);

/// Under which name it is kept: of the address in its normal form.
std::string store_key(std::string_view address);

}  // namespace homing
