<?php
namespace Homing\Mail\OAuth2;

/** Why there is no token: the authorization server's own words, or what happened instead. It never holds a secret. */
final class Refusal extends \RuntimeException
{
    /** Whether it may go better later, with nothing changed. */
    public bool $temporary;
    /** The "error" of RFC 6749 section 5.2, or empty. */
    public string $error;

    public function __construct(string $sentence, bool $temporary = false, string $error = '')
    {
        parent::__construct($sentence);
        $this->temporary = $temporary;
        $this->error = $error;
    }
}
