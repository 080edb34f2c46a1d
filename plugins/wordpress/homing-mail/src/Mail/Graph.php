<?php
namespace Homing\Mail\Mail;

use Homing\Mail\Account\Settings;
use Homing\Mail\OAuth2\Web;

/** Submission by Microsoft Graph, for mailboxes for which SMTP is switched off: https://learn.microsoft.com/graph/api/user-sendmail */
final class Graph
{
    /** What Graph takes in one request, with the message in base64. */
    const LARGEST = 4 * 1024 * 1024;

    public static function submit(
        Message $message,
        Settings $settings,
        #[\SensitiveParameter]
        string $token,
        callable $handing
    ): Outcome {
        $body = base64_encode($message->textWithBcc());
        if (strlen($body) > self::LARGEST) {
            return self::named(Outcome::refusal('The message is larger than Microsoft Graph takes in one request (4 MB).'));
        }
        if (!$handing()) {
            return self::named(Outcome::refusal('The message is no longer to be sent.', true));
        }
        $url = rtrim($settings->get('oauth2')['graph'] ?? 'https://graph.microsoft.com', '/') . '/v1.0/me/sendMail';
        $answer = Web::post($url, $body, ['Authorization' => "Bearer $token", 'Content-Type' => 'text/plain'], Conversation::PATIENCE);
        if ($answer->status === 202) {
            return self::named(Outcome::sent('202 Accepted'));
        }
        if ($answer->status === 0) {
            return self::named($answer->wasSent ? Outcome::unknown($answer->text) : Outcome::refusal($answer->text, true));
        }
        if (in_array($answer->status, [500, 502, 504], true)) { // what is before Graph has lost it, on the way there or back
            return self::named(Outcome::unknown("Microsoft Graph: HTTP {$answer->status}"));
        }
        $error = json_decode($answer->text, true)['error'] ?? [];
        $words = $answer->status . ' ' . ($error['code'] ?? '') . ' ' . ($error['message'] ?? '');
        return self::named(Outcome::refusal("Microsoft Graph: $words", in_array($answer->status, [429, 503], true)));
    }

    private static function named(Outcome $outcome): Outcome
    {
        $outcome->via = 'graph';
        return $outcome;
    }
}
