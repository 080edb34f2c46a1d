--TEST--
A session serves the next that wants the same options, unless it has become somebody's own
--FILE--
<?php
require __DIR__ . '/common.inc';
$file = tempnam(sys_get_temp_dir(), 'homing-ca-');
$given = static fn (): array => ['offline' => true, 'tls.ca_file' => $file];
$certificate = static function () use ($file): void {
    openssl_pkey_export($key = openssl_pkey_new(['private_key_type' => OPENSSL_KEYTYPE_EC, 'curve_name' => 'prime256v1']), $text);
    openssl_x509_export(openssl_csr_sign(openssl_csr_new(['CN' => 'A test'], $key), null, $key, 1), $text);
    file_put_contents($file, $text);
};
// A session reads its certificates when it is made: one that is served again does not miss them.
$again = static function (callable $use) use ($certificate, $given, $file): string {
    $certificate();
    $session = new Homing\Session($given());
    $use($session);
    unset($session);
    unlink($file);
    return thrown(fn () => new Homing\Session($given())) . ', ' . thrown(fn () => new Homing\Session($given() + ['grace_ms' => 301]));
};
echo $again(fn (Homing\Session $session) => $session->resolve('ada@outlook.com')->wait()), "\n";
echo $again(fn (Homing\Session $session) => $session->storeKey(str_repeat('k', 32))), "\n";
echo $again(fn (Homing\Session $session) => $session->store(new Place())), "\n";
echo $again(fn (Homing\Session $session) => $session->next(0)), "\n";
echo $again(fn (Homing\Session $session) => $session->close()), "\n";
$certificate();
[$one, $other] = [new Homing\Session($given()), new Homing\Session($given())];
$one->storeKey(str_repeat('k', 32));
unset($one, $other);
unlink($file);
echo thrown(function () use ($given): void {
    $first = new Homing\Session($given());
    $second = new Homing\Session($given());
}), "\n";
?>
--EXPECT--
nothing, Homing\Exception 21
Homing\Exception 21, Homing\Exception 21
Homing\Exception 21, Homing\Exception 21
Homing\Exception 21, Homing\Exception 21
Homing\Exception 21, Homing\Exception 21
Homing\Exception 21
