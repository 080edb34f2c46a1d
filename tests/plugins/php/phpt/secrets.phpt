--TEST--
Secrets are in no dump, no copy and no stack trace
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=1000
--FILE--
<?php
require __DIR__ . '/common.inc';
$secret = 'correct-horse-battery';
$account = (new Homing\Account('ada@contoso.example'))->password($secret)->token($secret)->clientSecret($secret);
$session = new Homing\Session(['offline' => true]);
$session->storeKey(str_repeat($secret, 2));
$place = new Place();
$signing = signingIn($place, scratch());
$signing->authorize(new Homing\Account('ada@contoso.example', ['flow' => 'device', 'access' => 'imap']))->wait();
$token = $signing->token(new Homing\Account('ada@contoso.example'), 'imap')->wait();
echo $token->secret(), "\n";
ob_start();
var_dump($account, $session, $token);
print_r([$account, $session, $token]);
var_export([$account, $session, $token]);
echo json_encode([$account, $session, $token]), implode(array_keys((array) $account)), $token->json();
$shown = ob_get_clean();
var_dump(str_contains($shown, $secret), str_contains($shown, $token->secret()));
foreach ([$account, $session, $token] as $object) {
    echo thrown(fn () => serialize($object)), ' ', thrown(fn () => clone $object), "\n";
}
echo thrown(fn () => unserialize('O:14:"Homing\Account":0:{}')), "\n";
$traces = '';
$calls = [
    fn () => $account->password("$secret\n"), fn () => $account->token("$secret\n"), fn () => $account->clientSecret("$secret\n"),
    fn () => $session->call(['op' => 'verify', 'address' => 'a b', 'password' => $secret]), fn () => $session->storeKey(substr($secret, 0, 12)),
];
foreach ($calls as $call) {
    try {
        $call();
    } catch (Homing\Exception $refused) {
        $traces .= $refused . print_r($refused->getTrace(), true);
    }
}
var_dump(substr_count($traces, 'SensitiveParameterValue') >= count($calls), str_contains($traces, substr($secret, 0, 12)));
?>
--EXPECT--
access-token-1
bool(false)
bool(false)
Exception Error
Exception Error
Exception Error
Exception
bool(true)
bool(false)
