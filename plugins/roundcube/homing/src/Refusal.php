<?php
namespace Homing\Roundcube;

/** Why nobody is signed in, before a server is asked: a label of localization/, and what belongs to it. */
final class Refusal extends \RuntimeException
{
    public array $details;
    public ?string $link;

    /** @param string[] $details sentences */
    public function __construct(string $label, array $details = [], ?string $link = null)
    {
        parent::__construct($label);
        $this->details = $details;
        $this->link = $link;
    }
}
