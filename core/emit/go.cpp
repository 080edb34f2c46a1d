// A program for Go's net/smtp.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view form = R"(// Sends one message: go run send.go TO
package main

import (
    "crypto/tls"
<<errors>>    "fmt"
    "log"
    "net"
    "net/smtp"
    "os"
<<strings>>)

const (
    host = <<host>>
    port = "<<port>>"
    user = <<user>>
    from = <<from>>
)
<<token>>
<<connect>>
func send(to string) error {
    client, err := connect()
    if err != nil {
        return err
    }
    defer client.Close()
<<sign in>>    if err := client.Mail(from); err != nil {
        return err
    }
    if err := client.Rcpt(to); err != nil {
        return err
    }
    body, err := client.Data()
    if err != nil {
        return err
    }
    fmt.Fprintf(body, "From: <%s>\r\nTo: <%s>\r\nSubject: A message by Go\r\n\r\nIt works.\r\n", from, to)
    if err := body.Close(); err != nil {
        return err
    }
    return client.Quit()
}

func main() {
    if err := send(os.Args[1]); err != nil {
        log.Fatal(err)
    }
}
)";

constexpr std::string_view connect_tls = R"(func connect() (*smtp.Client, error) {
    connection, err := tls.Dial("tcp", net.JoinHostPort(host, port), &tls.Config{ServerName: host})
    if err != nil {
        return nil, err
    }
    return smtp.NewClient(connection, host)
}
)";

constexpr std::string_view connect_starttls = R"(func connect() (*smtp.Client, error) {
    client, err := smtp.Dial(net.JoinHostPort(host, port))
    if err != nil {
        return nil, err
    }
    return client, client.StartTLS(&tls.Config{ServerName: host})
}
)";

constexpr std::string_view token = R"(
// xoauth2 signs in with an access token.
type xoauth2 struct{ token string }

func (a xoauth2) Start(server *smtp.ServerInfo) (string, []byte, error) {
    if !server.TLS || server.Name != host {
        return "", nil, errors.New("the connection is not encrypted to " + host)
    }
    return "XOAUTH2", []byte("user=" + user + "\x01auth=Bearer " + a.token + "\x01\x01"), nil
}

func (a xoauth2) Next(challenge []byte, more bool) ([]byte, error) {
    if more {
        return []byte{}, nil // refused: the server waits for an empty line
    }
    return nil, nil
}
)";

constexpr std::string_view by_token = R"(    printed, err := exec.Command(<<words>>).Output()
    if err != nil {
        return err
    }
    if err := client.Auth(xoauth2{strings.TrimSpace(string(printed))}); err != nil {
        return err
    }
)";

constexpr std::string_view by_password = R"(    if err := client.Auth(smtp.PlainAuth("", user, os.Getenv("SMTP_PASSWORD"), host)); err != nil {
        return err
    }
)";

// gofmt indents by tabs.
std::string tabbed(std::string_view text) {
  constexpr std::size_t width = 4;
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool begins = result.empty() || result.back() == '\n' || result.back() == '\t';
    const bool blanks = begins && text.substr(i, width) == "    ";
    result += blanks ? '\t' : text[i];
    if (blanks) i += width - 1;
  }
  return result;
}

}  // namespace

void write_go(const Emission& emission, Emitted& emitted) {
  const std::string composed = compose(form, {{"errors", by_method(emission, "    \"errors\"\n", "")},
                                              {"strings", by_method(emission, "    \"os/exec\"\n    \"strings\"\n", "")},
                                              {"token", by_method(emission, token, "")},
                                              {"connect", by_security(emission, connect_tls, connect_starttls)},
                                              {"sign in", by_method(emission, by_token, by_password)}});
  note_environment(emission, emitted);
  emitted.file("send.go", "send.go", fill_code(tabbed(composed), emission, double_quoted), Readers::everybody, "text/x-go");
}

}  // namespace homing
