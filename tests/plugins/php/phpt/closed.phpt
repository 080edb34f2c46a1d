--TEST--
What was closed is refused, by every method
--FILE--
<?php
require __DIR__ . '/common.inc';
$session = new Homing\Session(['answers' => answers()]);
$account = new Homing\Account('ada@fabrikam.example');
$job = $session->resolve('ada@fabrikam.example');
$bulk = $session->bulk();
$documents = $bulk->resolve(['ada@fabrikam.example']);
$given = [
    'string' => 'ada@fabrikam.example', 'int' => 0, 'array' => [], 'bool' => true, 'iterable' => [], 'Traversable|array' => [], '?callable' => null,
    'Homing\Account' => new Homing\Account('ada@fabrikam.example'), 'Homing\Store' => new Place(), '?string' => null, 'array|string' => [],
    'string|int|bool' => 'x', 'mixed' => null,
];
$free = ['close', '__construct', 'thrown'];
foreach ([new Homing\Options(), $account, $session, $job, $job->wait(), $bulk] as $object) {
    $object->close();
    $object->close();
    foreach ((new ReflectionClass($object))->getMethods() as $method) {
        if (in_array($method->name, $free, true)) {
            continue;
        }
        $with = array_map(fn ($one) => $given[(string) $one->getType()], $method->getParameters());
        $said = thrown(fn () => $method->invoke($object, ...$with));
        if ($said !== 'Homing\Exception 11') {
            echo "$method->class::$method->name: $said\n";
        }
    }
}
echo thrown(fn () => iterator_to_array($documents)), "\n";
echo thrown(fn () => (new Homing\Session())->verify($account)), "\n";
$again = new Homing\Account('ada@fabrikam.example');
$again->__construct('grace@fabrikam.example');
$broken = (new ReflectionClass(Homing\Account::class));
echo thrown(fn () => $broken->newInstanceWithoutConstructor()), "\n";
?>
--EXPECT--
Homing\Exception 11
Homing\Exception 11
ReflectionException
