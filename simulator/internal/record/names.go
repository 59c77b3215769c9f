package record

import (
	"maps"
	"regexp"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// names are the orders and refunds of the scenario and what they are called in it, as the vocabulary knows them when it is played: by an
// order's number, by number and date, and so on, each of which means the newest that was accepted under it.
type names struct {
	orders  map[string]placed  // by oid_paybill
	called  map[string][]known // by name, what the scenario has seen in answers, the newest first; a name that means several orders of one merchant means none
	refunds map[string]repaid  // by oid_refundno
	refund  map[string]string  // likewise, a name to the oid_refundno
}

// placed is an order that the platform has accepted.
type placed struct{ oidPartner, noOrder, date, money, signType string }

// repaid is a refund that the platform has accepted.
type repaid struct{ oidPartner, noRefund string }

func newNames() names {
	return names{orders: map[string]placed{}, called: map[string][]known{}, refunds: map[string]repaid{}, refund: map[string]string{}}
}

// copied returns what a snapshot keeps: the orders and refunds that there are. What the scenario has seen it does not forget.
func (n names) copied() names {
	return names{orders: maps.Clone(n.orders), refunds: maps.Clone(n.refunds)}
}

// restore goes back to a snapshot.
func (n *names) restore(kept names) {
	n.orders, n.refunds = maps.Clone(kept.orders), maps.Clone(kept.refunds)
}

// callings lists what an order may be called, the shortest first.
func (p placed) callings() []string {
	byDate := p.noOrder + " " + p.date
	byMoney := byDate + " " + p.money
	return []string{p.noOrder, byDate, byMoney, byMoney + " " + p.oidPartner}
}

// known is an order that the scenario knows.
type known struct{ oidPaybill, oidPartner string }

// see remembers an order that an answer has named, under the fields of the request.
func (n *names) see(oidPaybill string, p placed) {
	for _, name := range p.callings() {
		all := []known{{oidPaybill, p.oidPartner}}
		for _, other := range n.called[name] {
			if other.oidPaybill != oidPaybill && other.oidPartner == p.oidPartner {
				all = append(all, other)
			}
		}
		n.called[name] = all
	}
}

// newest returns the order that was seen last under a name, or "".
func (n *names) newest(name string) string {
	if all := n.called[name]; len(all) > 0 {
		return all[0].oidPaybill
	}
	return ""
}

// seeRefund remembers a refund that an answer has named.
func (n *names) seeRefund(noRefund, oidPartner, oidRefundno string) {
	n.refund[noRefund], n.refund[noRefund+" "+oidPartner] = oidRefundno, oidRefundno
}

// order returns what an order is called now, and false where no name means it.
func (n *names) order(oidPaybill string) (string, bool) {
	p, exists := n.orders[oidPaybill]
	if !exists || !sayable(p.noOrder) || !sayable(p.money) {
		return "", false
	}
	for _, name := range p.callings() {
		if n.newest(name) == oidPaybill && len(n.called[name]) == 1 {
			return name, true
		}
	}
	return "", false
}

// refundOf returns what a refund is called now, and false where no name means it.
func (n *names) refundOf(oidRefundno string) (string, bool) {
	refund, exists := n.refunds[oidRefundno]
	if !exists || !sayable(refund.noRefund) {
		return "", false
	}
	for _, name := range []string{refund.noRefund, refund.noRefund + " " + refund.oidPartner} {
		if n.refund[name] == oidRefundno {
			return name, true
		}
	}
	return "", false
}

// sayable tells whether a text can stand in quotation marks in a sentence, and name an order in braces.
func sayable(text string) bool {
	return text != "" && text == strings.TrimSpace(text) && text == printable(text) && !strings.ContainsAny(text, `"\{}<>`)
}

var ordinaryAmount = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^(0|[1-9]\d*)(\.\d{1,2})?$`) })

// placeholder returns a text that stands for the value of a field in the scenario: the platform's numbers and the merchant's addresses
// are others when it is played.
func (r *recorder) placeholder(f wire.Field) string {
	switch f.Name {
	case "oid_paybill":
		if name, ok := r.names.order(f.Value); ok {
			return "{oid_paybill " + name + "}"
		}
	case "oid_refundno":
		if name, ok := r.names.refundOf(f.Value); ok {
			return "{oid_refundno " + name + "}"
		}
	case "notify_url", "url_return":
		return r.address(f.Value)
	}
	return cellText(f.Value)
}
