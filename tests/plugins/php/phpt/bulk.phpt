--TEST--
Very many lines become documents, as they are read
--FILE--
<?php
require __DIR__ . '/common.inc';
$session = new Homing\Session(['offline' => true]);
$lines = (function () {
    foreach (range(1, 500) as $i) {
        yield "user$i@outlook.com";
    }
    yield 'outlook.com';
    yield 'a b@outlook.com';
})();
$bulk = $session->bulk(true, 8);
foreach ($bulk->resolve($lines) as $number => $document) {
    if ($number === 0 || $number >= 499) {
        echo $number, ' ', $document['input'], ' ', $document['refused'] ?? $document['outcome'], "\n";
    }
}
echo $number, ' ', $bulk->underWay(), "\n";
var_dump($bulk->next(), $bulk->add('ada@outlook.com'), $bulk->underWay(), $bulk->next(1000)['input'], $bulk->next(0));

$documents = $bulk->resolve(['ada@outlook.com', 'grace@outlook.com']);
$documents->next();
echo $documents->current()['input'], ' ', thrown(fn () => $documents->rewind()), "\n";
$documents->next();
var_dump($documents->valid(), $documents->current());
$failing = $bulk->resolve((function () {
    yield 'ada@outlook.com';
    throw new DomainException('of the lines');
})());
echo thrown(fn () => iterator_to_array($failing)), "\n";
echo thrown(fn () => iterator_to_array($bulk->resolve([new stdClass()]))), "\n";
echo thrown(fn () => $bulk->resolve('ada@outlook.com')), "\n";
foreach ($session->bulk(false)->resolve(new ArrayObject(['x@outlook.com'])) as $document) {
    unset($bulk, $session);
    echo $document['input'], "\n";
}
?>
--EXPECTF--
0 user1@outlook.com found
499 user500@outlook.com found
500 outlook.com found
501 a b@outlook.com %s
501 0
NULL
bool(true)
int(1)
string(15) "ada@outlook.com"
NULL
grace@outlook.com Error
bool(false)
array(0) {
}
DomainException
Error
TypeError
x@outlook.com
