<?php
namespace Homing\Mail\Native;

/** By the command line in a process of its own: slower, but it needs no more of PHP than proc_open, and cannot take PHP down. */
final class Process implements Way
{
    const NAME = 'process';
    const PLACES = ['/usr/bin/homing', '/usr/local/bin/homing'];
    /** Seconds beyond which a process that has passed its own deadlines is ended. */
    const PATIENCE = 30;
    /** Members of a request that are options of the command line. */
    const SWITCHES = ['protocols' => '--protocol', 'method' => '--method', 'username' => '--username', 'server' => '--server', 'find' => '--find'];

    public static function missing(): ?string
    {
        if (!function_exists('proc_open')) {
            return 'PHP may start no processes here (disable_functions).';
        }
        return self::program() ? null : 'There is no command "homing" (on Debian and Ubuntu: the package homing).';
    }

    public function call(array $request, array $options): string
    {
        [$words, $operands, $input] = self::command($request);
        foreach ($options as $name => $value) {
            array_push($words, '--set', "$name=$value");
        }
        [$out, $error] = self::run([self::program(), ...$words, '--json', '--', ...$operands], $input);
        if (strncmp(ltrim($out), '{', 1) === 0) {
            return $out;
        }
        throw new Failure(trim(preg_replace('/^homing: /', '', trim($error))) ?: 'The command "homing" ended without an answer.');
    }

    private static function program(): ?string
    {
        $named = getenv('HOMING_PROGRAM');
        foreach ($named ? [$named] : self::PLACES as $place) {
            if (@is_executable($place)) {
                return $place;
            }
        }
        return null;
    }

    /** The command with its switches, what it is about, and what it reads: a secret is never among the words. */
    private static function command(array $request): array
    {
        switch ($request['op']) {
            case 'resolve':
                return [['resolve'], [$request['address']], ''];
            case 'explain':
                return [['explain'], ['-'], $request['text']];
            case 'version':
                return [['version'], [], ''];
        }
        $words = ['verify'];
        foreach (array_intersect_key(self::SWITCHES, $request) as $member => $switch) {
            if ($request[$member] !== 'none') {
                array_push($words, $switch, $request[$member]);
            }
        }
        $secret = isset($request['password']) ? 'password' : 'token';
        $words[] = isset($request[$secret]) ? "--$secret-stdin" : '--no-login';
        return [$words, [$request['address']], isset($request[$secret]) ? $request[$secret] . "\n" : ''];
    }

    private static function run(array $words, string $input): array
    {
        $pipes = [];
        $process = proc_open($words, [['pipe', 'r'], ['pipe', 'w'], ['pipe', 'w']], $pipes, '/',
            ['PATH' => '/usr/bin:/bin', 'LC_ALL' => 'C.UTF-8', 'HOME' => '/nonexistent']
                + array_filter(['SSL_CERT_FILE' => getenv('SSL_CERT_FILE')]));
        if (!is_resource($process)) {
            throw new Failure('The command "homing" could not be started.');
        }
        fwrite($pipes[0], $input);
        fclose($pipes[0]);
        $said = self::heard($pipes[1], $pipes[2], microtime(true) + self::PATIENCE);
        if ($said === null) {
            proc_terminate($process, 9);
        }
        proc_close($process);
        if ($said === null) {
            throw new Failure('The command "homing" took longer than ' . self::PATIENCE . ' seconds and was ended.');
        }
        return $said;
    }

    /** What was said on both until they are closed; null where the time was up first. */
    private static function heard($out, $error, float $end): ?array
    {
        $said = ['', ''];
        $open = [0 => $out, 1 => $error];
        while ($open) {
            $ready = $open;
            $none = null;
            $left = $end - microtime(true);
            if ($left <= 0) {
                return null;
            }
            if (@stream_select($ready, $none, $none, (int) $left, (int) (fmod($left, 1) * 1e6)) === false) {
                continue; // a signal
            }
            foreach ($ready as $which => $stream) {
                $part = fread($stream, 65536);
                $said[$which] .= $part;
                if ($part === '' || $part === false) {
                    fclose($stream);
                    unset($open[$which]);
                }
            }
        }
        return $said;
    }
}
