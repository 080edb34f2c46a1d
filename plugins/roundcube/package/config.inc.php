<?php
// The plug-in "homing" for this machine. What can be set, and what each setting is, says
// /usr/share/roundcube/plugins/homing/config.inc.php.dist. To switch the plug-in on, name it in $config['plugins'] of
// /etc/roundcube/config.inc.php.
