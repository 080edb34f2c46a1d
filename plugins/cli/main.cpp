// The command line of Homing.
#include <cstdio>
#include <exception>

#include "commands.hpp"
#include "terminal.hpp"

namespace {

constexpr const char* help =
    R"(Homing: an e-mail address becomes a working mail account.

usage: homing resolve ADDRESS...            find IMAP, POP3 and SMTP settings
       homing batch < FILE                  addresses or domains, one a line; one JSON document a line
       homing check FILE --address ADDRESS  read what a domain publishes (autoconfig, Autodiscover, PACC, a zone
                                            with SRV records) and name its faults
       homing audit DOMAIN                  what each mail program finds there, what is wrong, what would mend it
       homing verify ADDRESS                prove it against the live servers: reachable, encrypted, signed in, and if
                                            not, why, who can mend it, and how
       homing send-test ADDRESS --to A[,B]  send one short message that says what it is
       homing explain [TEXT...|-]           what an error text of a mail server or sign-in means, and who can mend it
       homing options                       list what --set can set
       homing version

  --json              print the document (one line an address) instead of a table
  --offline           ask nobody: only the built-in catalogue answers
  --set NAME=VALUE    set an option; may be repeated
  --unordered         batch: write documents as they are ready, not in the order of the input
  --skip-done FILE    batch: pass over lines that FILE, written by an earlier run, answers already
  --jobs N            batch: at most so many under way (1 to 10000; else as many as do well)
  --records           audit: print the zone lines that would mend the faults, and nothing else
  --files DIR         audit: write the files that would mend the faults to DIR/HOST/PATH
  --password-stdin    verify, send-test: the password is the first line of standard input
  --token-stdin       verify, send-test: an OAuth2 access token is
  --no-login          verify: nobody signs in (as without a secret)
  --protocol LIST     verify: of imap,pop3,smtp
  --method METHOD     verify, send-test: try oauth2, password or password-encrypted even where it is said to be retired
  --username NAME     verify, send-test: other than the settings say
  --server SERVER     verify, send-test: [SERVICE://]HOST[:PORT] instead of those that are found; SERVICE is imaps, imap,
                      pop3s, pop3, submissions or submission
  --ports LIST        verify: for submission also 465 and 25
  --find MESSAGE-ID   verify: look for a message in the mailbox
  --from ADDRESS      send-test: another sender than the account
  --dsn LIST          send-test: ask for delivery reports: never, or of success,failure,delay
  --subject TEXT      send-test: another subject
  --answers FILE      take answers from a file instead of the network
  --trace FILE        write every question and answer to a file that --answers replays
  --help, -h          this text

exit codes
  0  found            settings for receiving and sending
  1  not found        nobody knows settings for the address
  2  usage            an argument, address, option or file cannot be used
  3  unreachable      nobody answered: no network
  4  internal         a defect of Homing, or no memory
  5  partial          something is known, but not enough to receive and send
  Of several addresses the worst counts. audit returns 0 where nothing is wrong and 1 where something is.
  verify and send-test return 0 where all works, 5 where some of it does, 1 where
  nothing does, 3 where nobody could be reached.
  explain returns 0 where the text is explained and 1 where it is unknown.
  batch returns 0 once every line has its document.
)";

ExitCode run(const Arguments& arguments) {
  if (!arguments.fault.empty()) {
    print_error(arguments.fault);
    return exit_usage;
  }
  if (arguments.help || arguments.command == "help") {
    std::fputs(help, stdout);
    return exit_found;
  }
  if (arguments.command == "resolve") return run_resolve(arguments);
  if (arguments.command == "batch") return run_batch(arguments);
  if (arguments.command == "audit") return run_audit(arguments);
  if (arguments.command == "check") return run_check(arguments);
  if (arguments.command == "verify") return run_verify(arguments);
  if (arguments.command == "send-test") return run_send_test(arguments);
  if (arguments.command == "explain") return run_explain(arguments);
  if (arguments.command == "options") return run_options(arguments);
  if (arguments.command == "version") return run_version(arguments);
  if (arguments.command.empty()) std::fputs(help, stderr);
  else print_error("There is no command \"" + arguments.command + "\"; `homing --help` shows all.");
  return exit_usage;
}

}  // namespace

int main(int count, char** values) {
  try {
    const ExitCode code = run(read_arguments(count, values));
    // A full disk or a closed pipe must not look like success.
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    print_error("The output could not be written.");
    return exit_internal;
  } catch (const std::exception& error) {
    print_error(error.what());
    return exit_internal;
  }
}
