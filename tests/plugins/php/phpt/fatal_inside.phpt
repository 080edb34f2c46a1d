--TEST--
A fatal error inside a callback ends the request outside of the library
--INI--
memory_limit=16M
--FILE--
<?php
require __DIR__ . '/common.inc';
$session = new Homing\Session(['answers' => answers()]);
$job = $session->resolve('ada@fabrikam.example');
register_shutdown_function(function () use ($session): void {
    echo $session->resolve('grace@fabrikam.example')->wait()->outcome(), " at the end\n";
});
$job->listen(fn () => str_repeat('x', 64 << 20));
$job->wait();
echo "not reached\n";
?>
--EXPECTF--
%AFatal error: Allowed memory size of 16777216 bytes exhausted (tried to allocate %d bytes) in %s on line %d
found at the end
