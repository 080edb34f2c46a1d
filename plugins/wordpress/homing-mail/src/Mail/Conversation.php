<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use PHPMailer\PHPMailer\SMTP;

/**
 * One submission (RFC 6409) that keeps what the server said: PHPMailer's own forgets the reply to a sign-in when it says QUIT.
 *
 * It goes to an address that was checked before, over TLS whose certificate was checked for the server's name, or not at all; it signs in by the
 * one method of the account and falls back to no other.
 */
final class Conversation extends SMTP
{
    /** Seconds. PHPMailer would wait for 300, and the web server would not. */
    const PATIENCE = 15;

    private string $failure = '';
    /** @var callable(): bool called when the last octet is about to go; false keeps it back */
    private $handing;

    /** Submits a message. $proof: a token or password. */
    public function submit(
        Message $message,
        Settings $settings,
        #[\SensitiveParameter]
        string $proof,
        callable $handing
    ): Outcome {
        $this->handing = $handing;
        $this->setTimeout(self::PATIENCE);
        $this->Timelimit = self::PATIENCE;
        if (!$this->open($settings)) {
            return Outcome::refusal($this->failure, true);
        }
        try {
            if (!$this->signIn($settings, $proof)) {
                return Outcome::refusal($this->failure, !$this->wasAnswered());
            }
            return $this->transact($message);
        } finally {
            $this->timed(2, fn () => $this->connected() && $this->quit());
        }
    }

    private function open(Settings $settings): bool
    {
        $host = $settings->get('host');
        $implicit = $settings->get('security') === 'tls';
        foreach (Place::addresses($host) as $address) {
            $target = strpos($address, ':') === false ? $address : "[$address]";
            $opened = $this->connect(($implicit ? 'ssl://' : '') . $target, (int) $settings->get('port'), self::PATIENCE, ['ssl' => self::certificateOf($host)])
                && $this->hello(self::ownName()) && ($implicit || ($this->startTLS() && $this->hello(self::ownName())));
            if ($opened) {
                return true;
            }
            $this->failure = $this->failure ?: $this->last_reply ?: implode(' ', array_filter($this->getError()));
            $this->close();
        }
        $this->failure = $this->failure ?: "$host cannot be found, or has no address that this site may connect to.";
        return false;
    }

    private function signIn(
        Settings $settings,
        #[\SensitiveParameter]
        string $proof
    ): bool {
        $this->failure = '';
        $offered = (array) ($this->server_caps['AUTH'] ?? []);
        $usable = $settings->usesOAuth2() ? ['XOAUTH2'] : ['PLAIN', 'LOGIN'];
        $method = current(array_intersect($usable, $offered));
        if (!$method) {
            $this->failure = 'The server offers no way to sign in that this account can use: '
                . (implode(' ', $offered) ?: 'none') . ' instead of ' . implode(' or ', $usable) . '.';
            return false;
        }
        $user = $settings->get('username') ?: $settings->get('address');
        if ($method === 'XOAUTH2') {
            return $this->sendCommand('AUTH', 'AUTH XOAUTH2 ' . base64_encode("user=$user\1auth=Bearer $proof\1\1"), 235);
        }
        return $this->authenticate($user, $proof, $method);
    }

    private function transact(Message $message): Outcome
    {
        if (!$this->mail($message->sender)) {
            return Outcome::refusal($this->failure, !$this->wasAnswered());
        }
        $refused = [];
        foreach ($message->recipients as $recipient) {
            $this->failure = '';
            if (!$this->recipient($recipient)) {
                $refused[$recipient] = $this->failure ?: 'The connection was lost.';
            }
        }
        if (count($refused) === count($message->recipients)) {
            return Outcome::refusal((string) reset($refused), !$this->wasAnswered());
        }
        $this->failure = '';
        $handed = false;
        $handing = $this->handing;
        $this->handing = static function () use ($handing, &$handed) {
            return $handed = $handing();
        };
        if ($this->data($message->text)) {
            return $this->delivered($refused);
        }
        $answered = preg_match('/^\d{3}\b/', $this->failure);
        return $handed && !$answered ? Outcome::unknown($this->failure ?: 'The connection was lost before the server had answered to the message.')
            : Outcome::refusal($this->failure ?: 'The connection was lost.', !$answered);
    }

    /** The server has the message, for all or for those that it did not refuse. */
    private function delivered(array $refused): Outcome
    {
        $later = preg_grep('/^[25]/', $refused, PREG_GREP_INVERT);
        $outcome = Outcome::sent($this->last_reply);
        if ($refused) {
            $about = Outcome::refusal((string) reset($refused));
            $outcome->diagnosis = $about->diagnosis;
            $outcome->reply = $about->reply;
            $outcome->refused = $later ?: $refused;
            $outcome->state = $later ? Outcome::LATER : Outcome::SENT;
        }
        return $outcome;
    }

    /** Keeps the reply that was not wanted; hears what is behind a challenge that tells of a refused token (it wants an answer). */
    protected function sendCommand($command, $commandstring, $expect)
    {
        if ($command === 'DATA END' && !($this->handing)()) {
            $this->close();
            return false;
        }
        $this->last_reply = '';
        $done = parent::sendCommand($command, $commandstring, $expect);
        if ($done || $command === 'QUIT') {
            return $done;
        }
        if ($command === 'AUTH' && strncmp($this->last_reply, '334', 3) === 0) {
            return parent::sendCommand('AUTH', '', $expect) ?: $this->failed();
        }
        return $this->failed();
    }

    private function failed(): bool
    {
        $this->failure = trim($this->last_reply) ?: $this->failure ?: implode(' ', array_filter($this->getError())) ?: 'The connection was lost.';
        return false;
    }

    private function wasAnswered(): bool
    {
        return (bool) preg_match('/^\d{3}\b/', $this->failure) || strncmp($this->failure, 'The server offers', 17) === 0;
    }

    private function timed(int $seconds, callable $work): void
    {
        $this->Timeout = $this->Timelimit = $seconds;
        $work();
        $this->close();
    }

    private static function certificateOf(string $host): array
    {
        return array_filter(['peer_name' => $host, 'verify_peer' => true, 'verify_peer_name' => true, 'allow_self_signed' => false, 'SNI_enabled' => true,
            'cafile' => Settings::authorities()], static fn ($value) => $value !== null);
    }

    private static function ownName(): string
    {
        return wp_parse_url(home_url(), PHP_URL_HOST) ?: 'localhost';
    }
}
