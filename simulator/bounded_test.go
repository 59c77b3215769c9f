package simulator_test

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// TestALimitIsAnswered9903 holds that a merchant beyond a limit gets a signed 9903 with the reason in header and journal, and that what it has
// goes on.
func TestALimitIsAnswered9903(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		options simulator.Options
		names   string
	}{
		"orders of a sandbox": {simulator.Options{Sandbox: api.Config{Limits: &api.SandboxLimits{Orders: 2}}}, "limits.orders"},
		"orders of a server":  {simulator.Options{MaxOrders: 2}, "--max-orders"},
		"bytes of a sandbox":  {simulator.Options{Sandbox: api.Config{Limits: &api.SandboxLimits{Bytes: 25_000}}}, "limits.bytes"},
		"bytes of a server":   {simulator.Options{MaxBytes: 25_000}, "--max-bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := started(t, c.options)
			shop, control := s.Client(), s.Control()
			var refused client.Answer
			var first string
			for i := 0; refused.Body == nil; i++ {
				a, err := shop.CreateOrder(t.Context(), order(fmt.Sprint("N", i), "20260131120000", "49.90"))
				if err != nil || i > 100 {
					t.Fatalf("order %d: %s, %v", i, a.Body, err)
				}
				if !a.OK() {
					refused = a
				} else if first == "" {
					first = a.Fields.Get("oid_paybill")
				}
			}
			if refused.Code() != "9903" || !refused.Signed || refused.Status != http.StatusOK || refused.Rule != "limit" || !strings.Contains(refused.Reason, c.names) {
				t.Errorf("answered %s, rule %s, reason %s; want a signed 9903 by limit that names %s", refused.Body, refused.Rule, refused.Reason, c.names)
			}
			entries, err := control.Journal(t.Context(), "decision", client.Page{Newest: 1})
			if err != nil || len(entries.Entries) != 1 || entries.Entries[0].Code != "9903" || !strings.Contains(entries.Entries[0].Text, c.names) {
				t.Errorf("the journal has %+v, %v", entries.Entries, err)
			}
			if a, err := shop.CreateOrder(t.Context(), order("N0", "20260131120000", "49.90")); err != nil || !a.OK() {
				t.Errorf("the retry of an accepted order: %s %s, %v", a.Body, a.Reason, err)
			}
			if o, err := control.Pay(t.Context(), first, api.Pay{Outcome: "success"}); err != nil || o.ResultPay != "SUCCESS" {
				t.Errorf("its payment: %+v, %v", o, err)
			}
			if _, err := control.Reset(t.Context(), true); err != nil {
				t.Fatal(err)
			}
			placed(t, shop, order("AGAIN", "20260131120000", "49.90"))
		})
	}
}

// TestALimitIsAnswered409 holds what the control API says to a call beyond a limit.
func TestALimitIsAnswered409(t *testing.T) {
	t.Parallel()
	full := simulator.Options{Sandbox: api.Config{Limits: &api.SandboxLimits{Bytes: 1000}}}
	for name, c := range map[string]struct {
		options simulator.Options
		call    func(t *testing.T, control *client.Control) error
		names   string
	}{
		"a sandbox": {simulator.Options{MaxSandboxes: 1}, func(t *testing.T, control *client.Control) error {
			_, err := control.CreateSandbox(t.Context(), api.NewSandbox{})
			return err
		}, "--max-sandboxes"},
		"a sandbox of a full server": {simulator.Options{MaxBytes: 1000}, func(t *testing.T, control *client.Control) error {
			_, err := control.CreateSandbox(t.Context(), api.NewSandbox{})
			return err
		}, "--max-bytes"},
		"a snapshot": {full, func(t *testing.T, control *client.Control) error {
			_, err := control.TakeSnapshot(t.Context(), "s")
			return err
		}, "limits.bytes"},
		"a file": {full, func(t *testing.T, control *client.Control) error {
			_, err := control.PutFile(t.Context(), "JYMX_201304121000001004_20260131.txt", "text")
			return err
		}, "limits.bytes"},
		"a fault": {full, func(t *testing.T, control *client.Control) error {
			_, err := control.AddFault(t.Context(), api.NewFault{At: "accept", Effect: "close"})
			return err
		}, "limits.bytes"},
		"a merchant": {full, func(t *testing.T, control *client.Control) error {
			_, err := control.CreateMerchant(t.Context(), api.Merchant{OidPartner: "201304121000009999"})
			return err
		}, "limits.bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := c.call(t, started(t, c.options).Control())
			if e, ok := errors.AsType[*client.Error](err); !ok || e.Status != http.StatusConflict || e.Code != string(problem.LimitReached) || !strings.Contains(e.Message, c.names) {
				t.Errorf("answered %v, want 409 limit_reached that names %s", err, c.names)
			}
		})
	}
}

// TestASandboxShowsWhatItHolds holds that the limits given at creation and what is held are shown, and that limits of one sandbox are not
// those of another.
func TestASandboxShowsWhatItHolds(t *testing.T) {
	t.Parallel()
	s := started(t, simulator.Options{})
	control := s.Control().In("small")
	if _, err := control.CreateSandbox(t.Context(), api.NewSandbox{ID: "small", Config: &api.Config{Limits: &api.SandboxLimits{Orders: 1}}}); err != nil {
		t.Fatal(err)
	}
	placed(t, s.Client(), order("N1", "20260131120000", "49.90"))
	placed(t, s.Client(), order("N2", "20260131120000", "49.90"))
	small, err := control.Sandbox(t.Context())
	if err != nil || small.Limits == nil || small.Limits.Orders != 1 || small.Held == nil || small.Held.Orders != 0 {
		t.Errorf("small is %+v, %v", small, err)
	}
	large, err := s.Control().Sandbox(t.Context())
	if err != nil || large.Limits != nil || large.Held == nil || large.Held.Orders != 2 || large.Held.Bytes < 2000 {
		t.Errorf("default is %+v, %v", large, err)
	}
}

// TestUnusedSandboxesAreDeleted holds that a sandbox goes by itself, and that a merchant of it is told so.
func TestUnusedSandboxesAreDeleted(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := started(t, simulator.Options{SandboxTTL: 10 * time.Millisecond, Data: dir})
	if _, err := s.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: "brief"}); err != nil {
		t.Fatal(err)
	}
	for left := 2; left > 1; {
		list, err := s.Control().Sandboxes(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		left = len(list)
	}
	if _, err := s.Control().In("brief").Sandbox(t.Context()); err == nil {
		t.Error("it is still there")
	}
	placed(t, s.Client(), order("N1", "20260131120000", "49.90"))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := filepath.Glob(filepath.Join(dir, "*brief*")); len(left) > 0 {
		t.Errorf("kept of it is %v", left)
	}
}

// TestKeptSandboxesAreLoadedBeyondALimit holds that a limit that has become lower loses nothing, and refuses more.
func TestKeptSandboxesAreLoadedBeyondALimit(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	first := started(t, simulator.Options{Data: dir})
	for _, id := range []string{"a", "b"} {
		if _, err := first.Control().CreateSandbox(t.Context(), api.NewSandbox{ID: id}); err != nil {
			t.Fatal(err)
		}
	}
	for i := range 3 {
		placed(t, first.Client(), order(fmt.Sprint("N", i), "20260131120000", "49.90"))
	}
	if err := first.Close(); err != nil {
		t.Fatal(err)
	}
	second := started(t, simulator.Options{Data: dir, MaxSandboxes: 1, MaxOrders: 2})
	if list, err := second.Control().Sandboxes(t.Context()); err != nil || len(list) != 3 {
		t.Errorf("sandboxes: %+v, %v", list, err)
	}
	if s, err := second.Control().Sandbox(t.Context()); err != nil || s.Held.Orders != 3 {
		t.Errorf("default is %+v, %v", s, err)
	}
	if _, err := second.Control().CreateSandbox(t.Context(), api.NewSandbox{}); err == nil {
		t.Error("another sandbox was made")
	}
	if a, err := second.Client().CreateOrder(t.Context(), order("N4", "20260131120000", "49.90")); err != nil || a.Code() != "9903" {
		t.Errorf("another order: %s, %v", a.Body, err)
	}
}

func TestNegativeLimitsAreRefused(t *testing.T) {
	t.Parallel()
	for name, o := range map[string]simulator.Options{"MaxSandboxes": {MaxSandboxes: -1}, "MaxOrders": {MaxOrders: -1}, "MaxBytes": {MaxBytes: -1}, "SandboxTTL": {SandboxTTL: -1}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if _, err := simulator.Start(t.Context(), o); err == nil || !strings.Contains(err.Error(), "Options."+name+": is negative") {
				t.Errorf("%v", err)
			}
		})
	}
}
