// A program for .NET with MailKit, which Microsoft recommends instead of System.Net.Mail.
#include "emit/code.hpp"
#include "emit/emitters.hpp"

namespace homing {
namespace {

constexpr std::string_view form = R"(// Sends one message: dotnet add package MailKit; dotnet run -- TO
using System;
using System.Diagnostics;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

static class Program
{
    static void Main(string[] arguments)
    {
        var message = new MimeMessage();
        message.From.Add(MailboxAddress.Parse(<<from>>));
        message.To.Add(MailboxAddress.Parse(arguments[0]));
        message.Subject = "A message by MailKit";
        message.Body = new TextPart("plain") { Text = "It works.\n" };

        using (var client = new SmtpClient())
        {
            client.Connect(<<host>>, <<port>>, SecureSocketOptions.<<secure>>);
            <<sign in>>
            client.Send(message);
            client.Disconnect(true);
        }
    }
<<token>>}
)";

constexpr std::string_view token = R"(
    /// What `homing token` prints.
    static string Token()
    {
        var start = new ProcessStartInfo("homing") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in new[] { <<arguments>> }) start.ArgumentList.Add(word);
        using (var process = Process.Start(start))
        {
            var printed = process.StandardOutput.ReadToEnd().Trim();
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException("homing token has printed no token.");
            return printed;
        }
    }
)";

}  // namespace

void write_dotnet(const Emission& emission, Emitted& emitted) {
  const std::string composed =
      compose(form, {{"secure", by_security(emission, "SslOnConnect", "StartTls")},
                     {"token", by_method(emission, token, "")},
                     {"sign in", by_method(emission, "client.Authenticate(new SaslMechanismOAuth2(<<user>>, Token()));",
                                           "client.Authenticate(<<user>>, Environment.GetEnvironmentVariable(\"SMTP_PASSWORD\"));")}});
  note_environment(emission, emitted);
  emitted.file("Program.cs", "Program.cs", fill_code(composed, emission, double_quoted), Readers::everybody, "text/x-csharp");
}

}  // namespace homing
