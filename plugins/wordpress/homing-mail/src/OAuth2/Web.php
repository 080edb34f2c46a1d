<?php
namespace Homing\Mail\OAuth2;

use Homing\Mail\Account\Settings;

/** One https request to an authorization server or to Microsoft Graph; redirects are not followed. */
final class Web
{
    /** Of HTTP; 0 where there was no answer. */
    public int $status = 0;
    public string $text = '';
    /** Whether the request may have arrived where no answer came. */
    public bool $wasSent = false;

    /** @param array|string $body */
    public static function post(string $url, $body, array $headers = [], int $seconds = 10): self
    {
        $answer = new self();
        if (strncmp($url, 'https://', 8) !== 0) {
            $answer->text = 'The address of the authorization server is not https.';
            return $answer;
        }
        $options = ['timeout' => $seconds, 'redirection' => 0, 'sslverify' => true, 'headers' => $headers, 'body' => $body,
            'reject_unsafe_urls' => !Settings::mayUsePrivateAddresses(), 'user-agent' => 'Homing Mail'];
        if (Settings::authorities() !== null) {
            $options['sslcertificates'] = Settings::authorities();
        }
        $response = wp_remote_post($url, $options);
        if (is_wp_error($response)) {
            $answer->text = $response->get_error_message();
            $answer->wasSent = (bool) preg_match('/cURL error (28|52|55|56)\b/', $answer->text);
            return $answer;
        }
        $answer->status = (int) wp_remote_retrieve_response_code($response);
        $answer->text = substr(wp_remote_retrieve_body($response), 0, 65536);
        return $answer;
    }

    /** The members of a JSON object that was answered; empty where it was none. */
    public function members(): array
    {
        $members = json_decode($this->text, true);
        return is_array($members) ? $members : [];
    }
}
