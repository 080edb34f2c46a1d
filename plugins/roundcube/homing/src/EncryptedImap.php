<?php
namespace Homing\Roundcube;

/**
 * Roundcube's client with two things mended: it goes on in plain text where STARTTLS is not offered, and of a refusal it forgets the
 * response code (RFC 5530), which says more than the words.
 */
final class EncryptedImap extends \rcube_imap_generic
{
    private ?string $refusal = null;

    /** The line with which the server refused; what the client says of a connection that failed, where there was none. */
    public function reply(): string
    {
        return $this->refusal ?? (string) $this->error;
    }

    protected function parseResult($string, $err_prefix = '')
    {
        $result = parent::parseResult($string, $err_prefix);
        if (in_array($result, [self::ERROR_NO, self::ERROR_BAD, self::ERROR_BYE], true)) {
            $this->refusal = trim(preg_replace('/^\S+ /', '', trim((string) $string)));
        }
        return $result;
    }

    protected function _connect($host)
    {
        if (!parent::_connect($host)) {
            return false;
        }
        if (!isset(stream_get_meta_data($this->fp)['crypto'])) {
            $this->closeConnection();
            $this->setError(self::ERROR_BAD, Connection::STRIPPED);
            return false;
        }
        return true;
    }
}
