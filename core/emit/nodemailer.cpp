// A program for Nodemailer 6.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view form = R"(// Sends one message: node send.cjs TO
"use strict";
<<import>>const nodemailer = require("nodemailer");

const transport = nodemailer.createTransport({
  host: <<host>>,
  port: <<port>>,
<<secure>>  auth: {
    user: <<user>>,
<<sign in>>  },
});

transport
  .sendMail({ from: <<from>>, to: process.argv[2], subject: "A message by Nodemailer", text: "It works.\n" })
  .catch((error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
)";

constexpr std::string_view by_token = R"(    type: "OAuth2",
    accessToken: execFileSync("homing", [<<arguments>>], { encoding: "utf8" }).trim(),
)";

}  // namespace

void write_nodemailer(const Emission& emission, Emitted& emitted) {
  const std::string composed = compose(form, {{"import", by_method(emission, "const { execFileSync } = require(\"node:child_process\");\n", "")},
                                              {"secure", by_security(emission, "  secure: true,\n", "  requireTLS: true,\n")},
                                              {"sign in", by_method(emission, by_token, "    pass: process.env.SMTP_PASSWORD,\n")}});
  note_environment(emission, emitted);
  emitted.note("Nodemailer is installed by: npm install nodemailer");
  emitted.file("send.cjs", "send.cjs", fill_code(composed, emission, double_quoted), Readers::everybody, "text/javascript");
}

}  // namespace homing
