--TEST--
An object of PHP keeps sign-ins, and may fail
--FILE--
<?php
require __DIR__ . '/common.inc';
$account = new Homing\Account('ada@contoso.example', ['flow' => 'device', 'access' => 'imap,smtp']);
$place = new Place();
$session = signingIn($place, $folder = scratch());
echo $session->token($account, 'imap')->wait()->diagnosis()->id, "\n";
$job = $session->authorize($account);
echo $job->wait()->outcome(), ' ', count($place->kept), "\n";
var_dump($job->thrown());
echo $session->token($account, 'imap')->wait()->secret(), "\n";
echo $session->sasl($account, 'smtp', 'XOAUTH2')->wait()->secret(), "\n";
echo $session->signOut($account)->wait()->outcome(), ' ', count($place->kept), "\n";

class Failing extends Place
{
    public Closure $work;

    public function get(string $key): ?string
    {
        return ($this->work)();
    }
}

$failing = new Failing();
$session->store($failing);
$failing->work = fn () => throw new LogicException('the disk is full');
$job = $session->token($account, 'imap');
echo $job->wait()->diagnosis()->id, ' ', $job->thrown()->getMessage(), "\n";
$failing->work = fn () => $session->resolve('ada@outlook.com');
echo $session->token($account, 'imap')->wait()->diagnosis()->id, "\n";
$failing->work = fn () => "\0\1 no sign-in";
echo $session->token($account, 'imap')->wait()->outcome(), "\n";
$failing->work = fn () => null;
echo $session->token($account, 'imap')->wait()->diagnosis()->id, "\n";

$gone = WeakReference::create($failing);
$session->store(new Place());
unset($failing);
var_dump($gone->get());

// A store is its session's alone, also when another is made of the same options.
$options = ['offline' => true, 'oauth.client_id' => 'client-of-a-test', 'store.folder' => $folder, 'store.place' => 'none'];
$mine = new Place();
$first = new Homing\Session($options);
$first->store($mine);
$first->token($account, 'imap')->wait();
$asked = $mine->asked;
unset($first);
(new Homing\Session($options))->token($account, 'imap')->wait();
var_dump($asked > 0, $mine->asked === $asked);
echo thrown(fn () => $session->storeKey('short')), "\n";
?>
--EXPECT--
oauth.not_signed_in
ok 1
NULL
access-token-1
dXNlcj1hZGFAY29udG9zby5leGFtcGxlAWF1dGg9QmVhcmVyIGFjY2Vzcy10b2tlbi0xAQE=
ok 0
oauth.store the disk is full
oauth.store
failed
oauth.not_signed_in
NULL
bool(true)
bool(true)
Homing\Exception 21
