--TEST--
A forked process leaves its parent's objects alone, and makes its own
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/common.inc';
$options = ['offline' => true, 'language' => 'en'];
(new Homing\Session($options))->resolve('ada@outlook.com')->wait(); // waits for the next with the same options
$session = new Homing\Session(['answers' => answers()]);
$job = $session->resolve('ada@fabrikam.example');
$child = pcntl_fork();
if ($child === 0) {
    echo 'child: ', thrown(fn () => $job->run()), ' ', thrown(fn () => $session->resolve('ada@outlook.com')), ' ';
    echo (new Homing\Session($options))->resolve('ada@outlook.com')->wait()->outcome(), "\n";
    exit(0);
}
pcntl_waitpid($child, $status);
echo 'parent: ', pcntl_wexitstatus($status), ' ', $job->wait()->outcome(), "\n";
?>
--EXPECT--
child: Homing\UnavailableException 11 Homing\UnavailableException 11 found
parent: 0 found
