package console

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// rightOne returns what would have been right in place of a message: the acknowledgement in place of a merchant's answer, or a request with
// the right values and signature in place of a refused one. It returns nil where nothing was wrong, where nobody can say what would have
// been right, and where the simulator has no key to sign it.
func (v *visit) rightOne(m *oneMessage) *oneMessage {
	if m.Delivery != nil {
		return rightAnswer(m)
	}
	merchant := v.Sandbox.Merchant(m.OidPartner)
	if m.Request == nil || m.Last == nil || merchant == nil || len(m.Fields) == 0 {
		return nil
	}
	f := m.Fields
	if m.Last.Rule != "CHK-4" {
		if f = v.rightFields(m, merchant); f == nil || slices.Equal(f, m.Fields) {
			return nil
		}
	}
	path := m.Request.Path
	if e := wire.EndpointAt(path); e != nil && e.Sealed {
		path = "" // what is compared is inside
	}
	correct := v.correct(merchant, f, isForm(m.Request), path)
	if correct == nil {
		return nil
	}
	right := *m
	right.Path, right.Last, right.Rest, right.body, right.Fields, right.Curl = "", nil, nil, correct.Body, correct.Fields, correct.Curl
	return &right
}

// rightFields returns the fields that a request should have had: in their form, and of a retry as the order has them. It returns nil where
// they cannot be told from the refusal.
func (v *visit) rightFields(m *oneMessage, merchant *domain.Merchant) wire.Fields {
	e := wire.EndpointAt(m.Request.Path)
	known := v.Sandbox.Order(m.Last.OidPaybill).Order
	switch rule := m.Last.Rule; {
	case e == nil:
		return nil
	case rule == "IDN-3" && known != nil:
		return m.Fields.Set("money_order", known.MoneyOrder)
	case rule == "IDN-4" && known != nil:
		return m.Fields.Set("dt_order", known.DtOrder)
	case m.Last.Code != string(wire.CodeBadField):
		return nil
	}
	o := wire.Options{Now: m.At, Optional: merchant.OptionalFields, RiskStrict: merchant.RiskStrict}
	f, ok := mend(e, m.Fields, o, exampleOf(e, m.Fields, v.notifyInbox(), m.At))
	if !ok {
		return nil
	}
	if m.Last.Rule == "DAT-1" {
		f = f.Set("dt_order", wire.FormatDateTime(m.At))
	}
	return f
}

// rightAnswer returns the acknowledgement that the platform expects in place of what a merchant answered; nil where it is acknowledged and for
// what a browser takes back to the merchant.
func rightAnswer(m *oneMessage) *oneMessage {
	if !unacknowledged(m.entry) {
		return nil
	}
	right, reply := *m, receiver.Acknowledgement(http.StatusOK, wire.CodeSuccess, "ok")
	right.Path, right.body, right.Fields = "", string(reply.Body), fieldsAs(false, reply.Body)
	right.Delivery = &journal.Delivery{Status: reply.Status, Answer: reply.Body}
	return &right
}

// unacknowledged tells whether an entry is a notification whose answer acknowledges nothing.
func unacknowledged(e entry) bool {
	return e.Delivery != nil && failedDelivery(e.Group()) && !strings.HasPrefix(e.Delivery.Variant, "return")
}

// merchantAnswer is a delivery as the merchant's answer to it.
func merchantAnswer(m *oneMessage) *oneMessage {
	answer := *m
	answer.body = m.Delivery.Answer.String()
	answer.Fields = fieldsAs(false, bytes.TrimSpace(m.Delivery.Answer))
	return &answer
}

// sourceCheck is what was signed beside what should have been, as far as the diagnosis knows.
func (v *visit) sourceCheck(m *oneMessage) *checked {
	d := v.diagnosisOf(m.Last.Entry)
	if d == nil {
		return nil
	}
	report := reportOf(d)
	report.Source = sign.Source(m.Fields)
	return checkedOf(report, m.Fields)
}
