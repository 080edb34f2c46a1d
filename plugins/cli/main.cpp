// The command line of Homing.
#include <cstdio>
#include <exception>

#include "commands.hpp"
#include "system.hpp"
#include "terminal.hpp"

namespace {

constexpr const char* help =
    R"(Homing: an e-mail address becomes a working mail account.

usage: homing resolve ADDRESS...            find IMAP, POP3 and SMTP settings
       homing batch < FILE                  addresses or domains, one a line; one JSON document a line
       homing check FILE --address ADDRESS  read what a domain publishes (autoconfig, Autodiscover, PACC, a zone
                                            with SRV records) and name its faults
       homing audit DOMAIN                  what each mail program finds there, what is wrong, what would mend it
       homing options-to-send DOMAIN        the ways to send mail for it, and what its DNS says about each
       homing export FORMAT ADDRESS         another program's configuration for it; `homing export --list` shows the formats
       homing verify ADDRESS                prove it against the live servers: reachable, encrypted, signed in, and if
                                            not, why, who can mend it, and how
       homing send-test ADDRESS --to A[,B]  send one short message that says what it is
       homing login ADDRESS                 sign in with OAuth2, in a browser or with --device; the sign-in is kept, and verify
                                            and send-test use it
       homing token ADDRESS --for ACCESS    print an access token that is good now: the password command of other programs
       homing logout ADDRESS                erase what is kept of a sign-in
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
  --output DIR        export: write the files below DIR, with their modes, instead of printing them; --force: also over
                      files that exist
  --password-stdin    verify, send-test: the password is the first line of standard input
  --token-stdin       verify, send-test: an OAuth2 access token is
                      (without either the sign-in is used that `homing login` has kept)
  --no-login          verify: nobody signs in
  --protocol LIST     verify, export: of imap,pop3,smtp
  --method METHOD     verify, send-test, export: try oauth2, password or password-encrypted even where it is said to be retired
  --username NAME     verify, send-test, export: other than the settings say
  --server SERVER     verify, send-test, export: [SERVICE://]HOST[:PORT] instead of those that are found; SERVICE is imaps, imap,
                      pop3s, pop3, submissions or submission
  --ports LIST        verify: for submission also 465 and 25
  --find MESSAGE-ID   verify: look for a message in the inbox and, by IMAP, among those that were sent
  --from ADDRESS      send-test: another sender than the account
  --dsn LIST          send-test: ask for delivery reports: never, or of success,failure,delay
  --subject TEXT      send-test: another subject
  --via WAY           send-test: smtp (by itself), graph: by Microsoft Graph, auto: so where SMTP is switched off for the mailbox
  --for LIST          login: of imap,pop3,smtp,graph (else all there is); token: one of them
  --device            login: with a code, in a browser on any device
  --no-browser        login: start no browser here, only show its page
  --app               login: nobody signs in but the program itself, with --client-secret-stdin or --certificate FILE (PEM)
  --user ADDRESS      login: who signs in, where that is not ADDRESS: for a shared mailbox, or another sign-in name
  --client-id ID      login, export: of this program at the authorization server (else option oauth.client_id, HOMING_CLIENT_ID, or the
                      file of oauth.clients)
  --tenant TENANT     login: of Microsoft Entra; --issuer URL: another authorization server; --redirect URL: as registered
  --sasl MECHANISM    token: as the SASL response of xoauth2 or oauthbearer, in base64
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
  verify and send-test return 0 where all works, 5 where some of it does, 1 where nothing does, 3 where nobody is reached.
  login returns 5 where not all was granted that was asked for. login, token and logout return 1 where they are refused.
  explain returns 0 where the text is explained and 1 where it is unknown.
  export returns 0 where the configuration is written and 1 where it cannot be: the reason is told.
  options-to-send returns 0 where at least one way fits and 1 where none does.
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
  if (arguments.command == "options-to-send") return run_options_to_send(arguments);
  if (arguments.command == "export") return arguments.list ? run_export_list(arguments) : run_export(arguments);
  if (arguments.command == "check") return run_check(arguments);
  if (arguments.command == "verify") return run_verify(arguments);
  if (arguments.command == "send-test") return run_send_test(arguments);
  if (arguments.command == "login") return run_login(arguments);
  if (arguments.command == "token") return run_token(arguments);
  if (arguments.command == "logout") return run_logout(arguments);
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
    const ExitCode code = run(read_arguments(words_of_program(count, values)));
    // A full disk or a closed pipe must not look like success.
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    print_error("The output could not be written.");
    return exit_internal;
  } catch (const std::exception& error) {
    print_error(error.what());
    return exit_internal;
  }
}
