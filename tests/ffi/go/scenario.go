// The scenario in Go: reads what is given as lines of name=value, prints what came out as one line of JSON.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"runtime"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"sync"
	"time"

	"homing.example/homing"
)

var given, told = map[string]string{}, map[string]any{}

func must(truth bool, words string) {
	if !truth {
		panic(words)
	}
}

func good[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func refused[T any](_ T, err error) *homing.Error {
	var told *homing.Error
	must(errors.As(err, &told), fmt.Sprint("it was not refused but ", err))
	return told
}

func done[T any](job *homing.Job[T], err error) *homing.Result[T] {
	must(err == nil, fmt.Sprint(err))
	defer job.Close()
	return good(job.Wait(context.Background()))
}

func document[T any](job *homing.Job[T], err error) T { return good(done(job, err).Document()) }

func session(values ...string) *homing.Session {
	options := map[string]string{}
	for i := 0; i < len(values); i += 2 {
		options[values[i]] = values[i+1]
	}
	return good(homing.NewSession(options))
}

func account(address string, values ...string) *homing.Account {
	made := good(homing.NewAccount(address))
	for i := 0; i < len(values); i += 2 {
		good(0, made.Set(values[i], values[i+1]))
	}
	return made
}

func tenths(since time.Time, unit time.Duration) float64 {
	return math.Round(float64(time.Since(since))/float64(unit)*10) / 10
}

func theLibrary() {
	told["abi"] = homing.AbiVersion()
	must(homing.Version() != "" && homing.Ok.String() != homing.InvalidAddress.String(), "statuses have sentences")
	var table struct{ Options []struct{ Name string } }
	good(0, json.Unmarshal(homing.OptionsTable(), &table))
	stale := len(table.Options) - len(homing.OptionDefaults)
	for _, option := range table.Options {
		if _, known := homing.OptionDefaults[option.Name]; !known {
			stale++
		}
	}
	told["options.stale"] = stale
}

func whatIsRefused(s *homing.Session) {
	unknown := refused(homing.NewSession(map[string]string{"no.such.option": "on"}))
	told["unknown_option.status"] = unknown.Status
	must(strings.Contains(unknown.Error(), "no.such.option"), unknown.Error())
	told["invalid_value.status"] = refused(homing.NewSession(map[string]string{"deadline_ms": "soon"})).Status
	address := refused(s.Resolve(given["invalid"]))
	told["invalid_address.status"], told["invalid_address.position"] = address.Status, address.Position
	must(strings.Contains(address.Sentence, "space"), address.Sentence)
	told["invalid_request.status"] = refused(s.Call("{")).Status
	told["account.status"] = refused(0, account("ada@contoso.example").Set("flow", "pigeon")).Status
	options := good(homing.NewOptions(map[string]string{"offline": "on"}))
	must(options.Get("offline") == "on", "the option is set")
	options.Close()
}

func oneAddress(s *homing.Session) {
	result := done(s.Resolve(given["address"]))
	defer result.Close()
	settings := good(result.Document())
	server := settings.Imap[0]
	must(server.Host == result.Text("/imap/0/host") && int64(server.Port) == result.Number("/imap/0/port", 0), "both doors say the same")
	told["resolve.outcome"], told["resolve.imap"], told["resolve.port"] = result.Outcome(), server.Host, server.Port
	told["resolve.kind"], told["resolve.count"] = settings.Mailbox.Kind, result.Count("/imap")
	must(string(result.Part("/imap/0/host")) == `"`+server.Host+`"` && result.Text("/nowhere") == "" && result.Number("/nowhere", 7) == 7, "what is not there")
}

func anErrorText(s *homing.Session) {
	match := document(s.Explain(given["error"])).Matches[0]
	told["explain.id"], told["explain.who"] = match.ID, match.Who
	must(sort.SearchStrings(homing.DiagnosisIDs, match.ID) < len(homing.DiagnosisIDs), "the id is known")
}

func anAccount() {
	s, who := session("answers", given["answers"], "trace", "on"), account(given["replayed"], "protocols", "imap,smtp")
	good(0, who.Password([]byte(given["replayed.password"])))
	job := good(s.Verify(who))
	result := good(job.Wait(context.Background()))
	proof := good(result.Document())
	told["verify.outcome"], told["verify.imap"], told["verify.smtp"] = proof.Outcome, proof.Protocols["imap"].Ok, proof.Protocols["smtp"].Ok
	var events, steps []string
	for event := job.Event(); event != nil; event = job.Event() {
		events = append(events, event.Event)
		if event.Event == "step" && event.Protocol == "imap" {
			steps = append(steps, event.Step)
		}
	}
	told["events.first"], told["events.last"], told["events.steps"] = events[0], events[len(events)-1], strings.Join(steps, " ")
	shown := fmt.Sprintf("%+v %#v %+v %#v", who, who, s, result) + result.JSON() + result.Trace()
	must(!strings.Contains(shown, given["replayed.password"]), "the password is shown")
	sender := account(given["sending"])
	good(0, sender.Token([]byte("xxxxxxxxx")))
	good(0, sender.Password([]byte("xxxxxxxxx")))
	told["send.sent"] = document(s.SendTest(sender, "grace@contoso.example")).Sent
	heard := good(s.Resolve(given["replayed"]))
	good(0, heard.Listen(func(event *homing.Event) bool { told["listen.last"] = event.Event; return true }))
	good(heard.Wait(context.Background()))
	heard.Close()
	unwanted := good(s.Resolve(given["replayed"]))
	good(0, unwanted.Listen(func(*homing.Event) bool { return false }))
	must(refused(unwanted.Wait(context.Background())).Status == homing.Cancelled, "a listener cancels")
	unwanted = good(s.Resolve(given["replayed"]))
	good(0, unwanted.Listen(func(*homing.Event) bool { panic("of the listener") }))
	must(refused(unwanted.Wait(context.Background())).Status == homing.Cancelled, "a listener that panics cancels")
	listenersOfManyGoroutines(s)
	aRefusedListener(s)
}

func deeper(levels int) int {
	var held [128]int
	if levels > 0 {
		held[levels%len(held)] = deeper(levels - 1)
	}
	return held[levels%len(held)] + 1
}

// listenersOfManyGoroutines have stacks that grow, and are looked through for pointers, while they are called.
func listenersOfManyGoroutines(s *homing.Session) {
	var all sync.WaitGroup
	for i := 0; i < 200; i++ {
		all.Add(1)
		go func() {
			defer all.Done()
			job, calls := good(s.Resolve(given["replayed"])), 0
			defer job.Close()
			good(0, job.Listen(func(*homing.Event) bool { calls++; return deeper(100) > 0 }))
			good(job.Wait(context.Background()))
			must(calls > 0, "each listener is called")
		}()
	}
	all.Wait()
}

func aRefusedListener(s *homing.Session) {
	closed, forgotten := good(s.Resolve(given["replayed"])), make(chan struct{})
	closed.Close()
	held := new([64]byte)
	runtime.SetFinalizer(held, func(*[64]byte) { close(forgotten) })
	must(refused(0, closed.Listen(func(*homing.Event) bool { return held[0] == 0 })).Status == homing.InvalidHandle, "the job is closed")
	held = nil
	for i := 0; i < 100; i++ {
		runtime.GC()
		select {
		case <-forgotten:
			return
		case <-time.After(10 * time.Millisecond):
		}
	}
	panic("a listener that was refused is kept")
}

type place map[string][]byte

func (p place) Get(key string) ([]byte, error)     { return p[key], nil }
func (p place) Put(key string, value []byte) error { p[key] = value; return nil }
func (p place) Erase(key string) error             { delete(p, key); return nil }

type broken struct{ place }

func (broken) Get(string) ([]byte, error) { panic("the disk is full") }

func aSignIn() {
	kept := place{}
	s := session("answers", given["sign_in"], "oauth.client_id", "client-of-a-test", "store.folder", given["folder"])
	good(0, s.Store(kept))
	good(0, s.StoreKey([]byte(strings.Repeat("k", 32))))
	who := account(given["signing_in"], "flow", "device", "access", "imap,smtp")
	good(0, account(given["signing_in"]).ClientSecret([]byte("sssssssss")))
	told["unsigned.id"] = document(s.Token(who, "imap")).Diagnosis.ID
	job := good(s.Authorize(who))
	told["authorize.outcome"] = good(job.Wait(context.Background())).Outcome()
	for event := job.Event(); event != nil; event = job.Event() {
		if event.Event == "code" {
			told["authorize.code"] = event.Code
		}
	}
	token := done(s.Token(who, "imap"))
	told["token.secret"] = token.Secret()
	must(len(kept) > 0 && !strings.Contains(token.JSON()+fmt.Sprintf("%+v", token), token.Secret()), "the token is shown")
	told["sasl.secret"] = done(s.SASL(who, "smtp", "XOAUTH2")).Secret()
	told["sign_out.outcome"] = document(s.SignOut(who)).Outcome
	must(len(kept) == 0, "the sign-in is erased")
	good(0, s.Store(broken{}))
	told["broken_store.id"] = document(s.Token(who, "imap")).Diagnosis.ID
}

func aCancel(s *homing.Session, address, name string) {
	job := good(s.Resolve(address))
	defer job.Close()
	ctx, stop := context.WithCancel(context.Background())
	var since time.Time
	go func() {
		time.Sleep(100 * time.Millisecond)
		since = time.Now()
		stop()
	}()
	_, err := job.Wait(ctx)
	must(errors.Is(err, context.Canceled), fmt.Sprint(err))
	told[name] = tenths(since, time.Millisecond)
	must(!homing.Cancel(job.ID()), "the job has ended")
}

func cancels() {
	s := session("dns.servers", given["silent"], "deadline_ms", "20000")
	aCancel(s, "ada@contoso.example", "cancel.async_ms")
	job := good(s.Resolve("ada@contoso.example"))
	must(!good(job.Run(100)), "it hangs")
	since := time.Now()
	must(homing.Cancel(job.ID()), "it is cancelled")
	must(refused(job.Run(-1)).Status == homing.Cancelled, "it says so")
	told["cancel.ms"] = tenths(since, time.Millisecond)
	short, end := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer end()
	_, err := good(s.Resolve("ada@contoso.example")).Wait(short)
	must(errors.Is(err, context.DeadlineExceeded), fmt.Sprint(err))
}

func theRest(s *homing.Session) {
	told["domain.outcome"] = done(s.ResolveDomain("outlook.com")).Outcome()
	told["call.version"] = done(s.Call(`{"op":"version"}`)).Text("/homing")
	told["check.outcome"] = done(s.Check(given["published"], "ada@fabrikam.example")).Outcome()
	replayed := session("answers", given["answers"])
	told["audit.domain"] = document(replayed.Audit("fabrikam.example"))["domain"]
	told["sending.count"] = done(replayed.OptionsToSend("contoso.example")).Count("/options") > 3
	who := account(given["replayed"])
	told["formats.told"] = strings.Contains(string(homing.ExportFormats()), `"msmtp"`)
	written := document(replayed.Export(who, "msmtp"))
	told["export.outcome"], told["export.file"] = written.Outcome, written.Files[0].Name
	told["no_format.status"] = refused(replayed.Export(who, "no-such-format")).Status
	bulk := good(replayed.Bulk(true, 0))
	var inputs []string
	for _, line := range []string{"ada@fabrikam.example", "b\u00fccher.example"} {
		must(good(bulk.Add(line)), "there is room")
	}
	for bulk.UnderWay() > 0 {
		var one struct{ Input string }
		next, _, err := bulk.Next(-1)
		good(0, err)
		good(0, json.Unmarshal(next, &one))
		inputs = append(inputs, one.Input)
	}
	bulk.Close()
	told["bulk.inputs"] = strings.Join(inputs, " ")
	job := good(replayed.Resolve("ada@fabrikam.example"))
	for id := uint32(0); id != job.ID(); {
		id, _, _ = replayed.Next(-1)
	}
	must(good(job.Run(0)) && good(replayed.Run(0)), "it has ended")
}

func rssKb() int {
	debug.FreeOSMemory()
	words := strings.Fields(string(good(os.ReadFile("/proc/self/statm"))))
	return good(strconv.Atoi(words[1])) * 4
}

func veryOften(s *homing.Session) {
	calls := good(strconv.Atoi(given["calls"]))
	times := func() float64 {
		all := make([]float64, calls)
		for i := range all {
			since := time.Now()
			result := done(s.Resolve(given["address"]))
			must(result.JSON() != "", "there is a document")
			result.Close()
			all[i] = tenths(since, time.Microsecond)
		}
		sort.Float64s(all)
		return all[calls/2]
	}
	times()
	times()
	before := rssKb()
	told["call.us"] = times()
	told["growth.kb"] = rssKb() - before
}

func theLab() {
	options := []string{"tls.ca_file", given["lab.ca"], "store.folder", given["folder"], "oauth.client_id", given["lab.client"]}
	s, kept := session(append(options, "dns.servers", given["lab.dns"])...), place{}
	good(0, s.Store(kept))
	told["lab.resolve.imap"] = done(s.Resolve(given["lab.address"])).Text("/imap/0/host")
	right, wrong := account(given["lab.address"]), account(given["lab.address"])
	good(0, right.Password([]byte(given["lab.password"])))
	good(0, wrong.Password([]byte("never-a-good-password")))
	proof := document(s.Verify(right))
	told["lab.verify.outcome"], told["lab.verify.imap"] = proof.Outcome, proof.Protocols["imap"].Ok
	proof = document(s.Verify(wrong))
	told["lab.wrong.outcome"], told["lab.wrong.next"] = proof.Outcome, proof.Protocols["imap"].Next
	told["lab.send.sent"] = document(s.SendTest(right, given["lab.to"])).Sent
	app := account(given["lab.app"], "flow", "app", "access", "imap,pop3,smtp")
	good(0, app.ClientSecret([]byte(given["lab.client_secret"])))
	told["lab.unsigned.id"] = document(s.Token(app, "imap")).Diagnosis.ID
	told["lab.authorize.outcome"] = document(s.Authorize(app)).Outcome
	token := done(s.Token(app, "imap"))
	told["lab.token"] = len(token.Secret()) > 20 && !strings.Contains(token.JSON(), token.Secret()) && len(kept) > 0
	told["lab.sign_out.outcome"] = document(s.SignOut(app)).Outcome
	aCancel(session(append(options, "dns.servers", given["lab.dead"], "deadline_ms", "20000")...), given["lab.address"], "lab.cancel.ms")
}

func main() {
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		name, value, _ := strings.Cut(lines.Text(), "=")
		given[name] = value
	}
	s := session("offline", "on")
	theLibrary()
	whatIsRefused(s)
	oneAddress(s)
	anErrorText(s)
	anAccount()
	aSignIn()
	cancels()
	theRest(s)
	veryOften(s)
	if given["lab.ca"] != "" {
		theLab()
	}
	fmt.Println(string(good(json.Marshal(told))))
}
