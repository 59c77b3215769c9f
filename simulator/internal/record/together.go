package record

import (
	"bytes"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// fewestTogether is from how many on the same act at the same platform time is said in one sentence.
const fewestTogether = 3

// run returns how many of the coming moments are the same act as the first.
func (r *recorder) run(same func(first, other *moment) bool) int {
	n := 1
	for n < len(r.moments) && r.moments[n].at.Equal(r.moments[0].at) && same(r.moments[0], r.moments[n]) {
		n++
	}
	return n
}

// joined takes n moments as one.
func (r *recorder) joined(n int) *moment {
	all := r.moments[:n]
	r.moments = r.moments[n:]
	m := *all[0]
	for _, other := range all[1:] {
		m.deliveries = append(m.deliveries, other.deliveries...)
	}
	return &m
}

// ordersTogether says an ordinary order that was sent several times at once. It returns false where the next moment is no such thing.
func (r *recorder) ordersTogether() bool {
	first, ok := r.moments[0].entry.Data.(journal.Request)
	e := wire.EndpointAt(first.Path)
	if !ok || e == nil || e.Kind != wire.KindDirect {
		return false
	}
	n := r.run(func(_, other *moment) bool {
		req, ok := other.entry.Data.(journal.Request)
		return ok && req.Path == first.Path && bytes.Equal(req.Body, first.Body)
	})
	msg, ok := readable(e, first)
	sent := msg.fields.Without("oid_partner", "sign_type", "sign")
	ordinary := ordinaryOrder(sent, r.receiver.base, r.moments[0].at)
	if n < fewestTogether || !ok || msg.layout != "" || msg.size > 0 || innerPath(first.Path) != e.Paths[0] || len(r.differences(ordinary, sent)) > 0 || !r.oneOrder(n) {
		return false
	}
	for _, m := range r.moments[:n] {
		r.placed(m, msg.fields)
	}
	accepting := r.moments[0]
	m := r.joined(n)
	r.prepareReceiver(m)
	r.signs(msg.fields)
	r.step(when, saysOrdersAtOne, sent.Get("no_order"), sent.Get("money_order"), n)
	r.step(then, saysAllOne, n)
	r.remember(accepting, e, msg.fields, "")
	r.received(m)
	return true
}

// oneOrder tells whether the answers to the next n requests accept one order, once as new.
func (r *recorder) oneOrder(n int) bool {
	rules := map[string]int{}
	for _, m := range r.moments[:n] {
		answer, ok := m.find(journal.KindAnswer)
		if _, whole := answer.Data.(journal.Answer); !ok || !whole || answer.Code != string(wire.CodeSuccess) {
			return false
		}
		if _, faulty := m.find(journal.KindFault); faulty {
			return false
		}
		rules[answer.Rule]++
	}
	return rules["IDN-1"] == 1 && rules["IDN-2"] == n-1
}

// paymentsTogether says that several payers paid one order at once. It returns false where the next moment is no such thing.
func (r *recorder) paymentsTogether() bool {
	first := r.moments[0]
	if !plainPayment(first) || first.entry.Kind != journal.KindState || len(r.moments) < fewestTogether {
		return false
	}
	code := r.moments[1].entry.Code
	n := r.run(func(_, other *moment) bool {
		return plainPayment(other) && other.entry.Kind == journal.KindDecision && other.entry.OidPaybill == first.entry.OidPaybill && other.entry.Code == code
	})
	name, ok := r.names.order(first.entry.OidPaybill)
	if n < fewestTogether || !ok {
		return false
	}
	m := r.joined(n)
	r.prepareReceiver(m)
	r.step(when, saysPayAtOnce, n, name)
	r.step(then, saysOnePays, code)
	r.received(m)
	return true
}

func plainPayment(m *moment) bool {
	o, ok := m.operation()
	return ok && o.Call == journal.CallPay && len(o.Members) == 1 && o.Get("outcome") == "success"
}
