--TEST--
PHP's own time limit ends a wait
--FILE--
<?php
require __DIR__ . '/../common.inc';
set_time_limit(60); // counts processor time, of which a wait takes none: what its clock sends is sent here
[$session, $socket] = waiting();
$start = hrtime(true);
register_shutdown_function(function () use ($start): void {
    echo (hrtime(true) - $start) / 1e6 < 1000 ? "at once\n" : "late\n";
});
$late = meanwhile('sleep 0.3; kill -PROF ' . getmypid());
$session->resolve('ada@contoso.example')->wait();
echo "not reached\n";
?>
--EXPECTF--
%AFatal error: Maximum execution time of 60 seconds exceeded in %s on line %d
at once
