<?php
namespace Homing\Mail\Native;

/** One operation through the C interface, whichever way PHP's FFI has got hold of it. */
final class Conversation
{
    const ABI_VERSION = 1;
    /** Of homing.h, what an operation needs. */
    const DECLARATIONS = <<<'C'
typedef struct homing_options homing_options; typedef struct homing_session homing_session;
typedef struct homing_job homing_job; typedef struct homing_result homing_result;
int32_t homing_abi_version(void);
int32_t homing_options_new(homing_options **out);
int32_t homing_options_set(homing_options *options, const char *name, const char *value);
const char *homing_options_error(const homing_options *options);
void homing_options_free(homing_options *options);
int32_t homing_session_new(const homing_options *options, homing_session **out);
const char *homing_session_error(const homing_session *session);
void homing_session_free(homing_session *session);
int32_t homing_call(homing_session *session, const char *request, homing_job **out);
int32_t homing_job_run(homing_job *job, int32_t timeout_ms);
const char *homing_job_error(const homing_job *job);
const char *homing_status_text(int32_t status);
int32_t homing_job_result(homing_job *job, homing_result **out);
void homing_job_free(homing_job *job);
const char *homing_result_json(const homing_result *result);
void homing_result_free(homing_result *result);
C;
    private \FFI $c;

    public function __construct(\FFI $c)
    {
        $this->c = $c;
        $found = $c->homing_abi_version();
        if ($found !== self::ABI_VERSION) {
            throw new Failure("The library has ABI version $found; this plug-in is for version " . self::ABI_VERSION . '.');
        }
    }

    public function hold(array $request, array $options): string
    {
        $c = $this->c;
        $chosen = $this->made('homing_options', fn ($out) => $c->homing_options_new($out));
        $session = $job = $result = null;
        try {
            foreach ($options as $name => $value) {
                $this->check($c->homing_options_set($chosen, $name, $value), fn () => $c->homing_options_error($chosen));
            }
            $session = $c->new('homing_session *');
            $this->check($c->homing_session_new($chosen, \FFI::addr($session)), fn () => $c->homing_session_error($session));
            $job = $c->new('homing_job *');
            $why = fn () => $c->homing_job_error($job);
            $words = json_encode($request, JSON_UNESCAPED_SLASHES | JSON_UNESCAPED_UNICODE | JSON_THROW_ON_ERROR);
            $this->check($c->homing_call($session, $words, \FFI::addr($job)), $why);
            $this->check($c->homing_job_run($job, -1), $why);
            $result = $c->new('homing_result *');
            $this->check($c->homing_job_result($job, \FFI::addr($result)), $why);
            return $c->homing_result_json($result);
        } finally {
            $c->homing_result_free($result);
            $c->homing_job_free($job);
            $c->homing_session_free($session);
            $c->homing_options_free($chosen);
        }
    }

    private function made(string $what, callable $make): \FFI\CData
    {
        $object = $this->c->new("$what *");
        $this->check($make(\FFI::addr($object)), fn () => '');
        return $object;
    }

    private function check(int $status, callable $why): void
    {
        if ($status !== 0) {
            throw new Failure($why() ?: $this->c->homing_status_text($status), $status);
        }
    }
}
