<?php
namespace Homing\Mail;

use Homing\Mail\Account\Settings;
use Homing\Mail\Admin\TestMail;
use Homing\Mail\Mail\Outcome;
use Homing\Mail\Native\Failure;
use Homing\Mail\OAuth2\Refusal;
use Homing\Mail\OAuth2\SignIn;

/**
 * Finds mail settings, proves the account of this site, sends a test, explains refusals.
 */
final class Cli
{
    public static function start(): void
    {
        if (defined('WP_CLI') && WP_CLI) {
            \WP_CLI::add_command('homing', self::class);
        }
    }

    /**
     * Finds the settings of a mail address, and whose mailbox it is.
     *
     * ## OPTIONS
     *
     * <address>
     * : The mail address.
     *
     * [--json]
     * : The whole document.
     */
    public function resolve(array $words, array $options): void
    {
        $document = self::done(static fn () => Settings::native()->resolve($words[0]));
        if (isset($options['json'])) {
            \WP_CLI::line(wp_json_encode($document, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES));
            return;
        }
        \WP_CLI::line('mailbox  ' . ($document['mailbox']['provider'] ?? 'unknown') . ', ' . ($document['mailbox']['kind'] ?? 'other'));
        foreach (['imap', 'pop3', 'smtp'] as $protocol) {
            foreach ($document[$protocol] ?? [] as $server) {
                \WP_CLI::line(str_pad($protocol, 9) . "{$server['host']} {$server['port']} {$server['security']}");
            }
        }
        foreach ($document['advice'] ?? [] as $advice) {
            \WP_CLI::line('advice   ' . $advice['text']);
        }
    }

    /**
     * Proves the account of this site against its server for sending.
     *
     * ## OPTIONS
     *
     * [--json]
     * : The whole document.
     */
    public function verify(array $words, array $options): void
    {
        $settings = Settings::current();
        $report = self::done(static function () use ($settings): array {
            $proof = $settings->usesOAuth2() ? ['token' => (new SignIn($settings))->token('smtp')]
                : ['password' => (string) $settings->secret('password'), 'method' => 'password'];
            return Settings::native()->verify(['address' => $settings->get('address'), 'protocols' => 'smtp'] + $proof);
        });
        if (isset($options['json'])) {
            \WP_CLI::line(wp_json_encode($report, JSON_PRETTY_PRINT | JSON_UNESCAPED_SLASHES));
        }
        $smtp = $report['protocols']['smtp'] ?? [];
        foreach (isset($options['json']) ? [] : $smtp['steps'] ?? [] as $step) {
            \WP_CLI::line(str_pad($step['step'], 14) . ($step['ok'] ? 'ok' : 'failed') . '  ' . $step['ms'] . ' ms');
        }
        empty($smtp['ok']) ? self::refused($smtp['fault'] ?? 'no server', $smtp['diagnosis'] ?? []) : \WP_CLI::success('The server takes the sign-in.');
    }

    /**
     * Sends a test mail through the account of this site.
     *
     * ## OPTIONS
     *
     * <address>
     * : To whom.
     */
    public function test(array $words): void
    {
        $told = TestMail::send($words[0]);
        $told['state'] === Outcome::SENT ? \WP_CLI::success("Sent: {$told['reply']}") : self::refused($told['reply'], $told['diagnosis']);
    }

    /**
     * Tells what an error text means, and who can mend it.
     *
     * ## OPTIONS
     *
     * <text>...
     * : The text, as a server or a log has it.
     */
    public function explain(array $words): void
    {
        $matches = self::done(static fn () => Settings::native()->explain(implode(' ', $words)))['matches'];
        $matches ? self::told($matches[0]) : \WP_CLI::warning('This text is not known.');
    }

    private static function told(array $diagnosis): void
    {
        \WP_CLI::line("[{$diagnosis['who']}] {$diagnosis['meaning']}");
        foreach ($diagnosis['steps'] as $number => $step) {
            \WP_CLI::line(($number + 1) . ". $step");
        }
    }

    private static function refused(string $reply, array $diagnosis): void
    {
        if ($diagnosis) {
            self::told($diagnosis);
        }
        \WP_CLI::error($reply); // ends with exit code 1
    }

    private static function done(callable $work): array
    {
        try {
            return $work();
        } catch (Refusal | Failure $refused) {
            \WP_CLI::error($refused->getMessage());
            return [];
        }
    }
}
