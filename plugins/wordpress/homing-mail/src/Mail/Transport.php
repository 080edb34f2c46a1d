<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use PHPMailer\PHPMailer\SMTP;

/**
 * What PHPMailer takes for its server: it collects the message, writes it down, and only then has it submitted.
 *
 * So a message that was handed over is in the journal before anything can go wrong, the server's reply is kept, and a temporary refusal is not the
 * business of whoever called wp_mail: the message waits, as in the queue of a mail server.
 */
final class Transport extends SMTP
{
    /** What came of the last message; null before there was one. */
    public ?Outcome $outcome = null;
    private Message $message;
    private bool $open = false;

    public function connect($host, $port = null, $timeout = 30, $options = [])
    {
        $this->message = new Message();
        return $this->open = true;
    }

    public function connected()
    {
        return $this->open;
    }

    public function hello($host = '')
    {
        return true;
    }

    public function mail($from)
    {
        $this->message = new Message();
        $this->message->sender = $from;
        return true;
    }

    public function recipient($address, $dsn = '')
    {
        if (!in_array($address, $this->message->recipients, true)) {
            $this->message->recipients[] = $address;
        }
        return true;
    }

    public function data($msg_data)
    {
        $this->message->text = preg_replace('/\r\n|\r|\n/', "\r\n", $msg_data);
        $this->outcome = $this->submitted();
        if ($this->outcome->state === Outcome::REFUSED || ($this->outcome->state === Outcome::SENT && $this->outcome->refused)) {
            $this->setError('DATA', Explained::sentence($this->outcome));
            return false;
        }
        return true;
    }

    public function reset()
    {
        return true;
    }

    public function quit($close_on_error = true)
    {
        $this->open = false;
        return true;
    }

    public function close()
    {
        $this->open = false;
    }

    private function submitted(): Outcome
    {
        $never = Limits::refusal($this->message);
        if ($never !== null) {
            return Outcome::refusal($never);
        }
        $id = Journal::accept($this->message, time());
        if ($id === null) { // a database that takes nothing must not keep mail back
            return Delivery::submit($this->message, Settings::current(), '__return_true');
        }
        if (!Limits::mayTryNow()) {
            Retry::schedule();
            return Outcome::refusal('Held back: this account has sent as many messages as it may in a minute.', true);
        }
        return Delivery::attempt($id) ?? Outcome::refusal('Another process sends it.', true);
    }
}
