package stress_test

import (
	"hash/fnv"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
)

// receivers are the merchants' addresses for notifications. What they do with one follows from its path and how often it has come.
type receivers struct {
	quick, slow *httptest.Server

	mu   sync.Mutex
	seen map[string]received // by path: /SANDBOX/pay/NO_ORDER or /SANDBOX/refund/NO_REFUND

	tally *tally
}

// received is what has become of the notifications at one path.
type received struct{ came, acknowledged int }

func newReceivers(y *tally) *receivers {
	r := &receivers{seen: map[string]received{}, tally: y}
	r.quick = httptest.NewServer(http.HandlerFunc(r.answer))
	r.slow = httptest.NewServer(http.HandlerFunc(r.hang))
	return r
}

func (r *receivers) close() {
	r.quick.Close()
	r.slow.Close()
}

// came counts a notification and returns how many came before it.
func (r *receivers) came(path string) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := r.seen[path]
	before := now.came
	now.came++
	r.seen[path] = now
	return before
}

// answer refuses up to three times, in one of three ways, before it acknowledges.
func (r *receivers) answer(w http.ResponseWriter, q *http.Request) {
	_, _ = io.Copy(io.Discard, q.Body)
	before := r.came(q.URL.Path)
	sum := fnv.New32a()
	_, _ = io.WriteString(sum, q.URL.Path)
	if n := sum.Sum32(); before < int(n%4) {
		switch (n>>8 + uint32(before)) % 3 {
		case 0:
			r.tally.did("receiver refused")
			_, _ = io.WriteString(w, `{"ret_code":"9999","ret_msg":"later"}`)
		case 1:
			r.tally.did("receiver was busy")
			http.Error(w, strings.Repeat("busy ", 100), http.StatusServiceUnavailable)
		default:
			r.tally.did("receiver broke off")
			panic(http.ErrAbortHandler) // breaks off
		}
		return
	}
	r.acknowledge(w, q.URL.Path)
}

// hang keeps the first notification waiting until the platform gives up.
func (r *receivers) hang(w http.ResponseWriter, q *http.Request) {
	_, _ = io.Copy(io.Discard, q.Body)
	if r.came(q.URL.Path) == 0 {
		r.tally.did("receiver hung")
		<-q.Context().Done()
		return
	}
	r.acknowledge(w, q.URL.Path)
}

func (r *receivers) acknowledge(w http.ResponseWriter, path string) {
	r.tally.did("receiver acknowledged")
	r.mu.Lock()
	now := r.seen[path]
	now.acknowledged++
	r.seen[path] = now
	r.mu.Unlock()
	_, _ = io.WriteString(w, `{"ret_code":"0000","ret_msg":"ok"}`)
}

// at returns what has become of the notifications at a path.
func (r *receivers) at(path string) received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seen[path]
}

// of returns what a sandbox's receivers have seen.
func (r *receivers) of(sandbox string) map[string]received {
	r.mu.Lock()
	defer r.mu.Unlock()
	mine := maps.Clone(r.seen)
	maps.DeleteFunc(mine, func(path string, _ received) bool { return !strings.HasPrefix(path, "/"+sandbox+"/") })
	return mine
}

// putBack puts what of returned in place of what a sandbox's receivers have seen since.
func (r *receivers) putBack(sandbox string, seen map[string]received) {
	r.mu.Lock()
	defer r.mu.Unlock()
	maps.DeleteFunc(r.seen, func(path string, _ received) bool { return strings.HasPrefix(path, "/"+sandbox+"/") })
	maps.Copy(r.seen, seen)
}
