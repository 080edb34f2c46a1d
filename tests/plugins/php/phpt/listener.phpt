--TEST--
A listener hears events, and cancels by false or by what it throws
--FILE--
<?php
require __DIR__ . '/common.inc';
$session = new Homing\Session(['answers' => answers()]);
$heard = [];
$job = $session->resolve('ada@fabrikam.example');
$job->listen(function (array $event) use (&$heard): void {
    $heard[] = $event['event'];
});
$job->wait();
echo $heard[0], ' ', end($heard), "\n";

$job = $session->resolve('ada@fabrikam.example');
$job->wait();
$events = $job->events();
echo $events[0]['event'], ' ', end($events)['event'], ' ', count($job->events()), "\n";

$job = $session->resolve('ada@fabrikam.example');
$job->listen(fn () => false);
echo thrown(fn () => $job->wait()), "\n";

$job = $session->resolve('ada@fabrikam.example');
$job->listen(fn () => throw new DomainException('of the listener'));
try {
    $job->wait();
} catch (Homing\CancelledException $cancelled) {
    echo get_class($cancelled->getPrevious()), ': ', $cancelled->getPrevious()->getMessage(), "\n";
}

// Inside, the library is at work: it may only be told to stop.
$inside = [];
$job = $session->resolve('ada@fabrikam.example');
$other = $session->resolve('grace@fabrikam.example');
$job->listen(function () use ($job, $session, &$other, &$inside): bool {
    $inside[] = thrown(fn () => $job->run());
    $inside[] = thrown(fn () => $job->close());
    $inside[] = thrown(fn () => $session->resolve('ada@outlook.com'));
    $inside[] = thrown(fn () => new Homing\Session());
    $inside[] = thrown(fn () => Fiber::suspend());
    $other = null;
    return !Homing\cancel($job->id());
});
echo thrown(fn () => $job->wait()), ' ', implode(' ', array_unique($inside)), "\n";

$fiber = new Fiber(function () use ($session): string {
    $job = $session->resolve('ada@fabrikam.example');
    $job->listen(fn () => Fiber::suspend());
    try {
        return $job->wait()->outcome();
    } catch (Homing\CancelledException $cancelled) {
        return get_class($cancelled->getPrevious());
    }
});
$fiber->start();
echo $fiber->getReturn(), "\n";

// What holds itself is collected.
$job = $session->resolve('ada@fabrikam.example');
$job->listen(fn () => $job);
$gone = WeakReference::create($job);
unset($job);
gc_collect_cycles();
var_dump($gone->get() === null);

$job = $session->resolve('ada@fabrikam.example');
$job->listen(fn () => false);
$job->listen(null);
echo $job->wait()->outcome(), "\n";
$job->listen($listener = fn () => true);
$job->close();
echo thrown(fn () => $job->listen($listener)), "\n";
?>
--EXPECT--
asked done
asked done 0
Homing\CancelledException 30
DomainException: of the listener
Homing\CancelledException 30 Homing\UnavailableException 13 FiberError
FiberError
bool(true)
found
Homing\Exception 11
