<?php
// Homing\Mail\Native is the adapter that all PHP hosts share; packages have it in the folder Native beside src.
spl_autoload_register(static function (string $class): void {
    foreach (['Homing\\Roundcube\\' => __DIR__, 'Homing\\Mail\\Native\\' => dirname(__DIR__) . '/Native'] as $prefix => $folder) {
        $file = strncmp($class, $prefix, strlen($prefix)) === 0 ? $folder . '/' . substr($class, strlen($prefix)) . '.php' : '';
        if ($file !== '' && is_readable($file)) {
            require_once $file;
        }
    }
});
