# The scenario in Perl: reads what is given as lines of name=value, prints what came out as one line of JSON.
use strict;
use warnings FATAL => 'all';
use Data::Dumper;
use Homing;
use JSON::PP;
use Scalar::Util ();
use Time::HiRes qw(clock_gettime CLOCK_MONOTONIC);

my %given = map { chomp; split /=/, $_, 2 } <STDIN>;
my %told;

sub must { my ($truth, $words) = @_; die "$words\n" unless $truth }

sub refused {
    my ($work) = @_;
    eval { $work->(); 1 } and die "it was not refused\n";
    my $error = $@;
    die $error unless ref $error && $error->isa('Homing::Error');
    return $error;
}

sub now { clock_gettime(CLOCK_MONOTONIC) }
sub since { my ($start, $per_second) = @_; 0 + sprintf '%.1f', (now() - $start) * ($per_second // 1000) }
sub truth { $_[0] ? JSON::PP::true : JSON::PP::false }

sub the_library {
    $told{abi} = Homing::abi_version();
    must(Homing::version() && Homing::status_text(0) ne Homing::status_text($Homing::STATUSES{INVALID_ADDRESS}), 'statuses have sentences');
    my %count;
    $count{$_}++ for (map { $_->{name} } @{ Homing::options_table() }), keys %Homing::OPTIONS;
    $told{'options.stale'} = grep { $_ != 2 } values %count;
}

sub what_is_refused {
    my ($session) = @_;
    my $unknown = refused(sub { Homing::Session->new('no.such.option' => 'on') });
    $told{'unknown_option.status'} = $unknown->status;
    must("$unknown" =~ /no\.such\.option/ && $unknown->is('UNKNOWN_OPTION'), $unknown);
    $told{'invalid_value.status'} = refused(sub { Homing::Session->new(deadline_ms => 'soon') })->status;
    my $address = refused(sub { $session->resolve($given{invalid}) });
    @told{qw(invalid_address.status invalid_address.position)} = ($address->status, $address->position);
    must($address->sentence =~ /space/, $address);
    $told{'invalid_request.status'} = refused(sub { $session->call('{') })->status;
    $told{'account.status'} = refused(sub { Homing::Account->new('ada@contoso.example', flow => 'pigeon') })->status;
    must(Homing::Options->new(offline => 'on')->get('offline') eq 'on', 'the option is set');
}

sub one_address {
    my ($session) = @_;
    my $result = $session->resolve($given{address})->wait;
    my ($server) = $result->servers('imap');
    must($server->{host} eq $result->text('/imap/0/host') && $server->{port} == $result->number('/imap/0/port'), 'both doors say the same');
    @told{qw(resolve.outcome resolve.imap resolve.port)} = ($result->outcome, $server->{host}, $server->{port});
    @told{qw(resolve.kind resolve.count)} = ($result->document->{mailbox}{kind}, $result->count('/imap'));
    must($result->part('/imap/0/host') eq $server->{host} && !defined $result->text('/nowhere') && $result->number('/nowhere', 7) == 7, 'nowhere');
    must(!defined $result->secret && !defined $result->trace, 'nothing else');
}

sub an_error_text {
    my ($session) = @_;
    my ($match) = $session->explain($given{error})->wait->matches;
    @told{qw(explain.id explain.who)} = @$match{qw(id who)};
    must(scalar(grep { $_ eq $match->{id} } @Homing::DIAGNOSES), 'the id is known');
}

sub an_account {
    my $session = Homing::Session->new(answers => $given{answers}, trace => 'on');
    my $account = Homing::Account->new($given{replayed}, protocols => 'imap,smtp')->password($given{'replayed.password'});
    my $job = $session->verify($account);
    my $result = $job->wait;
    my @events;
    while (my $event = $job->event) { push @events, $event }
    $told{'verify.outcome'} = $result->outcome;
    @told{qw(verify.imap verify.smtp)} = map { $result->part("/protocols/$_/ok") } qw(imap smtp);
    @told{qw(events.first events.last)} = ($events[0]{event}, $events[-1]{event});
    $told{'events.steps'} = join ' ', map { $_->{step} } grep { $_->{event} eq 'step' && $_->{protocol} eq 'imap' } @events;
    must($result->diagnosis('smtp')->{id}, 'there is a diagnosis');
    my $shown = Dumper($session, $account, $job, $result) . "$account" . $result->json . $result->trace;
    must(index($shown, $given{'replayed.password'}) < 0, 'the password is shown');
    my $sender = Homing::Account->new($given{sending})->token('xxxxxxxxx')->password('xxxxxxxxx');
    $told{'send.sent'} = $session->send_test($sender, 'grace@contoso.example')->wait->document->{sent};
    my $heard = $session->resolve($given{replayed});
    $heard->listen(sub { $told{'listen.last'} = $_[0]{event} });
    $heard->wait;
    my $unwanted = $session->resolve($given{replayed});
    $unwanted->listen(sub { 0 });
    must(refused(sub { $unwanted->wait })->is('CANCELLED'), 'a listener cancels');
    $unwanted = $session->resolve($given{replayed});
    $unwanted->listen(sub { die "of the listener\n" });
    must(refused(sub { $unwanted->wait })->is('CANCELLED'), 'a listener that dies cancels');
    a_refused_listener($unwanted);
}

sub a_refused_listener {
    my ($job) = @_;
    $job->close;
    my $listener = sub { $_[0] eq $job };
    Scalar::Util::weaken(my $forgotten = $listener);
    must(refused(sub { $job->listen($listener) })->is('INVALID_HANDLE'), 'the job is closed');
    undef $listener;
    must(!$forgotten, 'a listener that was refused is kept');
}

sub Broken::TIEHASH { bless {}, shift }
sub Broken::FETCH   { die "the disk is full\n" }

sub a_sign_in {
    my %kept;
    my $session = Homing::Session->new(answers => $given{sign_in}, 'oauth.client_id' => 'client-of-a-test', 'store.folder' => $given{folder});
    $session->store(\%kept);
    $session->store_key('k' x 32);
    my $account = Homing::Account->new($given{signing_in}, flow => 'device', access => 'imap,smtp');
    Homing::Account->new($given{signing_in})->client_secret('sssssssss')->close;
    $told{'unsigned.id'} = $session->token($account, 'imap')->wait->diagnosis->{id};
    my $job = $session->authorize($account);
    $told{'authorize.outcome'} = $job->wait->outcome;
    while (my $event = $job->event) { $told{'authorize.code'} = $event->{code} if $event->{event} eq 'code' }
    my $token = $session->token($account, 'imap')->wait;
    $told{'token.secret'} = $token->secret;
    must(%kept && index($token->json . Dumper($token), $token->secret) < 0, 'the token is shown');
    $told{'sasl.secret'} = $session->sasl($account, 'smtp', 'XOAUTH2')->wait->secret;
    $told{'sign_out.outcome'} = $session->sign_out($account)->wait->outcome;
    must(!%kept, 'the sign-in is erased');
    tie my %broken, 'Broken';
    $session->store(\%broken);
    $told{'broken_store.id'} = $session->token($account, 'imap')->wait->diagnosis->{id};
}

# Perl sees to its signals between two slices; one of them cancels.
sub a_cancel {
    my ($session, $address, $name) = @_;
    my $job = $session->resolve($address);
    my $start;
    local $SIG{ALRM} = sub { $start = now(); $job->cancel };
    Time::HiRes::ualarm(100_000);
    must(refused(sub { $job->wait })->is('CANCELLED'), 'it says so');
    $told{$name} = since($start);
    must(!Homing::cancel($job->id), 'the job has ended');
}

sub the_rest {
    my ($session) = @_;
    $told{'domain.outcome'} = $session->resolve_domain('outlook.com')->wait->outcome;
    $told{'call.version'} = $session->call({ op => 'version' })->wait->text('/homing');
    $told{'check.outcome'} = $session->check($given{published}, 'ada@fabrikam.example')->wait->outcome;
    my $replayed = Homing::Session->new(answers => $given{answers});
    $told{'audit.domain'} = $replayed->audit('fabrikam.example')->wait->text('/domain');
    $told{'sending.count'} = truth($replayed->options_to_send('contoso.example')->wait->count('/options') > 3);
    my $account = Homing::Account->new($given{replayed});
    $told{'formats.told'} = truth(scalar grep { $_->{name} eq 'msmtp' } @{ Homing::export_formats() });
    my $written = $replayed->export($account, 'msmtp')->wait->document;
    @told{qw(export.outcome export.file)} = ($written->{outcome}, $written->{files}[0]{name});
    $told{'no_format.status'} = refused(sub { $replayed->export($account, 'no-such-format') })->status;
    my $bulk = $replayed->bulk;
    must($bulk->add('ada@fabrikam.example') && $bulk->add("b\x{fc}cher.example"), 'there is room');
    my @inputs;
    while (my $document = $bulk->next) { push @inputs, $document->{input} }
    must($bulk->under_way == 0, 'all were taken');
    $told{'bulk.inputs'} = "@inputs";
    my $job = $replayed->resolve('ada@fabrikam.example');
    1 until $replayed->next == $job->id;
    must($job->run(0) && $replayed->run(0), 'it has ended');
}

sub rss_kb {
    open my $file, '<', '/proc/self/statm' or die $!;
    return (split / /, <$file>)[1] * 4;
}

sub times_of {
    my ($session) = @_;
    my @all;
    for (1 .. $given{calls}) {
        my $start = now();
        must(length $session->resolve($given{address})->wait->json, 'there is a document');
        push @all, since($start, 1e6);
    }
    return (sort { $a <=> $b } @all)[@all / 2];
}

sub very_often {
    my ($session) = @_;
    times_of($session);
    my $before = rss_kb();
    $told{'call.us'} = times_of($session);
    $told{'growth.kb'} = rss_kb() - $before;
}

sub the_lab {
    my @options = ('tls.ca_file' => $given{'lab.ca'}, 'store.folder' => $given{folder}, 'oauth.client_id' => $given{'lab.client'});
    my ($session, %kept) = Homing::Session->new(@options, 'dns.servers' => $given{'lab.dns'});
    $session->store(\%kept);
    $told{'lab.resolve.imap'} = $session->resolve($given{'lab.address'})->wait->text('/imap/0/host');
    my $right = Homing::Account->new($given{'lab.address'})->password($given{'lab.password'});
    my $proof = $session->verify($right)->wait;
    @told{qw(lab.verify.outcome lab.verify.imap)} = ($proof->outcome, $proof->part('/protocols/imap/ok'));
    $proof = $session->verify(Homing::Account->new($given{'lab.address'})->password('never-a-good-password'))->wait;
    @told{qw(lab.wrong.outcome lab.wrong.next)} = ($proof->outcome, $proof->text('/protocols/imap/next'));
    $told{'lab.send.sent'} = $session->send_test($right, $given{'lab.to'})->wait->part('/sent');
    my $app = Homing::Account->new($given{'lab.app'}, flow => 'app', access => 'imap,pop3,smtp')->client_secret($given{'lab.client_secret'});
    $told{'lab.unsigned.id'} = $session->token($app, 'imap')->wait->diagnosis->{id};
    $told{'lab.authorize.outcome'} = $session->authorize($app)->wait->outcome;
    my $token = $session->token($app, 'imap')->wait;
    $told{'lab.token'} = truth(length $token->secret > 20 && index($token->json, $token->secret) < 0 && %kept);
    $told{'lab.sign_out.outcome'} = $session->sign_out($app)->wait->outcome;
    a_cancel(Homing::Session->new(@options, 'dns.servers' => $given{'lab.dead'}, deadline_ms => 20000), $given{'lab.address'}, 'lab.cancel.ms');
}

my $session = Homing::Session->new(offline => 'on');
the_library();
what_is_refused($session);
one_address($session);
an_error_text($session);
an_account();
a_sign_in();
a_cancel(Homing::Session->new('dns.servers' => $given{silent}, deadline_ms => 20000), 'ada@contoso.example', 'cancel.ms');
the_rest($session);
very_often($session);
the_lab() if exists $given{'lab.ca'};
print encode_json(\%told), "\n";
