--TEST--
Files that options name are kept to open_basedir
--FILE--
<?php
require __DIR__ . '/common.inc';
ini_set('open_basedir', __DIR__);
foreach (['tls.ca_file', 'answers', 'catalog.dir', 'directory.folder', 'oauth.clients', 'store.folder', 'store.key_file'] as $name) {
    echo $name, ': ', thrown(fn () => new Homing\Session([$name => '/etc/ssl'])), "\n";
}
$session = new Homing\Session(['offline' => true]);
echo thrown(fn () => new Homing\Account('ada@contoso.example', ['certificate' => '/etc/ssl/key.pem'])), "\n";
echo thrown(fn () => (new Homing\Account('ada@contoso.example'))->set('certificate', '/etc/ssl/key.pem')), "\n";
echo thrown(fn () => $session->call(['op' => 'authorize', 'address' => 'ada@contoso.example', 'certificate' => '/etc/ssl/key.pem'])), "\n";
echo thrown(fn () => new Homing\Session(['store.folder' => __DIR__, 'answers' => '{"answers":[]}'])), "\n";
?>
--EXPECT--
tls.ca_file: Homing\Exception 21
answers: Homing\Exception 21
catalog.dir: Homing\Exception 21
directory.folder: Homing\Exception 21
oauth.clients: Homing\Exception 21
store.folder: Homing\Exception 21
store.key_file: Homing\Exception 21
Homing\Exception 21
Homing\Exception 21
Homing\Exception 21
nothing
