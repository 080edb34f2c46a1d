--TEST--
A script that exits inside a callback ends in order
--FILE--
<?php
require __DIR__ . '/common.inc';
register_shutdown_function(function (): void {
    echo (new Homing\Session(['offline' => true]))->resolve('ada@outlook.com')->wait()->outcome(), " at the end\n";
});
$session = new Homing\Session(['answers' => answers()]);
$job = $session->resolve('ada@fabrikam.example');
$job->listen(function (): void {
    echo "leaving\n";
    exit(0);
});
try {
    $job->wait();
} finally {
    echo "not reached\n";
}
?>
--EXPECT--
leaving
found at the end
