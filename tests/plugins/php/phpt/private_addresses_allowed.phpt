--TEST--
php.ini can allow private addresses
--INI--
homing.refuse_private=0
--FILE--
<?php
$options = new Homing\Options();
echo $options->get('net.private_addresses'), ' ', $options->set('net.private_addresses', 'refuse')->get('net.private_addresses'), "\n";
?>
--EXPECT--
allow refuse
