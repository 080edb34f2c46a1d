--TEST--
homing.deadline_ms ends a wait, and the job goes on
--INI--
homing.deadline_ms=200
--FILE--
<?php
require __DIR__ . '/../common.inc';
[$session, $socket] = waiting(600);
$job = $session->resolve('ada@contoso.example');
$took = elapsed(fn () => print(thrown(fn () => $job->wait()) . "\n"));
echo $took >= 199 && $took < 400 ? "in time\n" : "it took $took ms\n";
var_dump($job->run(0), ini_set('homing.deadline_ms', '0'), $job->wait()->outcome(), $session->run(0));
?>
--EXPECT--
Homing\PendingException 1
in time
bool(false)
string(3) "200"
string(11) "unreachable"
bool(true)
