package platform

import (
	"context"
	"fmt"
	"sync"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func (w *world) orderSteps() []definition {
	return []definition{
		{`the merchant orders "([^"]*)" for (\S+) yuan`, w.ordersNow},
		{`the merchant orders "([^"]*)" for (\S+) yuan dated "([^"]*)"`, w.ordersDated},
		{`the merchant orders "([^"]*)" for (\S+) yuan with:`, w.ordersWith},
		{`the merchant orders "([^"]*)" for (\S+) yuan (\d+) times at the same instant`, w.ordersTogether},
		{`an order "([^"]*)" of (\S+) yuan`, w.isOrdered},
		{`an order "([^"]*)" of (\S+) yuan dated "([^"]*)"`, w.isOrderedDated},
		{`an order "([^"]*)" of (\S+) yuan that is (WAITING|PROCESSING|SUCCESS|REFUND|FAILURE)`, w.isInState},
		{`order "([^"]*)" is (WAITING|PROCESSING|SUCCESS|REFUND|FAILURE)`, w.orderIs},
		{`order "([^"]*)" has:`, w.orderHas},
		{`there (?:is|are) (\d+) orders?`, w.countOrders},
		{`all (\d+) answers accept one order`, w.oneOrder},
	}
}

// newOrder is an ordinary order of the Direct API at a platform time.
func (w *world) newOrder(ctx context.Context, noOrder, money string) (wire.Fields, error) {
	now, err := w.now(ctx)
	return wire.Fields{
		{Name: "user_id", Value: "shopper-1"},
		{Name: "busi_partner", Value: "101001"},
		{Name: "no_order", Value: noOrder},
		{Name: "dt_order", Value: wire.FormatDateTime(now)},
		{Name: "name_goods", Value: "玩具熊"},
		{Name: "money_order", Value: money},
		{Name: "notify_url", Value: w.server.URL},
		{Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20170101000000"}`},
	}, err
}

func (w *world) ordersNow(ctx context.Context, noOrder, money string) error {
	return w.place(ctx, noOrder, money, nil)
}

func (w *world) ordersDated(ctx context.Context, noOrder, money, dtOrder string) error {
	return w.place(ctx, noOrder, money, []cell{{"dt_order", dtOrder}})
}

func (w *world) ordersWith(ctx context.Context, noOrder, money string, t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	return w.place(ctx, noOrder, money, cells)
}

// place asks for an order and remembers it when it is accepted.
func (w *world) place(ctx context.Context, noOrder, money string, cells []cell) error {
	f, err := w.newOrder(ctx, noOrder, money)
	if err != nil {
		return err
	}
	f = apply(f, cells)
	if err := w.ask(ctx, wire.KindDirect, f); err != nil {
		return err
	}
	if w.reply.accepted() && w.reply.fields.Has("oid_paybill") {
		w.reply.before = w.orders[f.Get("no_order")+" "+date(f)].oidPaybill
		w.remember(f, w.reply.fields.Get("oid_paybill"))
	}
	return nil
}

// date is an order's business date, or what stands in its place.
func date(f wire.Fields) string { return fmt.Sprintf("%.8s", f.Get("dt_order")) }

// remember keeps an accepted order under its number, with its date, and with date and amount.
func (w *world) remember(f wire.Fields, oidPaybill string) {
	o := placed{oidPaybill, w.merchant}
	name := f.Get("no_order")
	for _, key := range []string{name, name + " " + date(f), name + " " + date(f) + " " + f.Get("money_order")} {
		w.orders[key] = o
	}
}

func (w *world) isOrdered(ctx context.Context, noOrder, money string) error {
	return w.mustPlace(ctx, noOrder, money, nil)
}

func (w *world) isOrderedDated(ctx context.Context, noOrder, money, dtOrder string) error {
	return w.mustPlace(ctx, noOrder, money, []cell{{"dt_order", dtOrder}})
}

func (w *world) mustPlace(ctx context.Context, noOrder, money string, cells []cell) error {
	if err := w.place(ctx, noOrder, money, cells); err != nil {
		return err
	}
	return w.accepts()
}

// isInState brings a new order into a state. FAILURE takes the minute for which such an order is valid.
func (w *world) isInState(ctx context.Context, noOrder, money, state string) error {
	var cells []cell
	if state == "FAILURE" {
		cells = []cell{{"valid_order", "1"}}
	}
	if err := w.mustPlace(ctx, noOrder, money, cells); err != nil {
		return err
	}
	var err error
	switch state {
	case "PROCESSING":
		err = w.pay(ctx, noOrder, api.Pay{Outcome: "processing"})
	case "SUCCESS":
		err = w.pay(ctx, noOrder, api.Pay{Outcome: "success"})
	case "REFUND":
		if err = w.pay(ctx, noOrder, api.Pay{Outcome: "success"}); err == nil {
			err = w.isRefunded(ctx, money, noOrder, noOrder+"-refund")
		}
	case "FAILURE":
		err = w.pass(ctx, 1, "minute")
	}
	if err != nil {
		return err
	}
	return w.orderIs(ctx, noOrder, state)
}

// orderIs asks the platform as the merchant would, and the operator; both must say the same.
func (w *world) orderIs(ctx context.Context, name, state string) error {
	o, err := w.order(name)
	if err != nil {
		return err
	}
	r, err := w.send(ctx, o.merchant, wire.KindQuery, wire.Fields{{Name: "oid_paybill", Value: o.oidPaybill}})
	if err != nil {
		return err
	}
	if !r.accepted() {
		return fmt.Errorf("the query of order %s was answered %s", name, r)
	}
	if err := same("by the merchant's query, order "+name, r.fields.Get("result_pay"), state); err != nil {
		return err
	}
	seen, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	return same("to the operator, order "+name, seen.ResultPay, state)
}

func (w *world) orderHas(ctx context.Context, name string, t *godog.Table) error {
	o, err := w.order(name)
	if err != nil {
		return err
	}
	seen, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	return w.has("order "+name, seen, t)
}

func (w *world) countOrders(ctx context.Context, want int) error {
	list, err := w.control.Orders(ctx, client.OrderFilter{})
	if err != nil {
		return err
	}
	return same("the number of orders", fmt.Sprint(len(list.Orders)), fmt.Sprint(want))
}

// together runs f n times at the same instant and waits for all.
func together(n int, f func(i int)) {
	start := make(chan struct{})
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			<-start
			f(i)
		})
	}
	close(start)
	wait.Wait()
}

func (w *world) ordersTogether(ctx context.Context, noOrder, money string, n int) error {
	f, err := w.newOrder(ctx, noOrder, money)
	if err != nil {
		return err
	}
	if f, err = w.merchant.signed(f); err != nil {
		return err
	}
	w.replies = make([]reply, n)
	errs := make([]error, n)
	together(n, func(i int) {
		w.replies[i], errs[i] = w.post(ctx, w.merchant, wire.Direct, wire.Direct.Paths[0], posted{contentType: "application/json", body: wire.EncodeJSON(f)})
	})
	for i, r := range w.replies {
		if errs[i] != nil {
			return errs[i]
		}
		if r.accepted() {
			w.remember(f, r.fields.Get("oid_paybill"))
		}
	}
	return nil
}

// oneOrder checks that one of several answers made an order and the others were retries of it (RTY-5).
func (w *world) oneOrder(n int) error {
	if len(w.replies) != n {
		return fmt.Errorf("there were %d answers", len(w.replies))
	}
	rules := map[string]int{}
	for _, r := range w.replies {
		if !r.accepted() || r.fields.Get("oid_paybill") != w.replies[0].fields.Get("oid_paybill") {
			return fmt.Errorf("one answer was %s, another %s", w.replies[0], r)
		}
		if err := r.verify(); err != nil {
			return err
		}
		rules[r.header.Get("X-Sim-Rule")]++
	}
	if rules["IDN-1"] != 1 || rules["IDN-2"] != n-1 {
		return fmt.Errorf("the answers were given by %v, not once by IDN-1 and then by IDN-2", rules)
	}
	return nil
}
