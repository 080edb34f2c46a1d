<?php
namespace Homing\Mail\Native;

/**
 * The library, however it can be reached from this PHP. Knows nothing of the host, so that WordPress, Roundcube and others share it.
 *
 *     $native = Native::best();
 *     $document = $native->resolve( 'ada@contoso.example' );    // manifests/schema/result.schema.json
 *
 * What fails throws a Failure, whose message is a sentence for people.
 */
final class Native
{
    /** The ways, best first: what is fast and cannot be reached by other scripts, then what needs less of the server. */
    const WAYS = [Extension::class, PreloadedFfi::class, Ffi::class, Process::class];
    /** Of the library's own, in milliseconds: below what web servers and people wait for one answer. */
    const DEADLINES = ['deadline_ms' => '6000', 'verify.deadline_ms' => '15000', 'verify.patience_ms' => '8000'];

    private ?Way $way;
    private array $options;

    private function __construct(?Way $way, array $options)
    {
        $this->way = $way;
        $this->options = $options + self::DEADLINES + ['net.private_addresses' => 'refuse', 'store.place' => 'none'];
    }

    /**
     * The best way there is.
     *
     * @param array<string, string> $options of the library, beyond the defaults here
     * @param string|null           $only    the name of the one way to take
     */
    public static function best(array $options = [], ?string $only = null): self
    {
        foreach (self::WAYS as $way) {
            if (($only === null || $only === $way::NAME) && $way::missing() === null) {
                return new self(new $way(), $options);
            }
        }
        return new self(null, $options);
    }

    /** extension, preloaded, ffi, process, or none. */
    public function name(): string
    {
        return $this->way === null ? 'none' : $this->way::NAME;
    }

    /** What each way that is better than the one taken would need: name => sentence. */
    public function wanting(): array
    {
        $wanting = [];
        foreach (self::WAYS as $way) {
            if ($way::NAME === $this->name()) {
                break;
            }
            $wanting[$way::NAME] = $way::missing();
        }
        return array_filter($wanting);
    }

    /** The settings of an address, and whose mailbox it is. */
    public function resolve(string $address): array
    {
        return $this->call(['op' => 'resolve', 'address' => $address]);
    }

    /**
     * Proves an account against its live servers.
     *
     * @param array $account address, and of protocols, method, username, server, find, password, token what is to count
     *                       (manifests/schema/request.schema.json); without a secret and with method none nobody signs in
     */
    public function verify(array $account): array
    {
        return $this->call(['op' => 'verify'] + $account);
    }

    /** What an error text means. Asks nobody. */
    public function explain(string $text): array
    {
        return $this->call(['op' => 'explain', 'text' => $text]);
    }

    public function version(): string
    {
        return (string) ($this->call(['op' => 'version'])['version'] ?? '');
    }

    private function call(array $request): array
    {
        if ($this->way === null) {
            throw new Failure('The Homing library cannot be reached from this PHP: ' . implode(' ', $this->wanting()));
        }
        $document = json_decode($this->way->call($request, $this->options), true, 128);
        if (!is_array($document)) {
            throw new Failure('The Homing library gave an answer that is no document.');
        }
        return $document;
    }
}
