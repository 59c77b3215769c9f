package simulator_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// peer is a server of canned answers that llsim is measured beside.
type peer struct {
	name    string
	program string                                     // below the folder of peers; "" for one that is built or runs here
	args    func(dir, port string, p peering) []string // of the program; it listens on the port
	runner  string                                     // the program that runs it, "" for itself
	path    string
	header  string // name and value
	form    bool   // it takes a form instead of the order's JSON
	signed  string // the sign_type, where each request is an order of its own
}

// peering is what each peer is measured with: requests, each an order of its own, and the answer to one. What others take and give has their
// sizes.
type peering struct {
	requests [][]byte
	answer   []byte
}

// peerRequests is how many different requests a peer is sent, more than it answers: llsim would take a request that comes again for a retry.
const peerRequests = 300_000

var peers = []peer{
	{name: "llsim", program: "llsim", path: "/llwalletapi/combinepay.htm", signed: "RSA", args: serve},
	{name: "llsim-MD5", program: "llsim", path: "/llwalletapi/combinepay.htm", signed: "MD5", args: serve},
	{name: "stripe-mock", program: "bin/stripe-mock", path: "/v1/products", header: "Authorization: Bearer sk_test_1", form: true, args: func(_, port string, _ peering) []string {
		return []string{"-http-port", port}
	}},
	{name: "hoverfly", program: "bin/hoverfly", path: "/llwalletapi/combinepay.htm", args: hoverfly},
	{name: "wiremock", program: "node_modules/wiremock/build/wiremock-standalone-*.jar", runner: "java -jar", path: "/llwalletapi/combinepay.htm", args: wiremock},
	{name: "prism", program: "node_modules/@stoplight/prism-cli/dist/index.js", runner: "node", path: "/llwalletapi/combinepay.htm", args: prism},
}

func serve(_, port string, _ peering) []string {
	return []string{"serve", "--listen", "127.0.0.1:" + port}
}

// BenchmarkPeers measures llsim, which takes a new signed order with each request, beside servers that give a canned answer: wrk with 32
// connections for some seconds, after a warm-up. All are sent as many different requests, since wrk itself is slower with many than with one.
// PEERS is the folder that make bench-peers installs them into; one that is not there is left out. Run it with -benchtime 1x.
func BenchmarkPeers(b *testing.B) {
	folder := os.Getenv("PEERS")
	if folder == "" {
		b.Skip("PEERS does not name a folder of peers: make bench-peers does")
	}
	if _, err := exec.LookPath("wrk"); err != nil {
		b.Skip("wrk is not installed")
	}
	sample := sampleOrder(b)
	b.Run("bare", func(b *testing.B) {
		bare := httptest.NewServer(http.HandlerFunc(echo))
		defer bare.Close()
		wrk(b, bare.URL, peer{name: "bare"}, sample.requests)
	})
	for _, p := range peers {
		b.Run(p.name, func(b *testing.B) {
			found, err := filepath.Glob(filepath.Join(folder, p.program))
			if err != nil || len(found) == 0 {
				b.Skip("not installed in " + folder)
			}
			p.measure(b, found[0], sample)
		})
	}
}

// sampleOrder makes the requests, and places the order of the first.
func sampleOrder(b *testing.B) peering {
	server, err := simulator.Start(context.Background(), simulator.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer server.Close()
	requests := signedBodies(b, server.Control(), "RSA", "P", peerRequests)
	answer, err := http.Post(server.URL()+"/llwalletapi/combinepay.htm", "application/json", bytes.NewReader(requests[0])) //nolint:noctx // of this process
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || !bytes.Contains(body, []byte(`"ret_code":"0000"`)) {
		b.Fatalf("%v %s", err, body)
	}
	return peering{requests, body}
}

// measure starts a peer, waits for its first answer, and loads it.
func (p peer) measure(b *testing.B, program string, sample peering) {
	port := freePort(b)
	url := "http://127.0.0.1:" + port
	command := append(append(strings.Fields(p.runner), program), p.args(b.TempDir(), port, sample)...)
	run := exec.Command(command[0], command[1:]...) //nolint:gosec,noctx // what make bench-peers has installed; it is ended below
	b.ResetTimer()
	if err := run.Start(); err != nil {
		b.Fatal(err)
	}
	defer func() { _ = run.Process.Kill(); _ = run.Wait() }()
	bodies := p.bodies(sample)
	for answered := false; !answered; {
		if b.Elapsed().Seconds() > 60 {
			b.Fatal("no answer in a minute")
		}
		if answered = p.answers(b, url, bodies[0]); !answered {
			pause, stop := context.WithTimeout(b.Context(), time.Millisecond) // leaves the processor to the peer
			<-pause.Done()
			stop()
		}
	}
	cold := b.Elapsed()
	if p.signed != "" {
		bodies = signedBodies(b, client.NewControl(url, "default"), p.signed, "W", peerRequests)
	}
	wrk(b, url, p, bodies)
	b.ReportMetric(float64(cold.Microseconds())/1000, "cold-ms")
	b.ReportMetric(float64(residentKB(b, run.Process.Pid))/1024, "MB-resident")
}

// bodies are what a peer is sent: the orders, or forms of their size.
func (p peer) bodies(sample peering) [][]byte {
	if !p.form {
		return sample.requests
	}
	forms := make([][]byte, len(sample.requests))
	for i, request := range sample.requests {
		form := fmt.Appendf(nil, "name=%d&description=", i)
		forms[i] = append(form, bytes.Repeat([]byte("x"), len(request)-len(form))...)
	}
	return forms
}

func (p peer) answers(b *testing.B, url string, body []byte) bool {
	r, err := http.NewRequest(http.MethodPost, url+p.path, bytes.NewReader(body)) //nolint:noctx // of this machine
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Content-Type", p.contentType())
	if name, value, ok := strings.Cut(p.header, ": "); ok {
		r.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		return false
	}
	_ = answer.Body.Close()
	return answer.StatusCode == http.StatusOK
}

func (p peer) contentType() string {
	if p.form {
		return "application/x-www-form-urlencoded"
	}
	return "application/json"
}

// script lets each of two threads of wrk send every second body of a file.
const script = `
local threads = 0
function setup(thread) thread:set("id", threads); threads = threads + 1 end
function init(args)
  bodies, at = {}, 0
  local i = 0
  for line in io.lines(args[1]) do
    if i % 2 == id then bodies[#bodies + 1] = line end
    i = i + 1
  end
  wrk.method = "POST"
  wrk.headers["Content-Type"] = args[2]
  if args[3] then local name, value = args[3]:match("^(.-): (.*)$"); wrk.headers[name] = value end
end
function request()
  at = at % #bodies + 1
  return wrk.format(nil, nil, nil, bodies[at])
end
`

var (
	perSecond = regexp.MustCompile(`Requests/sec:\s+([0-9.]+)`)
	slowest   = regexp.MustCompile(`99%\s+([0-9.]+)(us|ms|s)`)
	refused   = regexp.MustCompile(`Non-2xx or 3xx responses: (\d+)`)
)

// wrk loads a server, after a warm-up with a third of the bodies, and reports requests per second and the 99th percentile.
func wrk(b *testing.B, url string, p peer, bodies [][]byte) {
	dir := b.TempDir()
	file := filepath.Join(dir, "script.lua")
	save(b, file, []byte(script))
	third := len(bodies) / 3
	var out []byte
	for _, round := range []struct {
		seconds string
		bodies  [][]byte
	}{{"10s", bodies[:third]}, {"10s", bodies[third:]}} {
		save(b, filepath.Join(dir, "bodies"), bytes.Join(round.bodies, []byte("\n")))
		args := []string{"-t2", "-c" + strconv.Itoa(connections), "-d" + round.seconds, "--latency", "-s", file, url + p.path, "--", filepath.Join(dir, "bodies"), p.contentType()}
		if p.header != "" {
			args = append(args, p.header)
		}
		var err error
		if out, err = exec.Command("wrk", args...).CombinedOutput(); err != nil { //nolint:gosec,noctx // it ends by itself
			b.Fatalf("%v\n%s", err, out)
		}
	}
	rate, worst := perSecond.FindSubmatch(out), slowest.FindSubmatch(out)
	if rate == nil || worst == nil || refused.Match(out) {
		b.Fatalf("%s", out)
	}
	number, _ := strconv.ParseFloat(string(rate[1]), 64) // the expressions match numbers only
	p99, _ := strconv.ParseFloat(string(worst[1]), 64)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(number, "requests/s")
	b.ReportMetric(p99*map[string]float64{"us": 0.001, "ms": 1, "s": 1000}[string(worst[2])], "p99-ms")
}

// wiremock is told its answer by a mapping.
func wiremock(dir, port string, p peering) []string {
	mapping, err := json.Marshal(map[string]any{
		"request":  map[string]any{"method": "POST", "url": "/llwalletapi/combinepay.htm"},
		"response": map[string]any{"status": 200, "body": string(p.answer), "headers": map[string]any{"Content-Type": "application/json;charset=utf-8"}},
	})
	if err == nil {
		err = os.MkdirAll(filepath.Join(dir, "mappings"), 0o750)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, "mappings", "order.json"), mapping, 0o600)
	}
	if err != nil {
		panic(err) // a mistake here
	}
	return []string{"--port", port, "--bind-address", "127.0.0.1", "--root-dir", dir, "--disable-banner"}
}

// prism is told its answer by the example of an OpenAPI document.
func prism(dir, port string, p peering) []string {
	var answer map[string]any
	err := json.Unmarshal(p.answer, &answer)
	document, marshal := json.Marshal(map[string]any{
		"openapi": "3.0.3", "info": map[string]any{"title": "order", "version": "1"},
		"paths": map[string]any{"/llwalletapi/combinepay.htm": map[string]any{"post": map[string]any{
			"requestBody": map[string]any{"content": map[string]any{"application/json": map[string]any{"schema": map[string]any{"type": "object"}}}},
			"responses": map[string]any{"200": map[string]any{"description": "accepted", "content": map[string]any{"application/json": map[string]any{
				"schema": map[string]any{"type": "object"}, "example": answer}}}},
		}}},
	})
	file := filepath.Join(dir, "openapi.json")
	write := os.WriteFile(file, document, 0o600)
	if err != nil || marshal != nil || write != nil {
		panic(fmt.Sprint(err, marshal, write)) // a mistake here
	}
	return []string{"mock", "-h", "127.0.0.1", "-p", port, "-v", "error", file}
}

// hoverfly is told its answer by a simulation.
func hoverfly(dir, port string, p peering) []string {
	simulation, err := json.Marshal(map[string]any{
		"data": map[string]any{"pairs": []any{map[string]any{
			"request":  map[string]any{"path": []any{map[string]any{"matcher": "exact", "value": "/llwalletapi/combinepay.htm"}}},
			"response": map[string]any{"status": 200, "body": string(p.answer), "headers": map[string]any{"Content-Type": []string{"application/json;charset=utf-8"}}},
		}}, "globalActions": map[string]any{"delays": []any{}}},
		"meta": map[string]any{"schemaVersion": "v5.2"},
	})
	file := filepath.Join(dir, "simulation.json")
	if err == nil {
		err = os.WriteFile(file, simulation, 0o600)
	}
	if err != nil {
		panic(err) // a mistake here
	}
	return []string{"-webserver", "-pp", port, "-ap", "0", "-import", file}
}

func save(b *testing.B, file string, content []byte) {
	b.Helper()
	if err := os.WriteFile(file, content, 0o600); err != nil {
		b.Fatal(err)
	}
}

func freePort(b *testing.B) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String()) // it has one
	return port
}
