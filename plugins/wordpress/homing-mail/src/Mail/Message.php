<?php
namespace Homing\Mail\Mail;

/** A message as it is to be submitted: its envelope and its text (RFC 5321 section 2.3.1). */
final class Message
{
    public string $sender = '';
    /** @var string[] */
    public array $recipients = [];
    public string $text = '';
    /** Which try it was taken for; who was taken for dead meanwhile goes on with it no more. */
    public int $attempt = 0;

    public function messageId(): string
    {
        return $this->field('Message-ID');
    }

    public function subject(): string
    {
        return function_exists('iconv_mime_decode') ? (string) iconv_mime_decode($this->field('Subject'), 2, 'UTF-8') : $this->field('Subject');
    }

    /** The text with the recipients in it that its fields do not name, for who takes them from there (Microsoft Graph). */
    public function textWithBcc(): string
    {
        $named = strtolower($this->field('To') . ',' . $this->field('Cc'));
        $hidden = array_filter($this->recipients, static fn ($one) => strpos($named, strtolower($one)) === false);
        return ($hidden ? 'Bcc: ' . implode(",\r\n ", $hidden) . "\r\n" : '') . $this->text;
    }

    /** The value of a field of the header, unfolded (RFC 5322 section 2.2.3); empty where there is none. */
    private function field(string $name): string
    {
        $header = preg_split('/\r?\n\r?\n/', $this->text, 2)[0];
        $found = preg_match('/^' . preg_quote($name, '/') . ':[ \t]*((?:.*)(?:\r?\n[ \t].*)*)/im', $header, $matches);
        return $found ? trim(preg_replace('/\r?\n[ \t]+/', ' ', $matches[1])) : '';
    }
}
