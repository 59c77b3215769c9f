package record

import (
	"maps"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// operate says what the operator or a payer did.
func (r *recorder) operate(m *moment, o journal.Operation) {
	switch o.Call {
	case journal.CallPay, journal.CallFinishAttempt, journal.CallNotify, journal.CallResend:
		if name, ok := r.names.order(m.entry.OidPaybill); ok {
			r.aboutOrder(m, o, name)
		} else {
			r.leftOut("%s of order %s, which the scenario does not have by a name", o.Call, m.entry.OidPaybill)
		}
	case journal.CallFinishRefund:
		if name, ok := r.names.refundOf(o.Get("oid_refundno")); ok {
			r.step(when, saysRefundResult, o.Get("outcome"), name)
		} else {
			r.leftOut("the result %s of refund %s, which the scenario does not have by a name", o.Get("outcome"), o.Get("oid_refundno"))
		}
	case journal.CallRefund:
		r.operatorRefunds(m, o)
	case journal.CallAddFault:
		r.fault(o)
	case journal.CallRemoveFault:
		r.step(when, saysNoFault, o.Get("id"))
	case journal.CallSetProfile, journal.CallAddMerchant, journal.CallRemoveMerchant:
		r.changeMerchant(m.entry.OidPartner, o)
	case journal.CallReplaceFile, journal.CallRemoveFile:
		r.changeFile(o)
	case journal.CallBind:
		r.leftOut("the operator binds card %s to user %s: steps do not bind cards by hand", o.Get("card_no"), o.Get("user_id"))
	case journal.CallUnbind:
		r.leftOut("the operator unbinds agreement %s: steps do not name agreements by their numbers", o.Get("no_agree"))
	default:
		r.changeState(o)
	}
}

// changeState says what happened to the sandbox as a whole.
func (r *recorder) changeState(o journal.Operation) {
	name := o.Get("name")
	switch o.Call {
	case journal.CallTakeSnapshot:
		r.snapshot(name)
		r.step(when, saysSnapshot, name)
	case journal.CallDeleteSnapshot:
		r.step(when, saysForgotten, name)
	case journal.CallRestoreSnapshot:
		if _, known := r.kept[name]; !known {
			r.leftOut("the snapshot %q is restored, which was taken before this scenario begins", name)
			return
		}
		r.step(when, saysRestored, name)
		r.restore(name)
	}
}

func (r *recorder) aboutOrder(m *moment, o journal.Operation, name string) {
	switch {
	case o.Call == journal.CallFinishAttempt:
		r.step(when, saysFinished, o.Get("outcome"), o.Get("n"), name)
	case o.Call == journal.CallNotify:
		r.notify(o, name)
	case o.Call == journal.CallResend:
		r.resend(m, o, name)
	case m.entry.Kind == journal.KindDecision:
		r.step(then, saysCannotPay, name, m.entry.Code)
	default:
		r.pay(o, name)
	}
}

func (r *recorder) pay(o journal.Operation, name string) {
	outcome, payType := o.Get("outcome"), o.Get("pay_type")
	switch {
	case len(o.Members) == 1 && outcome == "success":
		r.step(when, saysPaid, name)
	case len(o.Members) == 1 && outcome == "processing":
		r.step(when, saysNoResult, name)
	case len(o.Members) == 1:
		r.step(when, saysFails, name, outcome)
	case len(o.Members) == 2 && outcome == "success" && payType != "":
		r.step(when, saysPaidBy, name, payType)
	default:
		r.step(when, saysPaidWith, name)
		r.table(rows(members(o))...)
	}
}

// payerRefused says that the platform did not let a payer pay.
func (r *recorder) payerRefused(m *moment) {
	if name, ok := r.names.order(m.entry.OidPaybill); ok {
		r.step(then, saysCannotPay, name, m.entry.Code)
	}
}

func members(o journal.Operation) []cell {
	cells := make([]cell, len(o.Members))
	for i, x := range o.Members {
		cells[i] = cell{x.Name, cellText(x.Value)}
	}
	return cells
}

func (r *recorder) notify(o journal.Operation, name string) {
	cells := members(o)
	for i, c := range cells {
		if c.name == "url" {
			cells[i].value = r.address(o.Get("url"))
		}
	}
	if len(cells) == 0 {
		r.step(when, saysSends, name)
		return
	}
	r.step(when, saysSendsWith, name)
	r.table(rows(cells)...)
}

// resend says that a delivery was sent once more as it was.
func (r *recorder) resend(m *moment, o journal.Operation, name string) {
	if number := r.receiver.numberOf(m.entry.OidPaybill, o.Get("notification"), o.Get("n")); number > 0 {
		r.step(when, saysResends, number, name)
	} else {
		r.leftOut("the operator sends a delivery of order %s once more as it was, which the journal no longer has", name)
	}
}

// fault says a new fault.
func (r *recorder) fault(o journal.Operation) {
	at, effect, value := o.Get("at"), o.Get("effect"), o.Get("value")
	switch {
	case len(o.Members) == 2 && at != "" && effect != "":
		r.step(given, saysFault, at, effect)
	case len(o.Members) == 3 && at != "return" && sayable(value) && !strings.Contains(value, " "):
		r.step(given, saysFaultValue, at, effect, value)
	default:
		r.step(given, saysFaultWith)
		r.table(rows(members(o))...)
	}
}

// operatorRefunds says a refund that the operator asked for in the merchant's name.
func (r *recorder) operatorRefunds(m *moment, o journal.Operation) {
	var sent wire.Fields
	for _, x := range o.Members {
		sent = append(sent, wire.Field{Name: x.Name, Value: x.Value})
	}
	r.act(m.entry.OidPartner)
	if order := r.names.orders[m.entry.OidPaybill]; order.signType != "" {
		r.signWith(order.signType)
	}
	number := r.refundSentence(sent, m.at)
	decided, ok := m.find(journal.KindDecision)
	switch {
	case !ok:
	case wire.Code(decided.Code) == wire.CodeBadField:
		r.answerHas([]cell{{"ret_code", decided.Code}})
	case wire.Code(decided.Code) == wire.CodeSuccess:
		r.step(then, saysAcceptsBy, decided.Rule)
		r.newRefund(m, sent.Get("no_refund"), m.entry.OidPartner)
		for _, oid := range sorted(r.names.refunds) {
			if r.names.refunds[oid] == (repaid{m.entry.OidPartner, number}) {
				r.names.seeRefund(number, m.entry.OidPartner, oid)
			}
		}
	default:
		r.step(then, saysAnswers, decided.Code, decided.Rule)
	}
}

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
