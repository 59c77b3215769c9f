package simulator_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

var noon = time.Date(2026, 1, 31, 12, 0, 0, 0, wire.Zone)

// started is a simulator whose clock stands at noon, until the test ends.
func started(t *testing.T, o simulator.Options) *simulator.Server {
	t.Helper()
	now := api.At(noon)
	o.Sandbox.Clock = &api.SetClock{Mode: api.Manual, Now: &now}
	s, err := simulator.Start(context.Background(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// atOnce runs f n times at the same time.
func atOnce(n int, f func(i int)) {
	var wait sync.WaitGroup
	start := make(chan struct{})
	for i := range n {
		wait.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wait.Wait()
}

// placed is the oid_paybill of a new order.
func placed(t testing.TB, m *client.Merchant, f wire.Fields) string {
	t.Helper()
	a, err := m.CreateOrder(t.Context(), f)
	if err != nil || !a.OK() {
		t.Fatalf("%s %s, %v", a.Body, a.Reason, err)
	}
	return a.Fields.Get("oid_paybill")
}

func TestRTY5OverHTTP(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	shop, control := s.Client(), s.Control()
	var ids [64]string
	atOnce(len(ids), func(i int) {
		a, err := shop.CreateOrder(t.Context(), order("SAME", "20260131120000", "49.90"))
		if err != nil || !a.OK() {
			t.Errorf("%s, %v", a.Body, err)
		}
		ids[i] = a.Fields.Get("oid_paybill")
	})
	for _, id := range ids {
		if id != ids[0] {
			t.Fatalf("orders %s and %s of identical requests", ids[0], id)
		}
	}
	var successes, refusals atomic.Int32
	atOnce(32, func(int) {
		_, err := control.Pay(t.Context(), ids[0], api.Pay{Outcome: wire.OutcomeSuccess})
		var refused *client.Error
		switch {
		case err == nil:
			successes.Add(1)
		case errors.As(err, &refused) && refused.Status == http.StatusConflict && refused.Code == string(wire.CodeAlreadyPaid):
			refusals.Add(1)
		default:
			t.Error(err)
		}
	})
	if successes.Load() != 1 || refusals.Load() != 31 {
		t.Errorf("%d payments succeeded, %d were refused as paid", successes.Load(), refusals.Load())
	}
}

// TestMerchantCallsBackDuringAnAdvance holds that a merchant may query and order while it is notified and time stands.
func TestMerchantCallsBackDuringAnAdvance(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	shop, control := s.Client(), s.Control()
	var calls atomic.Int32
	merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		found, err := shop.Query(r.Context(), wire.Fields{{Name: "no_order", Value: "FIRST"}})
		if err != nil || found.Fields.Get("result_pay") != "SUCCESS" {
			t.Errorf("query while being notified: %s, %v", found.Body, err)
		}
		next, err := shop.CreateOrder(r.Context(), order("SECOND", "20260131120000", "1.00"))
		if err != nil || !next.OK() {
			t.Errorf("order while being notified: %s, %v", next.Body, err)
		}
		if calls.Add(1) == 3 {
			fmt.Fprint(w, `{"ret_code":"0000"}`)
		}
	}))
	defer merchant.Close()
	id := placed(t, shop, order("FIRST", "20260131120000", "49.90").Set("notify_url", merchant.URL))
	if _, err := control.Pay(t.Context(), id, api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.Advance(t.Context(), time.Hour); err != nil {
		t.Fatal(err)
	}
	if calls.Load() != 3 {
		t.Errorf("%d notifications came, the third was acknowledged", calls.Load())
	}
}

// TestSecondAdvance holds that time is moved by one at a time; restore, reset and a set clock wait for nobody either.
func TestSecondAdvance(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	shop, control := s.Client(), s.Control()
	came, letGo := make(chan struct{}), make(chan struct{})
	merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		close(came)
		<-letGo
		fmt.Fprint(w, `{"ret_code":"0000"}`)
	}))
	defer merchant.Close()
	id := placed(t, shop, order("A", "20260131120000", "49.90").Set("notify_url", merchant.URL))
	after := api.Duration(time.Minute)
	if _, err := control.Pay(t.Context(), id, api.Pay{Outcome: wire.OutcomeSuccess, After: &after}); err != nil {
		t.Fatal(err)
	}
	if _, err := control.TakeSnapshot(t.Context(), "s"); err != nil {
		t.Fatal(err)
	}
	first := make(chan error)
	go func() {
		_, err := control.Advance(t.Context(), time.Hour)
		first <- err
	}()
	<-came
	for name, call := range map[string]func() error{
		"advance": func() error { _, err := control.Advance(t.Context(), time.Second); return err },
		"clock":   func() error { _, err := control.SetClock(t.Context(), api.Wall, time.Time{}); return err },
		"restore": func() error { _, err := control.Restore(t.Context(), "s"); return err },
		"reset":   func() error { _, err := control.Reset(t.Context(), false); return err },
	} {
		t.Run(name, func(t *testing.T) {
			var refused *client.Error
			if err := call(); !errors.As(err, &refused) || refused.Status != http.StatusConflict {
				t.Errorf("%s during an advance: %v, want 409", name, err)
			}
		})
	}
	close(letGo)
	if err := <-first; err != nil {
		t.Error(err)
	}
}

// TestHundredSandboxes holds that sandboxes do not get in each other's way. A merchant that a hundred keep busy may fail to answer
// within its 5 seconds (NTF-3) and hears again; what came is what the sandbox says it sent.
func TestHundredSandboxes(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	var came [100]atomic.Int32
	merchant := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		i, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
		if err != nil {
			t.Error(err)
			return
		}
		came[i].Add(1)
		fmt.Fprint(w, `{"ret_code":"0000"}`)
	}))
	defer merchant.Close()
	now := api.At(noon)
	atOnce(len(came), func(i int) {
		box, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: fmt.Sprint("box-", i), Clock: &api.SetClock{Mode: api.Manual, Now: &now}})
		if err != nil {
			t.Error(err)
			return
		}
		control := s.Control().In(box.ID)
		profile, err := control.Merchant(t.Context(), "201408071000001539")
		if err != nil {
			t.Error(err)
			return
		}
		shop, err := client.MerchantOf(box.BaseURL, profile)
		if err != nil {
			t.Error(err)
			return
		}
		a, err := shop.CreateOrder(t.Context(), order("SAME", "20260131120000", "49.90").Set("notify_url", fmt.Sprint(merchant.URL, "/", i)))
		id := a.Fields.Get("oid_paybill")
		if err != nil || id != "2026013100000001" {
			t.Errorf("%s: order %q, %v", box.ID, id, err)
			return
		}
		if _, err := control.Pay(t.Context(), id, api.Pay{Outcome: wire.OutcomeSuccess}); err != nil {
			t.Error(err)
		}
		if done, err := control.Advance(t.Context(), time.Duration(i)*time.Minute); err != nil || !done.Now.Equal(noon.Add(time.Duration(i)*time.Minute)) {
			t.Errorf("%s: %s, %v", box.ID, done.Now, err)
		}
		paid, err := control.Order(t.Context(), id)
		if err != nil {
			t.Error(err)
		}
		answered := 0
		for _, d := range paid.Notifications {
			if d.Verdict == "acknowledged" {
				answered++
			} else if d.Verdict != "timeout" {
				t.Errorf("%s: a notification was %s: %s", box.ID, d.Verdict, d.Reason)
			}
		}
		if sent, n := len(paid.Notifications), int(came[i].Load()); sent == 0 || answered > 1 || n < answered || n > sent {
			t.Errorf("%s: %d notifications sent, %d acknowledged, %d came", box.ID, sent, answered, n)
		}
		if err := control.DeleteSandbox(t.Context()); err != nil {
			t.Error(err)
		}
	})
}
