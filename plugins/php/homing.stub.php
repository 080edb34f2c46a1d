<?php

/**
 * Homing: an e-mail address becomes a working mail account. What the extension "homing" declares, for editors and for those who read;
 * homing_arginfo.h is generated from it.
 *
 *     $session = new Homing\Session();
 *     echo $session->resolve('ada@contoso.example')->wait()->text('/imap/0/host');
 *
 * @generate-class-entries
 */

namespace Homing;

/** Cancels a job by its number, from anywhere in this process; false where none of it is running. */
function cancel(int $job): bool {}

/** What the library refused: a status, a sentence, and of an address the byte at which it is wrong. What a callback threw is before it. */
class Exception extends \RuntimeException
{
    public readonly int $status;
    public readonly int $position;

    /** Whether the status is that of Library::STATUSES. */
    public function is(string $name): bool {}
}

/** The mail address is malformed. */
final class InvalidAddressException extends Exception {}

/** The job was cancelled: by a listener, by cancel(), or with its end. */
final class CancelledException extends Exception {}

/** The time that homing.deadline_ms leaves was up first; the job goes on at the next wait(). */
final class PendingException extends Exception {}

/** The library cannot be used here: while PHP preloads, after a fork of the process that made an object, inside a callback, without memory. */
final class UnavailableException extends Exception {}

/** Keeps sign-ins for a session. The values are secrets. It must not call the library. */
interface Store
{
    public function get(string $key): ?string;

    public function put(string $key, #[\SensitiveParameter] string $value): void;

    public function erase(string $key): void;
}

/**
 * The library as a whole, and what its tables hold.
 *
 * @strict-properties
 * @not-serializable
 */
final class Library
{
    /**
     * @var int
     * @cvalue HOMING_ABI_VERSION
     */
    public const ABI_VERSION = UNKNOWN;
    /** @var array<string, int> name => number */
    public const STATUSES = [];
    /** @var array<string, string> name => default */
    public const OPTIONS = [];
    /** @var list<string> the ids that a diagnosis can have */
    public const DIAGNOSES = [];

    private function __construct() {}

    public static function version(): string {}

    public static function abiVersion(): int {}

    public static function statusText(int $status): string {}

    /** @return list<array{name: string, type: string, default: string, sentence: string}> */
    public static function optionsTable(): array {}

    /** @return list<array{name: string, for: string, kind: string, sentence: string}> */
    public static function exportFormats(): array {}

    /** Cancels a job by its number; false where none of it is running. */
    public static function cancel(int $job): bool {}
}

/**
 * Options by name; Library::OPTIONS has the names and their defaults.
 *
 * @strict-properties
 * @not-serializable
 */
final class Options
{
    /** @param array<string, string|int|bool> $values */
    public function __construct(array $values = []) {}

    public function set(string $name, string|int|bool $value): static {}

    /** Null for a name that does not exist. */
    public function get(string $name): ?string {}

    public function close(): void {}
}

/**
 * A mail address and what it takes to use it.
 *
 * @strict-properties
 * @not-serializable
 */
final class Account
{
    /** @param array<string, string> $values such as ['protocols' => 'imap,smtp'] */
    public function __construct(string $address, array $values = []) {}

    public function set(string $name, string $value): static {}

    public function password(#[\SensitiveParameter] string $secret): static {}

    public function token(#[\SensitiveParameter] string $secret): static {}

    public function clientSecret(#[\SensitiveParameter] string $secret): static {}

    public function close(): void {}
}

/**
 * What jobs share. Make one and keep it: what it has learnt outlives the request, in the process.
 *
 * @strict-properties
 * @not-serializable
 */
final class Session
{
    /** @param Options|array<string, string|int|bool> $options */
    public function __construct(Options|array $options = []) {}

    /** Works for all jobs: whether one has ended, or none is left, before the time was up. Negative: no limit. */
    public function run(int $timeoutMs = -1): bool {}

    /** As run: the number of a job that has ended; 0 where none is left, null where the time was up. */
    public function next(int $timeoutMs = -1): ?int {}

    /** Has sign-ins kept in a place of the host's own. */
    public function store(Store $place): void {}

    public function storeKey(#[\SensitiveParameter] string $key): void {}

    public function resolve(string $address): Job {}

    public function resolveDomain(string $domain): Job {}

    /** Reads a configuration that somebody publishes for an address. */
    public function check(string $published, string $address): Job {}

    public function audit(string $domain): Job {}

    public function verify(Account $account): Job {}

    public function sendTest(Account $account, string $to): Job {}

    public function authorize(Account $account): Job {}

    /** @param string $access imap, pop3, smtp or graph; the result's secret() has the token */
    public function token(Account $account, string $access): Job {}

    /** @param string $mechanism XOAUTH2 or OAUTHBEARER; the result's secret() has the response */
    public function sasl(Account $account, string $access, string $mechanism): Job {}

    public function signOut(Account $account): Job {}

    /** Tells what an error text means. */
    public function explain(#[\SensitiveParameter] string $words): Job {}

    public function optionsToSend(string $domain): Job {}

    /** Another program's configuration; Library::exportFormats() lists the formats. */
    public function export(Account $account, string $format): Job {}

    /**
     * Any operation by its JSON request.
     *
     * @param array<string, mixed>|string $request
     */
    public function call(#[\SensitiveParameter] array|string $request): Job {}

    public function bulk(bool $inOrder = true, int $most = 0): Bulk {}

    public function close(): void {}
}

/**
 * One operation under way.
 *
 * @strict-properties
 * @not-serializable
 */
final class Job
{
    private function __construct() {}

    public function id(): int {}

    /** Works: whether the job has ended before the time was up. Negative: until its own deadline. */
    public function run(int $timeoutMs = -1): bool {}

    /** Works until the end, or until homing.deadline_ms have passed. */
    public function wait(): Result {}

    /**
     * What has happened since it was last asked.
     *
     * @return list<array<string, mixed>>
     */
    public function events(): array {}

    /** What a listener or a store threw while the job ran: it cannot pass through the library. */
    public function thrown(): ?\Throwable {}

    /** Has events told inside run(); a listener that returns false, or throws, cancels the job. */
    public function listen(?callable $listener): void {}

    public function cancel(): bool {}

    public function close(): void {}
}

/** @strict-properties */
final class Server
{
    public readonly string $host;
    public readonly int $port;
    public readonly string $security;
    public readonly string $username;
}

/** @strict-properties */
final class Diagnosis
{
    public readonly string $id;
    public readonly string $who;
    public readonly string $meaning;
    /** @var list<string> */
    public readonly array $steps;
    public readonly string $link;
    public readonly string $confidence;
    public readonly string $next;
}

/**
 * What came out. Pointers are JSON Pointers (RFC 6901), such as "/smtp/0/host".
 *
 * @strict-properties
 * @not-serializable
 */
final class Result
{
    private function __construct() {}

    public function json(): string {}

    /** @return array<string, mixed> */
    public function document(): array {}

    public function outcome(): ?string {}

    public function text(string $pointer): ?string {}

    public function number(string $pointer, int $otherwise = 0): int {}

    public function count(string $pointer): int {}

    /** A part of the document, read; null where there is none. */
    public function part(string $pointer): mixed {}

    /**
     * The servers of "imap", "pop3" or "smtp", preferred first.
     *
     * @return list<Server>
     */
    public function servers(string $protocol): array {}

    /** Why it failed: of a sign-in, or of a protocol of a verification. */
    public function diagnosis(?string $protocol = null): ?Diagnosis {}

    /**
     * What an error text can mean, best first.
     *
     * @return list<Diagnosis>
     */
    public function matches(): array {}

    /** The token or SASL response. */
    public function secret(): ?string {}

    public function trace(): ?string {}

    public function close(): void {}
}

/**
 * Very many addresses and domains: lines in, documents out.
 *
 * @strict-properties
 * @not-serializable
 */
final class Bulk
{
    private function __construct() {}

    public function underWay(): int {}

    /** False: there is no room; take documents first. */
    public function add(string $line): bool {}

    /**
     * The next document; null where no line is left, or the time was up.
     *
     * @return array<string, mixed>|null
     */
    public function next(int $timeoutMs = -1): ?array {}

    /** @param iterable<string> $lines */
    public function resolve(iterable $lines): Documents {}

    public function close(): void {}
}

/**
 * The documents of a bulk while its lines are read.
 *
 * @strict-properties
 * @not-serializable
 */
final class Documents implements \Iterator
{
    private function __construct() {}

    /** @return array<string, mixed> */
    public function current(): array {}

    public function key(): int {}

    public function next(): void {}

    public function rewind(): void {}

    public function valid(): bool {}
}
