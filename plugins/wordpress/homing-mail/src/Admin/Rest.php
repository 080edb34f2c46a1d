<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Account\Found;
use Homing\Mail\Account\Settings;
use Homing\Mail\Mail\Journal;
use Homing\Mail\Mail\Outcome;
use Homing\Mail\Mail\Retry;
use Homing\Mail\Native\Failure;
use Homing\Mail\OAuth2\Flow;
use Homing\Mail\OAuth2\Refusal;
use Homing\Mail\OAuth2\SignIn;
use WP_Error;
use WP_REST_Request;

/** What the screens ask for. Each request is short: a web server has few processes, and each may wait for one server at a time. */
final class Rest
{
    const PLACE = 'homing-mail/v1';
    /** Route => method of this class. All are for who may manage the site or, for the network's account, the network. */
    const ROUTES = [
        'state' => 'state', 'resolve' => 'resolve', 'account' => 'account', 'options' => 'options',
        'sign-in/begin' => 'signIn', 'sign-in/poll' => 'poll', 'sign-out' => 'signOut',
        'verify' => 'verify', 'test' => 'test', 'explain' => 'explain', 'resend' => 'resend',
    ];
    const SWITCHES = ['force_from', 'graph', 'again', 'keep_recipients', 'keep_bodies', 'enabled'];

    public static function start(): void
    {
        add_action('rest_api_init', static function (): void {
            foreach (self::ROUTES as $route => $method) {
                register_rest_route(self::PLACE, "/$route", [
                    'methods' => 'POST', 'permission_callback' => [self::class, 'may'],
                    'callback' => static fn (WP_REST_Request $request) => self::answered([self::class, $method], $request),
                ]);
            }
        });
    }

    public static function may(WP_REST_Request $request): bool
    {
        return current_user_can(self::isNetwork($request) ? 'manage_network_options' : 'manage_options');
    }

    public static function state(WP_REST_Request $request): array
    {
        return State::of(self::isNetwork($request));
    }

    /** What was found for an address, and what of it a site can use. */
    public static function resolve(WP_REST_Request $request): array
    {
        $found = Found::of(self::address($request));
        return ['document' => $found->document(), 'server' => $found->server(), 'methods' => $found->methods(), 'native' => Settings::native()->name()];
    }

    /** Saves the account: its server is looked up here, whatever the browser thinks. */
    public static function account(WP_REST_Request $request): array
    {
        $network = self::isNetwork($request);
        $found = Found::of(self::address($request));
        $method = (string) $request['method'];
        if ($found->server() === null || !isset($found->methods()[$method])) {
            throw new Refusal(__('The server of this address takes no mail from this site in that way.', 'homing-mail'));
        }
        $values = $found->settings($method);
        foreach (['client_id', 'tenant', 'from_name'] as $name) {
            $values += $request->has_param($name) ? [$name => sanitize_text_field($request[$name])] : [];
        }
        $values += $request->has_param('graph') ? ['graph' => rest_sanitize_boolean($request['graph'])] : [];
        foreach (Settings::SECRET as $name) {
            $values += is_string($request[$name]) && $request[$name] !== '' ? [$name => $request[$name]] : [];
        }
        $before = Settings::saved($network);
        if (strcasecmp($before->get('address'), $values['address']) !== 0) { // what was for another mailbox is for this one no more
            (new SignIn($before))->forget();
            $values += ['password' => '', 'enabled' => false];
        }
        Settings::save($values, $network);
        return State::of($network);
    }

    public static function options(WP_REST_Request $request): array
    {
        $values = [];
        foreach (self::SWITCHES as $name) {
            $values += $request->has_param($name) ? [$name => rest_sanitize_boolean($request[$name])] : [];
        }
        foreach (['keep_days' => 3650, 'keep_count' => 100000] as $name => $most) {
            $values += $request->has_param($name) ? [$name => min($most, max(1, (int) $request[$name]))] : [];
        }
        $values += $request->has_param('from_name') ? ['from_name' => sanitize_text_field($request['from_name'])] : [];
        Settings::save($values, self::isNetwork($request));
        return State::of(self::isNetwork($request));
    }

    /** Begins a sign-in: the page to go to or, with flow device, the code to type. */
    public static function signIn(WP_REST_Request $request): array
    {
        $network = self::isNetwork($request);
        if (Settings::saved($network)->get('client_id') === '') {
            throw new Refusal(__('First enter the client ID under which this site is registered at the authorization server.', 'homing-mail'));
        }
        return $request['flow'] === 'device' ? Flow::beginWithCode($network) : ['url' => Flow::begin($network)];
    }

    public static function poll(): array
    {
        $who = Flow::pollWithCode();
        return ['waiting' => $who === null, 'who' => $who];
    }

    public static function signOut(WP_REST_Request $request): array
    {
        (new SignIn(Settings::saved(self::isNetwork($request))))->forget();
        return State::of(self::isNetwork($request));
    }

    /** One step of proving the account: reach (nobody signs in) or sign-in. */
    public static function verify(WP_REST_Request $request): array
    {
        $settings = self::isNetwork($request) ? Settings::saved(true) : Settings::current();
        $account = ['address' => $settings->get('address'), 'protocols' => 'smtp'];
        if ($request['step'] !== 'sign-in') {
            return Settings::native()->verify($account + ['method' => 'none']);
        }
        $proof = $settings->usesOAuth2() ? ['token' => (new SignIn($settings))->token('smtp')]
            : ['password' => (string) $settings->secret('password'), 'method' => 'password'];
        return Settings::native()->verify($account + $proof);
    }

    public static function test(WP_REST_Request $request): array
    {
        $to = sanitize_email((string) $request['to']);
        if (!is_email($to)) {
            throw new Refusal(__('Enter the mail address to send the test to.', 'homing-mail'));
        }
        return TestMail::send($to);
    }

    public static function explain(WP_REST_Request $request): array
    {
        return Settings::native()->explain((string) $request['text']);
    }

    /** Has a message of the log sent again. */
    public static function resend(WP_REST_Request $request): array
    {
        $id = (int) $request['id'];
        if (!Journal::again($id)) {
            throw new Refusal(__('This message can no longer be sent: its text is not kept, or it was sent.', 'homing-mail'));
        }
        Retry::run();
        return ['state' => Journal::row($id)->state];
    }

    /** @return array|WP_Error what failed as a sentence, with what it means */
    private static function answered(callable $work, WP_REST_Request $request)
    {
        try {
            return $work($request);
        } catch (Refusal | Failure $refused) {
            $isNative = $refused instanceof Failure;
            return new WP_Error($isNative ? 'homing_mail_library' : 'homing_mail_refused', $refused->getMessage(),
                ['status' => $isNative ? 503 : 422, 'diagnosis' => $isNative ? [] : Outcome::explained($refused->getMessage())]);
        }
    }

    private static function address(WP_REST_Request $request): string
    {
        return trim((string) $request['address']);
    }

    private static function isNetwork(WP_REST_Request $request): bool
    {
        return is_multisite() && rest_sanitize_boolean($request['network'] ?? false);
    }
}
