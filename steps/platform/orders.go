package platform

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

var orderSteps = []step{
	{English: `the merchant orders {string} for {amount} yuan`,
		Chinese: `商户提交订单 {string}，金额 {amount} 元`,
		Tried: []string{
			`the shopper places an order {string} for/of {amount} yuan`, `the merchant creates/places an order {string} for/of {amount} yuan`,
			`商户下单{string}，金额{amount}元`, `顾客下单{string}，金额{amount}元`, `创建订单{string}，金额{amount}元`,
		},
		Run: (*world).place},
	{English: `the merchant orders {string} for {amount} yuan dated {stamp}`,
		Chinese: `商户提交订单 {string}，金额 {amount} 元，订单时间 {stamp}`,
		Run: func(w *world, ctx context.Context, noOrder, money string, at stamp) error {
			return w.place(ctx, noOrder, money, []cell{{"dt_order", string(at)}})
		}},
	{English: `the merchant orders {string} for {amount} yuan with:`,
		Chinese: `商户提交订单 {string}，金额 {amount} 元，其中：`,
		Run:     (*world).place},
	{English: `the merchant orders {string} for {amount} yuan {int} times at the same instant`,
		Chinese: `商户在同一时刻 {int} 次提交订单 {string}，金额 {amount} 元`,
		Run:     (*world).placeTogether},
	{English: `an order {string} of {amount} yuan`,
		Chinese: `已有订单 {string}，金额 {amount} 元`,
		Tried: []string{
			`there is an order {string} of/for/over {amount} yuan`, `the shopper has an order {string} of/for {amount} yuan`,
			`存在订单{string}，金额为{amount}元`, `有一个订单{string}，金额{amount}元`, `顾客创建了订单{string}，金额{amount}元`,
		},
		Run: (*world).mustPlace},
	{English: `an order {string} of {amount} yuan dated {stamp}`,
		Chinese: `已有订单 {string}，金额 {amount} 元，订单时间 {stamp}`,
		Run: func(w *world, ctx context.Context, noOrder, money string, at stamp) error {
			return w.mustPlace(ctx, noOrder, money, []cell{{"dt_order", string(at)}})
		}},
	{English: `an order {string} of {amount} yuan that is {state}`,
		Chinese: `已有订单 {string}，金额 {amount} 元，状态为 {state}`,
		Tried:   []string{`a paid order {string} of/for {amount} yuan`, `已支付的订单{string}，金额{amount}元`},
		Run:     (*world).mustPlaceInState},
	{English: `{order} is {state}`,
		Chinese: `{order} 的状态为 {state}`,
		Tried: []string{
			`{order} should be {state}`, `the status/state of {order} is {state}`, `the order status/state is {state}`, `the query/result returns/is {state}`,
			`{order}应该是{state}`, `{order}{state}`, `{order}已{state}`, `订单状态是{state}`, `查询结果是{state}`,
		},
		Run: (*world).checkOrderState},
	{English: `{order} has:`,
		Chinese: `{order} 的信息包括：`,
		Run:     (*world).checkOrderHas},
	{English: `{order} clears on {date}`,
		Chinese: `{order} 的清算日期为 {date}`,
		Also:    []string{`{order} clears {date}`, `{order} 的清算日期是 {date}`},
		Tried:   []string{`the clearing date of {order} is {date}`, `{order}在{date}清算`, `清算日期是{date}`},
		Run:     (*world).checkOrderClears},
	{English: `there is/are {int} order(s)`,
		Chinese: `平台共有 {int} 个订单`,
		Run:     (*world).checkOrderCount},
	{English: `all {int} answers accept one order`,
		Chinese: `平台的 {int} 个应答受理的是同一个订单`,
		Run:     (*world).checkOneOrder},
}

// newOrder returns the fields of an ordinary order of the Direct API at platform time.
func (w *world) newOrder(ctx context.Context, noOrder, money string) (wire.Fields, error) {
	now, err := w.now(ctx)
	return wire.Fields{
		{Name: "user_id", Value: "shopper-1"},
		{Name: "busi_partner", Value: "101001"},
		{Name: "no_order", Value: noOrder},
		{Name: "dt_order", Value: wire.FormatDateTime(now)},
		{Name: "name_goods", Value: "玩具熊"},
		{Name: "money_order", Value: money},
		{Name: "notify_url", Value: w.notifyURL},
		{Name: "pay_type", Value: "I"},
		{Name: "risk_item", Value: `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20170101000000"}`},
	}, err
}

// place sends an order and remembers it when the platform accepts it.
func (w *world) place(ctx context.Context, noOrder, money string, cells []cell) error {
	f, err := w.newOrder(ctx, noOrder, money)
	if err != nil {
		return err
	}
	f = apply(f, cells)
	if err := w.ask(ctx, wire.KindDirect, f); err != nil {
		return err
	}
	return w.keepOrder(ctx, f)
}

// keepOrder remembers the order of a request when the platform has taken it, or why it has not. The number of an order that no answer names
// is looked up.
func (w *world) keepOrder(ctx context.Context, f wire.Fields) error {
	switch {
	case w.reply.lost(), w.reply.tookOrder():
		return w.rememberNewest(ctx, f)
	case w.reply.took() && w.reply.fields.Has("oid_paybill"):
		w.reply.earlierOidPaybill = w.orders[f.Get("no_order")+" "+businessDate(f)].oidPaybill
		w.remember(f, w.reply.fields.Get("oid_paybill"))
	default:
		w.refused("order " + f.Get("no_order"))
	}
	return nil
}

// businessDate is the date of an order's dt_order, or what stands in its place.
func businessDate(f wire.Fields) string { return fmt.Sprintf("%.8s", f.Get("dt_order")) }

func (w *world) mustPlace(ctx context.Context, noOrder, money string, cells []cell) error {
	if err := w.place(ctx, noOrder, money, cells); err != nil {
		return err
	}
	return w.checkAccepted()
}

// mustPlaceInState brings a new order into a state. FAILURE takes a minute, for which such an order is valid.
func (w *world) mustPlaceInState(ctx context.Context, noOrder, money, state string) error {
	var cells []cell
	if state == "FAILURE" {
		cells = []cell{{"valid_order", "1"}}
	}
	if err := w.mustPlace(ctx, noOrder, money, cells); err != nil {
		return err
	}
	var err error
	o := w.orders[noOrder]
	switch state {
	case "PROCESSING":
		err = w.pay(ctx, o, api.Pay{Outcome: "processing"})
	case "SUCCESS":
		err = w.pay(ctx, o, api.Pay{Outcome: "success"})
	case "REFUND":
		if err = w.pay(ctx, o, api.Pay{Outcome: "success"}); err == nil {
			err = w.mustRefund(ctx, money, o.dated, noOrder+"-refund")
		}
	case "FAILURE":
		err = w.advanceBy(ctx, time.Minute)
	}
	if err != nil {
		return err
	}
	return w.checkOrderState(ctx, o, state)
}

// checkOrderState asks the platform as the merchant would, and as the operator would; both must say the same.
func (w *world) checkOrderState(ctx context.Context, o placedOrder, state string) error {
	r, err := w.send(ctx, o.account, wire.KindQuery, wire.Fields{{Name: "oid_paybill", Value: o.oidPaybill}})
	if err != nil {
		return err
	}
	if !r.accepted() {
		return message.Errorf("the query of order %s was answered %s", o.name, r)
	}
	if err := checkSame(message.New("by the merchant's query, order %s", o.name), r.fields.Get("result_pay"), state); err != nil {
		return err
	}
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	return checkSame(message.New("to the operator, order %s", o.name), stored.ResultPay, state)
}

// checkOrderClears asks the platform for a clearing date as checkOrderState does for a state.
func (w *world) checkOrderClears(ctx context.Context, o placedOrder, date day) error {
	stored, err := w.control.Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	if stored.SettleDate == "" {
		return message.Errorf("%s has no clearing date, it is %s: an order gets one when its payment succeeds", o.told(), stored.ResultPay)
	}
	if err := checkSame(message.New("to the operator, the clearing date of %s", o.told()), stored.SettleDate, string(date)); err != nil {
		return err
	}
	r, err := w.send(ctx, o.account, wire.KindQuery, wire.Fields{{Name: "oid_paybill", Value: o.oidPaybill}})
	if err != nil {
		return err
	}
	return checkSame(message.New("by the merchant's query, the clearing date of %s", o.told()), r.fields.Get("settle_date"), string(date))
}

func (w *world) checkOrderHas(ctx context.Context, o placedOrder, wanted []cell) error {
	stored, err := w.facts().Order(ctx, o.oidPaybill)
	if err != nil {
		return err
	}
	return w.checkObject(message.New("order %s", o.name), stored, wanted)
}

func (w *world) checkOrderCount(ctx context.Context, want int) error {
	all, err := w.allOrders(ctx)
	if err != nil {
		return err
	}
	return checkSame(message.New("the number of orders"), fmt.Sprint(len(all)), fmt.Sprint(want))
}

// together runs f n times at the same time and waits for all.
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

// checkMany refuses more of something at once than a machine can do.
func checkMany(n int) error {
	if n > 1000 {
		return vocabulary.Mistakef("write at most 1000", "%d at once are too many", n)
	}
	return nil
}

func (w *world) placeTogether(ctx context.Context, noOrder, money string, n int) error {
	if err := checkMany(n); err != nil {
		return err
	}
	f, err := w.newOrder(ctx, noOrder, money)
	if err != nil {
		return err
	}
	if f, err = w.account.signed(f); err != nil {
		return err
	}
	w.replies = make([]reply, n)
	errs := make([]error, n)
	together(n, func(i int) {
		w.replies[i], errs[i] = w.post(ctx, w.account, wire.Direct, wire.Direct.Paths[0], requestBody{contentType: "application/json", body: wire.EncodeJSON(f)})
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

// checkOneOrder checks that one of several answers created an order and the others were retries of it (RTY-5).
func (w *world) checkOneOrder(n int) error {
	if len(w.replies) != n {
		return message.Errorf("there were %d answers", len(w.replies))
	}
	rules := map[string]int{}
	for _, r := range w.replies {
		if !r.accepted() || r.fields.Get("oid_paybill") != w.replies[0].fields.Get("oid_paybill") {
			return message.Errorf("one answer was %s, another %s", w.replies[0], r)
		}
		if err := r.verify(); err != nil {
			return err
		}
		rules[r.header.Get("X-Sim-Rule")]++
	}
	if rules["IDN-1"] != 1 || rules["IDN-2"] != n-1 {
		return message.Errorf("the answers were given by %v, not once by IDN-1 and then by IDN-2", rules)
	}
	return nil
}
