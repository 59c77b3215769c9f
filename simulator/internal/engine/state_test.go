package engine_test

import (
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/durable"
)

// TestKeptStateOfFormat1 reads a state as released programs wrote it: a paid order whose notification failed twice by a fault for three
// attempts, then a snapshot, a merchant and a waiting order.
func TestKeptStateOfFormat1(t *testing.T) {
	state, err := durable.ReadFormat1("testdata/kept-1.llsim")
	if err != nil {
		t.Fatal(err)
	}
	e := resumed(t, state)
	if f := e.ListFaults(); len(f) != 1 || f[0].Seen != 2 || f[0].Struck != 2 {
		t.Errorf("faults: %+v", f)
	}
	for _, m := range e.ListMerchants() {
		if key := m.Keys().Public; key == nil || key.PEM() != m.PublicKey {
			t.Errorf("the key of %s is not read", m.OidPartner)
		}
		if !slices.Equal(m.Products, choice.Products.Values()) || m.SMS != choice.SMSAlways || m.RetryFields != choice.RetryAny || m.EbankBankCode != choice.BankCodeAbsent {
			t.Errorf("%s has products %v, sms %q, retry_fields %q, ebank_bank_code %q", m.OidPartner, m.Products, m.SMS, m.RetryFields, m.EbankBankCode)
		}
	}
	if got := e.Order("2018011200000002").Order; got == nil || got.State != domain.Waiting || len(e.ListMerchants()) != 5 {
		t.Errorf("order %+v, %d merchants", got, len(e.ListMerchants()))
	}
	done, err := e.AdvanceBy(t.Context(), 4*time.Minute)
	if err != nil || len(done.Deliveries) != 2 || done.Deliveries[0].Delivery.Number != 3 || done.Deliveries[0].Delivery.Reason.String() != "fault 1: not sent" ||
		done.Deliveries[1].Delivery.Reason.String() == "fault 1: not sent" {
		t.Errorf("the advance: %+v, %v", done.Deliveries, err)
	}
	if err := e.Restore("half"); err != nil {
		t.Fatal(err)
	}
	if len(e.ListMerchants()) != 4 || e.Order("2018011200000002").Order != nil || e.ListFaults()[0].Struck != 2 {
		t.Errorf("restored: %d merchants, faults %+v", len(e.ListMerchants()), e.ListFaults())
	}
	for _, m := range e.ListMerchants() {
		if m.Keys().Public == nil {
			t.Errorf("the key of %s is not read from the snapshot", m.OidPartner)
		}
	}
}

// TestKeptStateHasNulls keeps faults that set fields to null, in the present and in a snapshot.
func TestKeptStateHasNulls(t *testing.T) {
	t.Parallel()
	e := newEngine(t, manual())
	b := "b"
	for _, set := range []map[string]*string{{"a": &b, "info_order": nil}, {"ret_msg": nil}, nil} {
		e.AddFault(domain.Fault{At: choice.AtAccept, Effect: choice.Reshape, Value: "same", Set: set})
	}
	if _, err := e.Snapshot("nulls"); err != nil {
		t.Fatal(err)
	}
	want := e.ListFaults()
	again := restart(t, e)
	for _, state := range []string{"present", "snapshot"} {
		if state == "snapshot" {
			again.RemoveFaults(0)
			if err := again.Restore("nulls"); err != nil {
				t.Fatal(err)
			}
		}
		got := again.ListFaults()
		if len(got) != len(want) {
			t.Fatalf("%s: %d faults, want %d", state, len(got), len(want))
		}
		for i := range want {
			if !reflect.DeepEqual(got[i].Set, want[i].Set) {
				t.Errorf("%s: fault %d sets %v, want %v", state, want[i].ID, got[i].Set, want[i].Set)
			}
		}
	}
}
