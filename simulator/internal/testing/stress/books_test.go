package stress_test

import (
	"fmt"
	"slices"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// check compares the books of the clients with what the platform has, has told and has written.
func (g *group) check() {
	orders, err := g.allOrders()
	if err != nil {
		g.r.t.Errorf("%s: %v", g.id, err)
		return
	}
	told, err := g.allDeliveries()
	if err != nil {
		g.r.t.Errorf("%s: %v", g.id, err)
		return
	}
	cleared, err := g.allCleared()
	if err != nil {
		g.r.t.Errorf("%s: %v", g.id, err)
		return
	}
	for _, c := range g.clients {
		for _, o := range c.book.orders {
			c.checkOrder(o, orders, told, cleared)
		}
	}
	for no := range orders {
		g.r.t.Errorf("%s: the platform has order %s, of which no client knows", g.id, no)
	}
	for line := range cleared {
		g.r.t.Errorf("%s: the clearing files have %s, of which no client knows", g.id, line)
	}
	for path := range told {
		g.r.t.Errorf("%s: %s was notified, of which no client knows", g.id, path)
	}
}

// checkOrder checks one order, and strikes out of orders, told and cleared what belongs to it.
func (c *shop) checkOrder(o *order, orders map[string]api.Order, told map[string][]api.Delivery, cleared map[string]int) {
	has, exists := orders[o.no]
	delete(orders, o.no)
	if !exists || has.OidPaybill != o.oid || has.MoneyOrder != wire.FormatFen(o.fen) {
		c.errorf("%s was accepted as %s for %d fen, and the platform has %+v", o.no, o.oid, o.fen, has)
		return
	}
	if o.later && has.ResultPay == "SUCCESS" { // the platform's time has decided
		o.paid, o.settled = true, has.SettleDate
	}
	if want, known := o.result(); known && has.ResultPay != want || o.later && !o.brief && !o.paid {
		c.errorf("%s is %s in the end, and was told to be %s", o.no, has.ResultPay, want)
	}
	if !o.paid {
		return
	}
	c.checkCleared(clearedLine(c.oidPartner(), o.no, has.SettleDate, o.fen), cleared)
	c.checkTold(c.payPath(o), told)
	if has.SettleDate != o.settled || has.Refunded != wire.FormatFen(o.refunded()) {
		c.errorf("%s was settled on %s and %s were refunded; told were %s and %d fen", o.no, has.SettleDate, has.Refunded, o.settled, o.refunded())
	}
	detail, err := c.g.control.Order(c.g.r.t.Context(), o.oid)
	if err != nil || len(detail.Refunds) != len(o.refunds) {
		c.errorf("%s has %d refunds, told were %d; %v", o.no, len(detail.Refunds), len(o.refunds), err)
	}
	for _, r := range detail.Refunds {
		if fen, known := o.refunds[r.NoRefund]; !known || wire.FormatFen(fen) != r.MoneyRefund || r.StaRefund != "2" {
			c.errorf("refund %s of %s is %+v, told were %d fen", r.NoRefund, o.no, r, fen)
		}
		c.checkCleared(clearedLine(c.oidPartner(), r.NoRefund, r.SettleDate, -o.refunds[r.NoRefund]), cleared)
		c.checkTold(c.refundPath(r.NoRefund), told)
	}
}

// checkCleared expects a line in the clearing files, once.
func (c *shop) checkCleared(line string, cleared map[string]int) {
	if n := cleared[line]; n != 1 {
		c.errorf("%s is in the clearing files %d times", line, n)
	}
	delete(cleared, line)
}

// checkTold expects deliveries of which the last one, and no other, was acknowledged, and that the receiver has seen it that way. A receiver
// that acknowledges too late, on a machine that is too busy, acknowledges for nothing, and one that is too busy to accept sees nothing. A delivery that was under way at a kill is not recorded
// and comes once more.
func (c *shop) checkTold(path string, told map[string][]api.Delivery) {
	attempts := told[path]
	delete(told, path)
	var verdicts []string
	late := 0
	for _, d := range attempts {
		verdicts = append(verdicts, d.Verdict)
		if d.Verdict == "timeout" {
			late++
		}
	}
	seen, kills := c.g.r.receivers.at(path), c.g.r.kills
	if n := len(verdicts); n == 0 || slices.Index(verdicts, "acknowledged") != n-1 || seen.came < n-late || seen.came > n+kills || seen.acknowledged < 1 || seen.acknowledged > 1+late+kills {
		c.errorf("%s was notified with %q; it came %d times and was acknowledged %d times", path, verdicts, seen.came, seen.acknowledged)
	}
}

// allOrders returns the orders that the platform has, by no_order.
func (g *group) allOrders() (map[string]api.Order, error) {
	list, err := pages(func(p client.Page) ([]api.Order, string, error) {
		got, err := g.control.Orders(g.r.t.Context(), client.OrderFilter{Page: p})
		return got.Orders, got.Next, err
	})
	all := map[string]api.Order{}
	for _, o := range list {
		if _, twice := all[o.NoOrder]; twice {
			return nil, fmt.Errorf("order %s is there twice", o.NoOrder)
		}
		all[o.NoOrder] = o
	}
	return all, err
}

// allDeliveries returns the deliveries of each notification, in their order, by the path of its address.
func (g *group) allDeliveries() (map[string][]api.Delivery, error) {
	list, err := pages(func(p client.Page) ([]api.Delivery, string, error) {
		got, err := g.control.Notifications(g.r.t.Context(), client.DeliveryFilter{Page: p})
		return got.Notifications, got.Next, err
	})
	all := map[string][]api.Delivery{}
	for _, d := range list {
		_, path, _ := strings.Cut(d.URL, "/"+g.id+"/")
		all["/"+g.id+"/"+path] = append(all["/"+g.id+"/"+path], d)
	}
	for _, attempts := range all {
		slices.SortFunc(attempts, func(a, b api.Delivery) int { return a.Number - b.Number })
	}
	return all, err
}

// clearedLine is what a payment or a refund, with a negative amount, is in a clearing file.
func clearedLine(oidPartner, no, date string, fen int64) string {
	return fmt.Sprint(oidPartner, " ", no, " ", date, " ", wire.FormatFen(fen))
}

// allCleared returns how often each line is in the daily files, of all days on which something was settled.
func (g *group) allCleared() (map[string]int, error) {
	files, err := g.control.Files(g.r.t.Context())
	if err != nil {
		return nil, err
	}
	all := map[string]int{}
	for _, listed := range files {
		parts := strings.Split(strings.TrimSuffix(listed.Name, ".txt"), "_")
		if parts[0] != "JYMX" || len(parts[2]) != len("yyyyMMdd") {
			continue
		}
		f, err := g.control.File(g.r.t.Context(), listed.Name)
		if err != nil {
			return nil, err
		}
		separator, money := ",", 6
		if parts[1] == merchants[1] {
			separator, money = "|", 7
		}
		for i, line := range strings.Split(strings.TrimSuffix(*f.Content, "\n"), "\n") {
			if columns := strings.Split(line, separator); i > 0 {
				all[fmt.Sprint(columns[1], " ", columns[0], " ", columns[5], " ", columns[money])]++
			}
		}
	}
	return all, nil
}
