--TEST--
Signals neither shorten nor lengthen a call, and their functions run meanwhile
--EXTENSIONS--
pcntl
--FILE--
<?php
require __DIR__ . '/../common.inc';
pcntl_async_signals(true);
$count = 0;
pcntl_signal(SIGUSR1, function () use (&$count): void {
    ++$count;
});
[$session, $socket] = waiting();
$job = $session->resolve('ada@contoso.example');
$storm = meanwhile('for i in $(seq 150); do kill -USR1 ' . getmypid() . '; sleep 0.01; done');
usleep(100000);
$took = elapsed(fn () => var_dump($job->run(700)));
echo $took >= 699 && $took < 900 ? "in time\n" : "it took $took ms\n";
$seen = $count;
echo $seen > 5 ? "heard meanwhile\n" : "only $seen were heard\n";
proc_close($storm);

$short = new Homing\Session(['dns.servers' => stream_socket_get_name($socket, false), 'deadline_ms' => 600]);
$storm = meanwhile('for i in $(seq 100); do kill -USR1 ' . getmypid() . '; sleep 0.01; done');
$took = elapsed(fn () => print($short->resolve('ada@contoso.example')->wait()->outcome() . "\n"));
echo $took >= 599 && $took < 900 ? "the job's deadline, too\n" : "it took $took ms\n";
proc_close($storm);

pcntl_signal(SIGALRM, fn () => $job->cancel());
pcntl_alarm(1);
$took = elapsed(fn () => print(thrown(fn () => $job->wait()) . "\n"));
echo $took < 1200 ? "cancelled by the alarm\n" : "it took $took ms\n";

$job = $session->resolve('ada@contoso.example');
pcntl_signal(SIGALRM, fn () => throw new OverflowException('of the alarm'));
pcntl_alarm(1);
echo thrown(fn () => $job->wait()), "\n";
pcntl_signal(SIGALRM, fn () => $job->close());
pcntl_alarm(1);
echo thrown(fn () => $job->wait()), "\n";
?>
--EXPECT--
bool(false)
in time
heard meanwhile
unreachable
the job's deadline, too
Homing\CancelledException 30
cancelled by the alarm
OverflowException
Homing\Exception 11
