package record

import (
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// placed notes the orders and refunds that a request made, whatever answer came.
func (r *recorder) placed(m *moment, sent wire.Fields) {
	for _, e := range m.follow {
		switch {
		case e.Kind == journal.KindState && e.Rule == "IDN-1":
			r.names.orders[e.OidPaybill] = placedBy(sent)
		case e.Kind == journal.KindDecision && e.Rule == "IDN-2" && e.Code == string(wire.CodeSuccess):
			if o, ok := r.names.orders[e.OidPaybill]; ok {
				o.signType = sent.Get("sign_type")
				r.names.orders[e.OidPaybill] = o
			}
		case e.Kind == journal.KindDecision && e.Rule == "RFD-8" && e.Code == string(wire.CodeSuccess):
			r.newRefund(m, sent.Get("no_refund"), e.OidPartner)
		}
	}
}

// newRefund notes a refund that was accepted. Where its answer was lost, the present state has its number.
func (r *recorder) newRefund(m *moment, noRefund, oidPartner string) {
	if entry, ok := m.find(journal.KindAnswer); ok {
		answer, _ := entry.Data.(journal.Answer)
		if f, err := wire.DecodeJSON(answer.Body); err == nil && f.Has("oid_refundno") {
			r.names.refunds[f.Get("oid_refundno")] = repaid{oidPartner, noRefund}
			return
		}
	}
	for _, refund := range r.source.Refunds {
		if refund.NoRefund == noRefund && refund.OidPartner == oidPartner {
			r.names.refunds[refund.OidRefundno] = repaid{oidPartner, noRefund}
		}
	}
}

// remember remembers what an answer said, as the scenario would.
func (r *recorder) remember(m *moment, e *wire.Endpoint, sent wire.Fields, noRefund string) {
	entry, _ := m.find(journal.KindAnswer)
	answer, _ := entry.Data.(journal.Answer)
	fields, _ := wire.DecodeJSON(answer.Body)
	switch e.Kind {
	case wire.KindDirect, wire.KindPayBill:
		if oid := fields.Get("oid_paybill"); oid != "" {
			r.names.see(oid, placedBy(sent))
		}
	case wire.KindRedirect, wire.KindWebPay, wire.KindWebVerified, wire.KindWapPay, wire.KindWapVerified:
		r.lookUp(e, sent, noRefund)
	case wire.KindRefund:
		if oid := fields.Get("oid_refundno"); oid != "" {
			r.names.seeRefund(noRefund, sent.Get("oid_partner"), oid)
		}
	}
}

// lookUp remembers what there is of a request whose answer named no number, as the scenario would.
func (r *recorder) lookUp(e *wire.Endpoint, sent wire.Fields, noRefund string) {
	switch asked := placedBy(sent); e.Kind {
	case wire.KindDirect, wire.KindRedirect, wire.KindWebPay, wire.KindWebVerified, wire.KindWapPay, wire.KindWapVerified, wire.KindPayBill:
		for _, oid := range sorted(r.names.orders) {
			if o := r.names.orders[oid]; o.noOrder == asked.noOrder && o.oidPartner == asked.oidPartner && o.date == asked.date {
				r.names.see(oid, asked)
			}
		}
	case wire.KindRefund:
		for _, oid := range sorted(r.names.refunds) {
			if r.names.refunds[oid] == (repaid{asked.oidPartner, noRefund}) {
				r.names.seeRefund(noRefund, asked.oidPartner, oid)
			}
		}
	}
}

func placedBy(sent wire.Fields) placed {
	return placed{sent.Get("oid_partner"), sent.Get("no_order"), date(sent), sent.Get("money_order"), sent.Get("sign_type")}
}
