"""What a call takes, and what it leaves behind."""
import json
import statistics

from fpm import Fpm
from stage import show

CALLS = 10000
MOST_US, MOST_KB, MOST_FIRST_MS = 500, 512, 500
CODE = """
function kilobytes(): int { gc_collect_cycles(); return (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4; }
function one(): float
{
    $start = hrtime(true);
    $session = new Homing\\Session(['offline' => true]);
    $session->resolve('ada@outlook.com')->wait()->document();
    return (hrtime(true) - $start) / 1e3;
}
$all = array_fill(0, 1000, 0.0);
for ($i = 0; $i < 1000; ++$i) { one(); }
$before = kilobytes();
for ($i = 0; $i < %d; ++$i) { $all[$i %% 1000] = one(); }
sort($all);
echo json_encode(['median' => $all[500], 'p99' => $all[990], 'growth' => kilobytes() - $before]);
""" % CALLS
REQUEST = """
$start = hrtime(true);
$session = new Homing\\Session(['offline' => true]);
$made = hrtime(true);
$session->resolve('ada@outlook.com')->wait()->document();
echo json_encode([getmypid(), ($made - $start) / 1e6, (hrtime(true) - $made) / 1e6]);
"""


@show("10 000 sessions and look-ups offline are quick, and leave nothing behind")
def calls(stage):
    printed, status = stage.run_php(CODE)
    if status != 0:
        return [printed]
    told = json.loads(printed)
    times = f"median {told['median']:.0f} us, 99 in 100 below {told['p99']:.0f} us"
    print(f"       session, resolve offline, document: {times}; {CALLS} calls: {told['growth']} kB more")
    return [] if told["median"] < MOST_US and told["growth"] < MOST_KB else [f"too much: {told}"]


@show("php-fpm: the first call of a worker, and those that follow")
def first_calls(stage):
    with Fpm(stage, "first") as fpm:
        script = fpm.script("request", REQUEST)
        told = [json.loads(fpm.ask(script)) for _ in range(40)]
    seen, first, later = set(), [], []
    for worker, made, asked in told:
        (later if worker in seen else first).append((made, asked))
        seen.add(worker)
    for name, rows in (("first", first), ("later", later)):
        print(f"       {name}: session {statistics.median(row[0] for row in rows):.3f} ms, resolve offline {statistics.median(row[1] for row in rows):.3f} ms")
    return [] if sum(map(max, first)) / len(first) < MOST_FIRST_MS else [f"too slow: {first}"]
