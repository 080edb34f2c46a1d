# fish completion for homing
function __homing_options
    homing options 2>/dev/null | string match -rg '^([a-z][a-z0-9._]*) ' | string replace -r '$' '='
end
function __homing_formats
    homing export --list --json 2>/dev/null | string match -arg '"name":"([^"]*)"'
end
function __homing_is
    set -l words (commandline -opc)
    test (count $words) -gt 1; and contains -- $words[2] $argv
end
function __homing_starts
    test (count (commandline -opc)) -eq 1
end

complete -c homing -f
complete -c homing -n __homing_starts -a resolve -d 'find IMAP, POP3 and SMTP settings'
complete -c homing -n __homing_starts -a batch -d 'the same for a list on standard input'
complete -c homing -n __homing_starts -a check -d 'read what a domain publishes and name its faults'
complete -c homing -n __homing_starts -a audit -d 'what each mail program finds at a domain'
complete -c homing -n __homing_starts -a options-to-send -d 'the ways to send mail for a domain'
complete -c homing -n __homing_starts -a verify -d 'prove an account against its live servers'
complete -c homing -n __homing_starts -a send-test -d 'send one short message that says what it is'
complete -c homing -n __homing_starts -a login -d 'sign in with OAuth2'
complete -c homing -n __homing_starts -a token -d 'print an access token'
complete -c homing -n __homing_starts -a logout -d 'erase what is kept of a sign-in'
complete -c homing -n __homing_starts -a export -d "another program's configuration"
complete -c homing -n __homing_starts -a explain -d 'what an error text means'
complete -c homing -n __homing_starts -a options -d 'list what --set can set'
complete -c homing -n __homing_starts -a version -d 'print the release'
complete -c homing -n __homing_starts -a help -d 'print a summary'
complete -c homing -n '__homing_is check' -F
complete -c homing -n '__homing_is export' -a '(__homing_formats)'

complete -c homing -s h -l help -d 'print a summary'
complete -c homing -l version -d 'print the release'
complete -c homing -l json -d 'print the document'
complete -c homing -l offline -d 'ask nobody'
complete -c homing -l set -x -a '(__homing_options)' -d 'set an option'
complete -c homing -l answers -r -F -d 'take answers from a file'
complete -c homing -l trace -r -F -d 'write questions and answers to a file'
complete -c homing -n '__homing_is check' -l address -x -d 'for whom'
complete -c homing -n '__homing_is batch' -l unordered -d 'as documents are ready'
complete -c homing -n '__homing_is batch' -l skip-done -r -F -d 'pass over what a file has'
complete -c homing -n '__homing_is batch' -l jobs -x -d 'at most so many under way'
complete -c homing -n '__homing_is audit' -l records -d 'only the zone lines'
complete -c homing -n '__homing_is audit' -l files -x -a '(__fish_complete_directories)' -d 'write the files below a folder'
complete -c homing -n '__homing_is export' -l list -d 'show the formats'
complete -c homing -n '__homing_is export' -l output -x -a '(__fish_complete_directories)' -d 'write the files below a folder'
complete -c homing -n '__homing_is export' -l force -d 'also over files that exist'
complete -c homing -n '__homing_is verify send-test' -l password-stdin -d 'the password is on standard input'
complete -c homing -n '__homing_is verify send-test' -l token-stdin -d 'an access token is on standard input'
complete -c homing -n '__homing_is verify' -l no-login -d 'nobody signs in'
complete -c homing -n '__homing_is verify export' -l protocol -x -a 'imap pop3 smtp' -d 'only these'
complete -c homing -n '__homing_is verify send-test export' -l method -x -a 'oauth2 password password-encrypted' -d 'try it even where it is retired'
complete -c homing -n '__homing_is verify send-test export' -l username -x -d 'other than the settings say'
complete -c homing -n '__homing_is verify send-test export' -l server -x -d 'instead of those that are found'
complete -c homing -n '__homing_is verify' -l ports -x -a '465 25' -d 'also these'
complete -c homing -n '__homing_is verify' -l find -x -d 'look for a message'
complete -c homing -n '__homing_is send-test' -l to -x -d 'to whom'
complete -c homing -n '__homing_is send-test' -l from -x -d 'another sender'
complete -c homing -n '__homing_is send-test' -l dsn -x -a 'never success failure delay' -d 'delivery reports'
complete -c homing -n '__homing_is send-test' -l subject -x -d 'another subject'
complete -c homing -n '__homing_is send-test' -l via -x -a 'smtp graph auto' -d 'the way'
complete -c homing -n '__homing_is login token' -l for -x -a 'imap pop3 smtp graph' -d 'what for'
complete -c homing -n '__homing_is login' -l device -d 'with a code'
complete -c homing -n '__homing_is login' -l no-browser -d 'only show the page'
complete -c homing -n '__homing_is login' -l app -d 'the program itself'
complete -c homing -n '__homing_is login' -l client-secret-stdin -d 'the secret of the program is on standard input'
complete -c homing -n '__homing_is login' -l certificate -r -F -d 'certificate and key of the program'
complete -c homing -n '__homing_is login' -l user -x -d 'who signs in'
complete -c homing -n '__homing_is login export' -l client-id -x -d 'of this program'
complete -c homing -n '__homing_is login' -l tenant -x -d 'of Microsoft Entra'
complete -c homing -n '__homing_is login' -l issuer -x -d 'another authorization server'
complete -c homing -n '__homing_is login' -l redirect -x -d 'as registered'
complete -c homing -n '__homing_is token' -l sasl -x -a 'xoauth2 oauthbearer' -d 'as a SASL response'
