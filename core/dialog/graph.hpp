#pragma once
// Sending by Microsoft Graph: POST /me/sendMail with the message as it is (MIME form).
// https://learn.microsoft.com/graph/outlook-send-mime-message
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "dialog/errand.hpp"
#include "model/posting.hpp"

namespace homing {

/// `base`: such as https://graph.microsoft.com. `mailbox`: whose, where that is not who signed in; else empty.
Posting graph_posting(std::string_view base, std::string_view mailbox, const Letter& letter, const Secret& token);

struct GraphAnswer {
  bool accepted = false;  ///< 202: Exchange has taken the message into its queue; that says nothing about its delivery
  int status = 0;
  std::string words;             ///< else why not: `code: message` of Graph, or how the network ended
  std::string request_id;        ///< what Microsoft's support asks for
  std::chrono::seconds wait{0};  ///< Retry-After; 0: not told
};

GraphAnswer read_graph_answer(const Posted& posted);

}  // namespace homing
