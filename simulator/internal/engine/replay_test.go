package engine_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/store"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// script places, pays, refunds and lets time pass; it returns every number and link the platform gave out.
func script(t *testing.T, e *engine.Engine, url string) (numbers []string) {
	t.Helper()
	e.AddFault(domain.Fault{At: "notify", Effect: "close", Times: 0, Probability: 0.5, Seed: 7})
	for i := range 8 {
		out := create(e, order(e, fmt.Sprint("N", i), url))
		numbers = append(numbers, out.Order.OidPaybill, out.Order.Payload)
		pay(t, e, out.Order.OidPaybill, domain.Payment{Outcome: []string{"success", "1100", "processing"}[i%3]})
		d, r := e.Refund(0, e.Merchant(byNumber), domain.RefundRequest{NoRefund: fmt.Sprint("R", i), DtRefund: wire.FormatDateTime(e.Now()), MoneyRefund: "0.90", Fen: 90, NotifyURL: url, SignType: "MD5", Payment: domain.Name{NoOrder: fmt.Sprint("N", i)}})
		if d.OK() {
			numbers = append(numbers, r.OidRefundno)
		}
		advance(t, e, 7*time.Hour)
	}
	return numbers
}

// TestReplayGivesTheSame holds that a script that is run again after a reset, or elsewhere, meets the same numbers, faults,
// deliveries and files.
func TestReplayGivesTheSame(t *testing.T) {
	url := newShop(t, nil).URL
	e := newEngine(t, manual())
	numbers, state := script(t, e, url), rows(e)
	if err := e.Reset(false); err != nil {
		t.Fatal(err)
	}
	for where, other := range map[string]*engine.Engine{"after a reset": e, "elsewhere": newEngine(t, manual())} {
		if diff := cmp.Diff(numbers, script(t, other, url)); diff != "" {
			t.Errorf("%s: (-first +again)\n%s", where, diff)
		}
		if diff := cmp.Diff(state, rows(other), ignoreRealTime); diff != "" {
			t.Errorf("%s: (-first +again)\n%s", where, diff)
		}
	}
}

// ignoreRealTime leaves out how long a merchant took.
var ignoreRealTime = cmp.Options{cmpopts.IgnoreFields(domain.Delivery{}, "Duration"), merchantKeys}

// merchantKeys compares the keys of profiles too.
var merchantKeys = cmp.AllowUnexported(domain.Merchant{})

func TestResetKeepsTheSequenceWhenAsked(t *testing.T) {
	e := newEngine(t, manual())
	first := placed(t, e, order(e, "N1", ""))
	if err := e.Reset(true); err != nil {
		t.Fatal(err)
	}
	second := placed(t, e, order(e, "N1", ""))
	if err := e.Reset(false); err != nil {
		t.Fatal(err)
	}
	third := placed(t, e, order(e, "N1", ""))
	if first != "2018011200000001" || second != "2018011200000002" || third != first {
		t.Errorf("numbers %s, then kept going with %s, then anew with %s", first, second, third)
	}
}

// TestStateRoundTrip holds that a state written down and read back is the same state, snapshots included.
func TestStateRoundTrip(t *testing.T) {
	e := newEngine(t, manual())
	script(t, e, deadAddress)
	if _, err := e.Snapshot("half-way"); err != nil {
		t.Fatal(err)
	}
	halfWay := rows(e)
	later := placed(t, e, order(e, "LATER", ""))
	other := restart(t, e)
	if diff := cmp.Diff(rows(e), rows(other), cmpopts.EquateEmpty(), merchantKeys); diff != "" {
		t.Errorf("(-written +read)\n%s", diff)
	}
	if !other.Now().Equal(e.Now()) || other.ClockState().Mode != clock.Manual {
		t.Errorf("the clock shows %+v, it was left at %s", other.ClockState(), e.Now())
	}
	if got := placed(t, other, order(other, "NEXT", "")); got <= later {
		t.Errorf("the next number is %s, the last was %s", got, later)
	}
	if err := other.Restore("half-way"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(halfWay, rows(other), cmpopts.EquateEmpty(), merchantKeys); diff != "" {
		t.Errorf("the snapshot (-written +read)\n%s", diff)
	}
}

// TestLoadLetsAWallClockRunOn holds that what fell due while the program was away happens, at its own moment.
func TestLoadLetsAWallClockRunOn(t *testing.T) {
	e := newEngine(t, manual())
	closing := order(e, "CLOSES", "")
	closing.ValidOrder = 1
	id := placed(t, e, closing)
	if err := e.SetClock(clock.Wall, time.Time{}); err != nil {
		t.Fatal(err)
	}
	state := written(t, e)
	state.Written = state.Written.Add(-time.Hour)
	other := resumed(t, state)
	if o := other.Order(id).Order; o.State != domain.Failure || other.Now().Before(noon.Add(time.Hour)) {
		t.Errorf("an hour later the order is %s at %s", o.State, other.Now())
	}
}

// TestSnapshotSeesNothingLater holds that what changes after a snapshot is not seen in it, however often it is restored.
func TestSnapshotSeesNothingLater(t *testing.T) {
	e := newEngine(t, manual())
	id := placed(t, e, order(e, "N1", ""))
	if _, err := e.Snapshot("waiting"); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		pay(t, e, id, domain.Payment{Outcome: domain.OutcomeSuccess})
		placed(t, e, order(e, "N2", ""))
		if err := e.Restore("waiting"); err != nil {
			t.Fatal(err)
		}
		var orders []*domain.Order
		e.View(func(r *store.Tx, _ time.Time) { orders = r.Rows().Orders })
		if len(orders) != 1 || orders[0].State != domain.Waiting {
			t.Fatalf("restored to %d orders, the first %s", len(orders), orders[0].State)
		}
	}
}
