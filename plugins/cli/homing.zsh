#compdef homing
# zsh completion for homing
_homing_options() {
  local -a names
  names=(${(f)"$(homing options 2>/dev/null | sed -n 's/^\([a-z][a-z0-9._]*\) .*/\1/p')"})
  compadd -S = -- $names
}
_homing_formats() {
  local -a names
  names=(${(f)"$(homing export --list --json 2>/dev/null | grep -o '"name":"[^"]*"' | cut -d '"' -f 4)"})
  compadd -- $names
}

local -a commands
commands=(
  'resolve:find IMAP, POP3 and SMTP settings'
  'batch:the same for a list on standard input'
  'check:read what a domain publishes and name its faults'
  'audit:what each mail program finds at a domain'
  'options-to-send:the ways to send mail for a domain'
  'verify:prove an account against its live servers'
  'send-test:send one short message that says what it is'
  'login:sign in with OAuth2'
  'token:print an access token'
  'logout:erase what is kept of a sign-in'
  "export:another program's configuration"
  'explain:what an error text means'
  'options:list what --set can set'
  'version:print the release'
  'help:print a summary'
)
_arguments -S \
  '(- *)'{--help,-h}'[print a summary]' \
  '--json[print the document]' \
  '--offline[ask nobody]' \
  '*--set[set an option]:option:_homing_options' \
  '--answers[take answers from a file]:file:_files' \
  '--trace[write questions and answers to a file]:file:_files' \
  '--address[check\: for whom]:address:' \
  '--unordered[batch\: as documents are ready]' \
  '--skip-done[batch\: pass over what a file has]:file:_files' \
  '--jobs[batch\: at most so many under way]:number:' \
  '--records[audit\: only the zone lines]' \
  '--files[audit\: write the files below a folder]:folder:_files -/' \
  '--list[export\: show the formats]' \
  '--output[export\: write the files below a folder]:folder:_files -/' \
  '--force[export\: also over files that exist]' \
  '--password-stdin[the password is on standard input]' \
  '--token-stdin[an access token is on standard input]' \
  '--no-login[verify\: nobody signs in]' \
  '--protocol[only these]:list:_values -s , protocol imap pop3 smtp' \
  '--method[try it even where it is retired]:method:(oauth2 password password-encrypted)' \
  '--username[other than the settings say]:name:' \
  '--server[instead of those that are found]:server:' \
  '--ports[verify\: also these]:list:_values -s , port 465 25' \
  '--find[verify\: look for a message]:message-id:' \
  '--to[send-test\: to whom]:addresses:' \
  '--from[send-test\: another sender]:address:' \
  '--dsn[send-test\: delivery reports]:list:_values -s , report never success failure delay' \
  '--subject[send-test\: another subject]:text:' \
  '--via[send-test\: the way]:way:(smtp graph auto)' \
  '--for[login, token\: what for]:list:_values -s , access imap pop3 smtp graph' \
  '--device[login\: with a code]' \
  '--no-browser[login\: only show the page]' \
  '--app[login\: the program itself]' \
  '--client-secret-stdin[login\: the secret of the program is on standard input]' \
  '--certificate[login\: certificate and key of the program]:file:_files' \
  '--user[login\: who signs in]:address:' \
  '--client-id[login, export\: of this program]:id:' \
  '--tenant[login\: of Microsoft Entra]:tenant:' \
  '--issuer[login\: another authorization server]:url:' \
  '--redirect[login\: as registered]:url:' \
  '--sasl[token\: as a SASL response]:mechanism:(xoauth2 oauthbearer)' \
  '1:command:{ _describe command commands; compadd -- --version }' \
  '*:argument:{ case $words[2] in check) _files ;; export) (( CURRENT == 3 )) && _homing_formats ;; esac }'
