--TEST--
php.ini can allow private addresses
--INI--
homing.refuse_private=0
--FILE--
<?php
require __DIR__ . '/common.inc';
$options = new Homing\Options();
echo $options->get('net.private_addresses'), ' ', $options->set('net.private_addresses', 'refuse')->get('net.private_addresses'), "\n";
$server = stream_socket_server('tcp://127.0.0.1:0');
$where = stream_socket_get_name($server, false);
$account = (new Homing\Account('ada@contoso.example', ['server' => "imaps://$where", 'protocols' => 'imap']))->password('correct-horse');
$session = new Homing\Session(['dns.servers' => silent()[1], 'deadline_ms' => 300, 'verify.deadline_ms' => 500]);
var_dump($session->verify($account)->wait()->diagnosis('imap')->id !== 'net.private_address', is_resource(stream_socket_accept($server, 1)));
?>
--EXPECT--
allow refuse
bool(true)
bool(true)
