--TEST--
The library tells of itself, its options, formats and numbers
--FILE--
<?php
require __DIR__ . '/common.inc';
use Homing\Library;
var_dump(Library::abiVersion() === Library::ABI_VERSION, Library::version() === phpversion('homing'), Library::statusText(-7) !== '');
$options = array_column(Library::optionsTable(), 'default', 'name');
var_dump($options === Library::OPTIONS, Library::STATUSES['CANCELLED'], in_array('smtp.auth.disabled_tenant', Library::DIAGNOSES, true));
$copy = Library::STATUSES;
$copy['MINE'] = 1;
var_dump(isset(Library::STATUSES['MINE']), in_array('msmtp', array_column(Library::exportFormats(), 'name'), true));
var_dump(Library::cancel(0), Library::cancel(-1), Homing\cancel(PHP_INT_MAX));
$options = new Homing\Options(['offline' => true]);
var_dump($options->get('offline'), $options->get('nothing'), $options->set('deadline_ms', 2500)->get('deadline_ms'));
echo thrown(fn () => $options->set('deadline_ms', 'soon')), ' ', $options->get('deadline_ms'), "\n";
echo thrown(fn () => $options->set('language', "de\0")), ' ', thrown(fn () => $options->set('offline', [])), ' ';
echo thrown(fn () => $options->set('offline', null)), "\n";
echo (new Homing\Session($options))->resolve('ada@outlook.com')->wait()->outcome(), "\n";
$session = new Homing\Session($options);
$job = $session->resolve('ada@outlook.com');
var_dump($session->next(0), $session->run());
?>
--EXPECT--
bool(true)
bool(true)
bool(true)
bool(true)
int(30)
bool(true)
bool(false)
bool(true)
bool(false)
bool(false)
bool(false)
string(2) "on"
NULL
string(4) "2500"
Homing\Exception 21 2500
ValueError TypeError TypeError
found
int(0)
bool(true)
