--TEST--
What is refused is thrown, each kind as a class of its own
--FILE--
<?php
require __DIR__ . '/common.inc';
$session = new Homing\Session(['offline' => true]);
try {
    $session->resolve('ada lovelace@contoso.example');
} catch (Homing\InvalidAddressException $refused) {
    var_dump($refused instanceof Homing\Exception, $refused instanceof RuntimeException, $refused instanceof Homing\HomingException);
    var_dump($refused->status, $refused->getCode(), $refused->position, $refused->is('INVALID_ADDRESS'), $refused->is('OK'), $refused->is('NONSENSE'));
    var_dump(str_contains($refused->getMessage(), 'space'), basename($refused->getFile()), $refused->getLine());
}
echo thrown(fn () => new Homing\Session(['no.such.option' => 1])), "\n";
echo thrown(fn () => new Homing\Session(['deadline_ms' => 'soon'])), "\n";
echo thrown(fn () => new Homing\Session(['on'])), "\n";
echo thrown(fn () => new Homing\Session(['tls.ca_file' => '/nowhere.pem'])), "\n";
echo thrown(fn () => new Homing\Session('offline')), "\n";
echo thrown(fn () => new Homing\Session(['language' => ['de']])), "\n";
echo thrown(fn () => $session->call('{')), "\n";
echo thrown(fn () => $session->call(['op' => "\xff"])), "\n";
echo thrown(fn () => $session->call("{}\0")), "\n";
echo thrown(fn () => $session->resolve("ada@contoso.example\0.evil")), "\n";
echo thrown(fn () => $session->export(new Homing\Account('ada@outlook.com'), 'no-such-format')), "\n";
echo thrown(fn () => $session->verify(new Homing\Account('ada@outlook.com'))), "\n";
echo thrown(fn () => new Homing\Account('ada@contoso.example', ['flow' => 'pigeon'])), "\n";
echo thrown(fn () => new Homing\Account('ada@contoso.example', ['flow' => 1])), "\n";
echo thrown(fn () => new Homing\Account('ada@contoso.example', ['flow' => "app\0"])), "\n";
echo thrown(fn () => $session->sasl(new Homing\Account('ada@contoso.example'), 'imap', 'CRAM-MD5')), "\n";
echo thrown(fn () => new Homing\Job()), "\n";
echo thrown(fn () => $session->undeclared = 1), "\n";
var_dump((new Homing\Exception('of a script'))->is('OK'));
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
int(12)
int(12)
int(3)
bool(true)
bool(false)
bool(false)
bool(true)
string(14) "exceptions.php"
int(5)
Homing\Exception 20
Homing\Exception 21
Homing\Exception 20
Homing\Exception 21
TypeError
TypeError
Homing\Exception 13
Homing\Exception 13
ValueError
ValueError
Homing\Exception 13
Homing\Exception 13
Homing\Exception 21
TypeError
ValueError
Homing\Exception 13
Error
Error
bool(false)
