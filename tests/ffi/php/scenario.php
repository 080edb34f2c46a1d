<?php
// The scenario in PHP: reads what is given as lines of name=value, prints what came out as one line of JSON.
declare(strict_types=1);

require 'Homing.php';

use Homing\Account;
use Homing\HomingException;
use Homing\Library;
use Homing\Session;

error_reporting(E_ALL);
set_error_handler(static fn (int $kind, string $words, string $file, int $line) => throw new ErrorException($words, 0, $kind, $file, $line));
$given = [];
foreach (file('php://stdin', FILE_IGNORE_NEW_LINES) as $line) {
    [$name, $value] = explode('=', $line, 2);
    $given[$name] = $value;
}
$told = [];

function must(bool $truth, string $words): void
{
    if (!$truth) {
        throw new LogicException($words);
    }
}

function refused(callable $work): HomingException
{
    try {
        $work();
    } catch (HomingException $refused) {
        return $refused;
    }
    throw new LogicException('it was not refused');
}

function account(string $address, string $password): Account
{
    return (new Account($address))->password($password);
}

function since(int|float $start, float $perNs = 1e-6): float
{
    return round((hrtime(true) - $start) * $perNs, 1);
}

function theLibrary(array &$told): void
{
    $told['abi'] = Library::abiVersion();
    must(Library::version() !== '' && Library::statusText(0) !== Library::statusText(Library::STATUSES['INVALID_ADDRESS']), 'statuses have sentences');
    $names = array_column(Library::optionsTable(), 'name');
    $told['options.stale'] = count(array_diff($names, array_keys(Library::OPTIONS))) + count(array_diff(array_keys(Library::OPTIONS), $names));
}

function whatIsRefused(Session $session, array $given, array &$told): void
{
    $unknown = refused(fn () => new Session(['no.such.option' => 'on']));
    $told['unknown_option.status'] = $unknown->status;
    must(str_contains($unknown->getMessage(), 'no.such.option') && $unknown->is('UNKNOWN_OPTION'), $unknown->getMessage());
    $told['invalid_value.status'] = refused(fn () => new Session(['deadline_ms' => 'soon']))->status;
    $address = refused(fn () => $session->resolve($given['invalid']));
    [$told['invalid_address.status'], $told['invalid_address.position']] = [$address->status, $address->position];
    must(str_contains($address->getMessage(), 'space'), $address->getMessage());
    $told['invalid_request.status'] = refused(fn () => $session->call('{'))->status;
    $told['account.status'] = refused(fn () => new Account('ada@contoso.example', ['flow' => 'pigeon']))->status;
    must((new Homing\Options(['offline' => true]))->get('offline') === 'on', 'the option is set');
}

function oneAddress(Session $session, array $given, array &$told): void
{
    $result = $session->resolve($given['address'])->wait();
    [$server] = $result->servers('imap');
    must($server->host === $result->text('/imap/0/host') && $server->port === $result->number('/imap/0/port'), 'both doors say the same');
    $told += ['resolve.outcome' => $result->outcome(), 'resolve.imap' => $server->host, 'resolve.port' => $server->port,
        'resolve.kind' => $result->document()['mailbox']['kind'], 'resolve.count' => $result->count('/imap')];
    must($result->part('/imap/0/host') === $server->host && $result->text('/nowhere') === null && $result->number('/nowhere', 7) === 7, 'what is not there');
    must($result->secret() === null && $result->trace() === null, 'nothing else');
}

function anErrorText(Session $session, array $given, array &$told): void
{
    [$match] = $session->explain($given['error'])->wait()->matches();
    [$told['explain.id'], $told['explain.who']] = [$match->id, $match->who];
    must(in_array($match->id, Library::DIAGNOSES, true), 'the id is known');
}

function shown(mixed ...$values): string
{
    ob_start();
    var_dump(...$values);
    return ob_get_clean() . print_r($values, true) . var_export(json_encode($values), true);
}

function anAccount(array $given, array &$told): void
{
    $session = new Session(['answers' => $given['answers'], 'trace' => true]);
    $account = (new Account($given['replayed'], ['protocols' => 'imap,smtp']))->password($given['replayed.password']);
    $job = $session->verify($account);
    $result = $job->wait();
    $events = iterator_to_array($job->events(), false);
    $steps = array_filter($events, fn (array $one) => $one['event'] === 'step' && $one['protocol'] === 'imap');
    $told += ['verify.outcome' => $result->outcome()];
    $told += ['verify.imap' => $result->part('/protocols/imap/ok'), 'verify.smtp' => $result->part('/protocols/smtp/ok'),
        'events.first' => $events[0]['event'], 'events.last' => end($events)['event'], 'events.steps' => implode(' ', array_column($steps, 'step'))];
    must($result->diagnosis('smtp')->id !== '', 'there is a diagnosis');
    must(!str_contains(shown($session, $account, $job, $result) . $result->json() . $result->trace(), $given['replayed.password']), 'the password is shown');
    $told['send.sent'] = $session->sendTest(account($given['sending'], 'xxxxxxxxx')->token('xxxxxxxxx')->password('xxxxxxxxx'), 'grace@contoso.example')
        ->wait()->document()['sent'];
    $heard = $session->resolve($given['replayed']);
    $heard->listen(function (array $event) use (&$told): void {
        $told['listen.last'] = $event['event'];
    });
    $heard->wait();
    $unwanted = $session->resolve($given['replayed']);
    $unwanted->listen(fn () => false);
    must(refused(fn () => $unwanted->wait())->is('CANCELLED'), 'a listener cancels');
    $unwanted = $session->resolve($given['replayed']);
    $unwanted->listen(fn () => throw new Error('of the listener'));
    must(refused(fn () => $unwanted->wait())->is('CANCELLED'), 'a listener that throws cancels');
    noClones($session, $result);
    aRefusedListener($unwanted);
}

function noClones(Session $session, Homing\Result $result): void
{
    foreach ([$session, $result] as $object) {
        foreach (['serialize', fn (object $one): object => clone $one] as $copy) {
            try {
                $copy($object);
            } catch (Throwable) {
                continue;
            }
            must(false, 'it was copied');
        }
    }
    must($result->outcome() !== '' && $session->resolve('ada@fabrikam.example')->wait()->outcome() !== '', 'an attempt to copy frees nothing');
}

function aRefusedListener(Homing\Job $job): void
{
    $job->close();
    $listener = fn (array $event): bool => $event !== [];
    $forgotten = WeakReference::create($listener);
    must(refused(fn () => $job->listen($listener))->is('INVALID_HANDLE'), 'the job is closed');
    unset($listener);
    must($forgotten->get() === null, 'a listener that was refused is kept');
}

final class Broken implements Homing\Store
{
    public function get(string $key): ?string
    {
        throw new RuntimeException('the disk is full');
    }

    public function put(string $key, string $value): void
    {
    }

    public function erase(string $key): void
    {
    }
}

final class Place implements Homing\Store
{
    public array $kept = [];

    public function get(string $key): ?string
    {
        return $this->kept[$key] ?? null;
    }

    public function put(string $key, string $value): void
    {
        $this->kept[$key] = $value;
    }

    public function erase(string $key): void
    {
        unset($this->kept[$key]);
    }
}

function aSignIn(array $given, array &$told): void
{
    $place = new Place();
    $session = new Session(['answers' => $given['sign_in'], 'oauth.client_id' => 'client-of-a-test', 'store.folder' => $given['folder']]);
    $session->store($place);
    $session->storeKey(str_repeat('k', 32));
    $account = new Account($given['signing_in'], ['flow' => 'device', 'access' => 'imap,smtp']);
    (new Account($given['signing_in']))->clientSecret('sssssssss');
    $told['unsigned.id'] = $session->token($account, 'imap')->wait()->diagnosis()->id;
    gc_collect_cycles(); // what the library calls must live on
    $job = $session->authorize($account);
    $told['authorize.outcome'] = $job->wait()->outcome();
    foreach ($job->events() as $event) {
        if ($event['event'] === 'code') {
            $told['authorize.code'] = $event['code'];
        }
    }
    $token = $session->token($account, 'imap')->wait();
    $told['token.secret'] = $token->secret();
    must($place->kept !== [] && !str_contains($token->json() . shown($token), $token->secret()), 'the token is shown');
    $told['sasl.secret'] = $session->sasl($account, 'smtp', 'XOAUTH2')->wait()->secret();
    $told['sign_out.outcome'] = $session->signOut($account)->wait()->outcome();
    must($place->kept === [], 'the sign-in is erased');
    $session->store(new Broken());
    $told['broken_store.id'] = $session->token($account, 'imap')->wait()->diagnosis()->id;
}

function aCancel(Session $session, string $address, string $name, array &$told): void
{
    $job = $session->resolve($address);
    must(!$job->run(100), 'it hangs');
    $start = hrtime(true);
    must($job->cancel(), 'it is cancelled');
    must(refused(fn () => $job->wait())->is('CANCELLED'), 'it says so');
    $told[$name] = since($start);
    must(!Library::cancel($job->id()), 'the job has ended');
}

function theRest(Session $session, array $given, array &$told): void
{
    $told['domain.outcome'] = $session->resolveDomain('outlook.com')->wait()->outcome();
    $told['call.version'] = $session->call(['op' => 'version'])->wait()->text('/homing');
    $told['check.outcome'] = $session->check($given['published'], 'ada@fabrikam.example')->wait()->outcome();
    $replayed = new Session(['answers' => $given['answers']]);
    $told['audit.domain'] = $replayed->audit('fabrikam.example')->wait()->text('/domain');
    $told['sending.count'] = $replayed->optionsToSend('contoso.example')->wait()->count('/options') > 3;
    $account = new Account($given['replayed']);
    $told['formats.told'] = in_array('msmtp', array_column(Library::exportFormats(), 'name'), true);
    $written = $replayed->export($account, 'msmtp')->wait()->document();
    [$told['export.outcome'], $told['export.file']] = [$written['outcome'], $written['files'][0]['name']];
    $told['no_format.status'] = refused(fn () => $replayed->export($account, 'no-such-format'))->status;
    $bulk = $replayed->bulk();
    $told['bulk.inputs'] = implode(' ', array_column(iterator_to_array($bulk->resolve(["ada@fabrikam.example", "b\u{fc}cher.example"]), false), 'input'));
    must($bulk->underWay() === 0, 'all were taken');
    $job = $replayed->resolve('ada@fabrikam.example');
    while ($replayed->next() !== $job->id());
    must($job->run(0) && $replayed->run(0), 'it has ended');
}

function rssKb(): int
{
    gc_collect_cycles();
    return (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4;
}

function veryOften(Session $session, array $given, array &$told): void
{
    $times = static function () use ($session, $given): float {
        $all = [];
        for ($i = 0; $i < (int) $given['calls']; ++$i) {
            $start = hrtime(true);
            must($session->resolve($given['address'])->wait()->json() !== '', 'there is a document');
            $all[] = since($start, 1e-3);
        }
        sort($all);
        return $all[intdiv(count($all), 2)];
    };
    $times();
    $before = rssKb();
    $told['call.us'] = $times();
    $told['growth.kb'] = rssKb() - $before;
}

function theLab(array $given, array &$told): void
{
    $options = ['tls.ca_file' => $given['lab.ca'], 'store.folder' => $given['folder'], 'oauth.client_id' => $given['lab.client']];
    $session = new Session($options + ['dns.servers' => $given['lab.dns']]);
    $place = new Place();
    $session->store($place);
    $told['lab.resolve.imap'] = $session->resolve($given['lab.address'])->wait()->text('/imap/0/host');
    $right = account($given['lab.address'], $given['lab.password']);
    $proof = $session->verify($right)->wait();
    [$told['lab.verify.outcome'], $told['lab.verify.imap']] = [$proof->outcome(), $proof->part('/protocols/imap/ok')];
    $proof = $session->verify(account($given['lab.address'], 'never-a-good-password'))->wait();
    [$told['lab.wrong.outcome'], $told['lab.wrong.next']] = [$proof->outcome(), $proof->text('/protocols/imap/next')];
    $told['lab.send.sent'] = $session->sendTest($right, $given['lab.to'])->wait()->part('/sent');
    $app = (new Account($given['lab.app'], ['flow' => 'app', 'access' => 'imap,pop3,smtp']))->clientSecret($given['lab.client_secret']);
    $told['lab.unsigned.id'] = $session->token($app, 'imap')->wait()->diagnosis()->id;
    $told['lab.authorize.outcome'] = $session->authorize($app)->wait()->outcome();
    $token = $session->token($app, 'imap')->wait();
    $told['lab.token'] = strlen($token->secret()) > 20 && !str_contains($token->json(), $token->secret()) && $place->kept !== [];
    $told['lab.sign_out.outcome'] = $session->signOut($app)->wait()->outcome();
    aCancel(new Session($options + ['dns.servers' => $given['lab.dead'], 'deadline_ms' => 20000]), $given['lab.address'], 'lab.cancel.ms', $told);
}

$session = new Session(['offline' => true]);
theLibrary($told);
whatIsRefused($session, $given, $told);
oneAddress($session, $given, $told);
anErrorText($session, $given, $told);
anAccount($given, $told);
aSignIn($given, $told);
aCancel(new Session(['dns.servers' => $given['silent'], 'deadline_ms' => 20000]), 'ada@contoso.example', 'cancel.ms', $told);
theRest($session, $given, $told);
veryOften($session, $given, $told);
if (isset($given['lab.ca'])) {
    theLab($given, $told);
}
echo json_encode($told, JSON_UNESCAPED_SLASHES), "\n";
