<?php
namespace Homing\Mail\Admin;

use Homing\Mail\Account\Settings;
use Homing\Mail\OAuth2\AuthorizationServer;
use Homing\Mail\OAuth2\Flow;
use Homing\Mail\OAuth2\SignIn;

/** What a screen may know of the account: never a secret, only whether there is one. */
final class State
{
    const SHOWN = ['address', 'host', 'port', 'security', 'username', 'method', 'client_id', 'tenant', 'mailbox', 'advice', 'password_until', 'from_name',
        'force_from', 'graph', 'again', 'keep_recipients', 'keep_bodies', 'keep_days', 'keep_count', 'enabled'];

    public static function of(bool $network): array
    {
        $settings = $network ? Settings::saved(true) : Settings::current();
        $state = ['fixed' => [], 'has' => []];
        foreach (self::SHOWN as $name) {
            $state[$name] = $settings->get($name);
        }
        foreach (Settings::CONSTANTS as $name) {
            if (!$network && $settings->isFixed($name)) {
                $state['fixed'][] = $name;
            }
        }
        foreach (Settings::SECRET as $name) {
            $state['has'][$name] = $settings->secret($name) !== null;
        }
        return $state + [
            'ready' => $settings->isReady(), 'from_network' => !$network && $settings->isFromNetwork() && $settings->get('address') !== '',
            'lost_secret' => $settings->hasLostSecret(), 'sign_in' => (new SignIn($settings))->about(),
            'device_codes' => (new AuthorizationServer($settings))->knowsDeviceCodes(),
            'redirect_uri' => Flow::redirectUri($network), 'can_come_back' => Flow::canComeBack($network),
        ];
    }
}
