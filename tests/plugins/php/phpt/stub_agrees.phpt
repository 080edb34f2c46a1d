--TEST--
The stub tells what Reflection finds in the extension
--FILE--
<?php
$describe = dirname(getenv('HOMING_TESTS')) . '/tests/plugins/php/describe.php';
$stub = dirname(getenv('HOMING_TESTS')) . '/plugins/php/homing.stub.php';
require $describe;
$told = shell_exec(escapeshellarg(PHP_BINARY) . ' -n ' . escapeshellarg($describe) . ' ' . escapeshellarg($stub));
$found = described();
foreach (array_diff(explode("\n", trim($told)), $found) as $line) {
    echo "the stub alone has: $line\n";
}
foreach (array_diff($found, explode("\n", trim($told))) as $line) {
    echo "the extension alone has: $line\n";
}
echo count($found) > 100 ? "compared\n" : "nothing was compared\n";
?>
--EXPECT--
compared
