package platformapi_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/internal/builtin"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/platformapi"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// TestTooManyAtOnceAreAnswered9903 holds that requests beyond the bound are answered at once, signed, while those within it still wait; that
// a flood of them comes into the journal at a bounded rate; and that places are free again afterwards.
func TestTooManyAtOnceAreAnswered9903(t *testing.T) {
	t.Parallel()
	const bound = 3
	arrived, release := make(chan struct{}, bound), make(chan struct{})
	s, post := bounded(t, bound, func(*platformapi.Request) platformapi.Verdict {
		arrived <- struct{}{}
		<-release
		return platformapi.Verdict{Decision: domain.Accepted("test")}
	})
	var wait sync.WaitGroup
	for i := range bound {
		wait.Go(func() {
			if a, _ := post(t.Context(), fmt.Sprint("WAITS", i)); a.Get("ret_code") != "0000" {
				t.Errorf("one that waited: %v", a)
			}
		})
	}
	for range bound {
		<-arrived
	}
	began := clock.Real()
	for i := range 200 {
		no := fmt.Sprint("FLOOD", i)
		answer, header := post(t.Context(), no)
		if answer.Get("ret_code") != "9903" || answer.Get("no_order") != no || header.Get("X-Sim-Rule") != "limit" || !strings.Contains(header.Get("X-Sim-Reason"), "3 requests waiting") {
			t.Fatalf("%s: %v, rule %q, reason %q", no, answer, header.Get("X-Sim-Rule"), header.Get("X-Sim-Reason"))
		}
		if err := sign.Verify(answer, sign.Keys{Public: builtin.PlatformKey().Public()}); err != nil {
			t.Fatal(err)
		}
	}
	seconds := clock.Real().Unix() - began.Unix() + 1
	noted, _ := s.Journal().Read(0, 0, []journal.Kind{journal.KindRequest})
	if n := int64(len(noted) - bound); n < 1 || n > 10*seconds {
		t.Errorf("the journal has %d refusals of %d seconds, want 10 a second at most", n, seconds)
	}
	close(release)
	wait.Wait()
	if a, _ := post(t.Context(), "AFTER"); a.Get("ret_code") != "0000" {
		t.Errorf("after the flood: %v", a)
	}
}

// TestADelayedAnswerDoesNotWait holds that a request whose answer a fault delays takes no place: a test may have very many of them.
func TestADelayedAnswerDoesNotWait(t *testing.T) {
	t.Parallel()
	s, post := bounded(t, 1, func(*platformapi.Request) platformapi.Verdict {
		return platformapi.Verdict{Decision: domain.Accepted("test")}
	})
	s.AddFault(domain.Fault{At: "accept", Effect: "delay", Value: "1h", Times: 1})
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		post(ctx, "SLOW")
	}()
	for s.ListFaults()[0].Struck == 0 { // the slow one is first
		runtime.Gosched()
	}
	for code := ""; code != "0000"; { // and has given back its place, soon if not yet
		answer, _ := post(t.Context(), "QUICK")
		code = answer.Get("ret_code")
	}
	stop()
	<-ended
}

// bounded starts a platform that lets so many requests wait at once. It returns its sandbox, and what posts a signed order and returns the
// answer, nothing where the context ends before it.
func bounded(t *testing.T, bound int, decide func(*platformapi.Request) platformapi.Verdict) (*sandbox.Sandbox, func(ctx context.Context, no string) (wire.Fields, http.Header)) {
	t.Helper()
	guard, err := delivery.NewGuard(nil)
	if err != nil {
		t.Fatal(err)
	}
	manager := sandbox.NewManager(delivery.New(guard))
	t.Cleanup(func() { _ = manager.Close(context.Background()) })
	s, err := manager.Create(sandbox.Default, engine.Config{ClockMode: clock.Manual, Merchants: builtin.Merchants(), Platform: builtin.PlatformKey()})
	if err != nil {
		t.Fatal(err)
	}
	platform := mux.NewRouter()
	handler := platformapi.New(manager, "", nil, []platformapi.Endpoint{{Endpoint: wire.Direct, Source: platformapi.AllowedIPs, FaultPoint: "accept",
		Decide: decide, Answer: platformapi.SignedJSON, Echoed: []string{"no_order"}}})
	handler.Bound(bound)
	handler.Register(platform)
	server := httptest.NewServer(platform)
	t.Cleanup(server.Close)
	private, err := sign.ParsePrivateKey(builtin.Keys()[0].PrivatePEM)
	if err != nil {
		t.Fatal(err)
	}
	return s, func(ctx context.Context, no string) (wire.Fields, http.Header) {
		signed, err := sign.Signer{Private: private}.Sign(directOrder(builtin.Keys()[0].OidPartner, no, wire.FormatDateTime(s.Now())), "RSA")
		if err != nil {
			t.Error(err)
			return nil, nil
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, server.URL+direct, bytes.NewReader(wire.EncodeJSON(signed)))
		if err != nil {
			t.Error(err)
			return nil, nil
		}
		req.Header.Set("Content-Type", "application/json")
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			if ctx.Err() == nil {
				t.Error(err)
			}
			return nil, nil
		}
		defer res.Body.Close()
		body, _ := io.ReadAll(res.Body)
		answer, err := wire.DecodeJSON(body)
		if err != nil || res.StatusCode != http.StatusOK {
			t.Errorf("%s was answered %s %s, %v", no, res.Status, body, err)
		}
		return answer, res.Header
	}
}
