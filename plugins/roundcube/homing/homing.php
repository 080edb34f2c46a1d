<?php
/**
 * Signs people in at the mail servers of their address, and explains what refuses them.
 *
 * @license MIT
 */
require_once __DIR__ . '/src/autoload.php';

use Homing\Mail\Native\Failure;
use Homing\Roundcube\Account;
use Homing\Roundcube\Accounts;
use Homing\Roundcube\Connection;
use Homing\Roundcube\EncryptedImap;
use Homing\Roundcube\Explanation;
use Homing\Roundcube\Refusal;
use Homing\Roundcube\SignIn;

class homing extends rcube_plugin
{
    /** Each is the name of a method, too. */
    const HOOKS = ['startup', 'authenticate', 'oauth_login', 'login_after', 'login_failed', 'storage_connect', 'smtp_connect', 'message_send_error',
        'loginform_content', 'template_object_loginform'];
    private ?Accounts $accounts = null;
    /** Of the sign-in that this request tries. */
    private ?Account $account = null;
    /** HTML for the login page. */
    private string $explained = '';

    public function init()
    {
        $this->load_config('config.inc.php.dist');
        $this->load_config();
        $this->add_texts('localization/');
        $this->include_stylesheet('homing.css');
        $this->accounts = new Accounts(rcmail::get_instance());
        SignIn::resume($this->accounts);
        foreach (self::HOOKS as $hook) {
            $this->add_hook($hook, [$this, $hook]);
        }
    }

    /** What the authorization server said where it sent the browser back without a code (RFC 6749 section 4.1.2.1). */
    public function startup($args)
    {
        $error = rcube_utils::get_input_string('error', rcube_utils::INPUT_GET);
        if ($args['action'] === 'oauth' && $error !== '' && !empty($_SESSION[SignIn::KEPT])) {
            $this->explain(trim($error . ' ' . rcube_utils::get_input_string('error_description', rcube_utils::INPUT_GET)), null);
        }
        return $args;
    }

    /** The form was sent: the host comes from the address, and a password goes only where it is taken. */
    public function authenticate($args)
    {
        if (!$args['valid'] || !$this->accounts->covers($args['user'])) {
            return $args;
        }
        try {
            $this->account = $this->accounts->of($args['user']);
            $this->account->check();
            if (!$this->account->takesPasswords() || (string) $args['pass'] === '') {
                SignIn::begin($this->account, $this->accounts);
            }
            return ['host' => $this->account->storage(), 'user' => $this->account->username()] + $args;
        } catch (Failure $failure) {
            rcube::raise_error(['code' => 600, 'message' => 'homing: ' . $failure->getMessage(), 'file' => __FILE__, 'line' => __LINE__], true);
            $this->explained = Explanation::sentence($this->gettext('unavailable'));
        } catch (Refusal $refusal) {
            $this->explained = Explanation::refusal($refusal, fn ($label) => $this->gettext($label));
        }
        return ['abort' => true, 'error' => $this->gettext('refused')] + $args;
    }

    /** Somebody has signed in at a provider, this way or by Roundcube's own oauth_*, perhaps with another address than the one typed before. */
    public function oauth_login($args)
    {
        if ($this->accounts->covers((string) $args['username'])) {
            try {
                $this->account = $this->accounts->of($args['username']);
                $this->account->check();
                rcmail::get_instance()->config->set('imap_host', $this->account->storage());
            } catch (Failure | Refusal $why) {
                $this->account = null;
            }
        }
        return $args;
    }

    public function login_after($args)
    {
        if ($this->account) {
            $_SESSION['homing'] = ['storage' => $this->account->storageHost(), 'submission' => $this->account->submission()];
        }
        return $args;
    }

    /** The reply is the one that Roundcube has had: nothing is tried again. */
    public function login_failed($args)
    {
        $client = rcmail::get_instance()->get_storage()->conn;
        if ($this->account && $client instanceof EncryptedImap && $client->reply() !== '') {
            $this->explain($client->reply(), $this->account);
        }
        return $args;
    }

    public function storage_connect($args)
    {
        $isOurs = $args['host'] === ($this->account ? $this->account->storageHost() : $_SESSION['homing']['storage'] ?? null);
        return $isOurs ? Connection::ofStorage($args, $this->accounts) : $args;
    }

    public function smtp_connect($args)
    {
        $submission = $_SESSION['homing']['submission'] ?? null;
        return $submission ? Connection::ofSubmission($args, $submission, $this->accounts) : $args;
    }

    public function message_send_error($args)
    {
        $smtp = rcmail::get_instance()->smtp;
        $reply = !empty($_SESSION['homing']) && is_object($smtp) ? implode(' ', (array) $smtp->get_response()) : '';
        $matches = $reply === '' ? [] : $this->accounts->explained($reply);
        if (($args['error']['vars']['msg'] ?? '') === Connection::STRIPPED) {
            $args['error'] = rcube::Q($this->gettext('unencrypted'));
        } elseif ($matches) {
            $args['error'] = Explanation::brief($matches[0], $reply, fn ($label) => $this->gettext($label));
        }
        return $args;
    }

    /** Who signs in at the provider has no password to type. */
    public function loginform_content($form)
    {
        if ($this->accounts->clients() && isset($form['inputs']['password'])) {
            $form['inputs']['password']['content'] = preg_replace('/ required(="[^"]*")?/', '', $form['inputs']['password']['content'])
                . html::div(['class' => 'hint', 'id' => 'homing-hint'], rcube::Q($this->gettext('nopassword')));
        }
        return $form;
    }

    public function template_object_loginform($args)
    {
        $oauth = rcmail::get_instance()->oauth;
        if ($this->explained === '' && !empty($_SESSION[SignIn::KEPT]) && $oauth->get_last_error()) {
            $this->explain($oauth->get_last_error(), null);
        }
        return ['content' => $args['content'] . $this->explained] + $args;
    }

    private function explain(string $reply, ?Account $account): void
    {
        $this->explained = $reply === Connection::STRIPPED ? Explanation::sentence($this->gettext('unencrypted'))
            : Explanation::reply($this->accounts->explained($reply), $reply, $account, fn ($label) => $this->gettext($label));
    }
}
