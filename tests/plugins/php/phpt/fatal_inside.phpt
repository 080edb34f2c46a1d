--TEST--
A fatal error inside a callback ends the request outside of the library
--FILE--
<?php
require __DIR__ . '/common.inc';
$session = new Homing\Session(['answers' => answers()]);
$job = $session->resolve('ada@fabrikam.example');
register_shutdown_function(function () use ($session): void {
    echo $session->resolve('grace@fabrikam.example')->wait()->outcome(), " at the end\n";
});
$job->listen(fn () => trigger_error('no more', E_USER_ERROR));
$job->wait();
echo "not reached\n";
?>
--EXPECTF--
%AFatal error: no more in %s on line %d
found at the end
