--TEST--
No script can switch off that private addresses are refused
--FILE--
<?php
require __DIR__ . '/common.inc';
var_dump(ini_get('homing.refuse_private'), ini_set('homing.refuse_private', '0'), ini_set('homing.ca_file', '/tmp/ca.pem'));
echo thrown(fn () => new Homing\Session(['net.private_addresses' => 'allow'])), "\n";
$options = new Homing\Options();
echo thrown(fn () => $options->set('net.private_addresses', 'allow')), ' ', $options->get('net.private_addresses'), "\n";
echo thrown(fn () => new Homing\Session(['net.private_addresses' => 'refuse'])), "\n";
$server = stream_socket_server('tcp://127.0.0.1:0');
$where = stream_socket_get_name($server, false);
$account = (new Homing\Account('ada@contoso.example', ['server' => "imaps://$where", 'protocols' => 'imap']))->password('correct-horse');
$proof = (new Homing\Session(['dns.servers' => silent()[1], 'deadline_ms' => 300]))->verify($account)->wait();
var_dump($proof->diagnosis('imap')->id, @stream_socket_accept($server, 0.1));
?>
--EXPECT--
string(1) "1"
bool(false)
bool(false)
Homing\Exception 21
Homing\Exception 21 refuse
nothing
string(19) "net.private_address"
bool(false)
