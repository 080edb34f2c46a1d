<?php
namespace Homing\Roundcube;

/** Stands before the sign-in methods of Net_SMTP, which goes on in plain text where STARTTLS is not offered. */
final class EncryptedSubmission
{
    public function __call(string $method, array $given)
    {
        [$user, $secret, $identity, $smtp] = $given;
        $sign_in = function () use ($method, $user, $secret, $identity) {
            $isEncrypted = isset(stream_get_meta_data($this->socket->fp)['crypto']);
            return $isEncrypted ? $this->$method($user, $secret, $identity, $this) : \PEAR::raiseError(Connection::STRIPPED);
        };
        return $sign_in->call($smtp);
    }
}
