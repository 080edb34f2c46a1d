<?php
namespace Homing\Roundcube;

/** Roundcube's client, which goes on in plain text where STARTTLS is not offered, with that way shut. */
final class EncryptedImap extends \rcube_imap_generic
{
    protected function _connect($host)
    {
        if (!parent::_connect($host)) {
            return false;
        }
        if (!isset(stream_get_meta_data($this->fp)['crypto'])) {
            $this->closeConnection();
            $this->setError(self::ERROR_BAD, 'The server does not offer STARTTLS: nobody is signed in over a connection that is not encrypted.');
            return false;
        }
        return true;
    }
}
