//go:build unix

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// span is how often something was done: as often as was answered, and perhaps once more for each request that got no answer.
type span struct{ answered, asked int }

func (s span) holds(n int) bool { return s.answered <= n && n <= s.asked }

// toldOrder is what clients know of an order.
type toldOrder struct {
	oid        string // "" before an answer
	placed     span   // requests
	paid       span
	failed     span
	refunds    map[string]*toldRefund
	manual     span // notifications sent by the operator
	seenOnWire int  // notifications that came to the shop
}

type toldRefund struct {
	oid  string
	asks span
}

// books are what clients were told, and what they asked for without an answer.
type books struct {
	t  testing.TB
	mu sync.Mutex

	orders        map[string]*toldOrder // by no_order
	profile       [2]string             // the merchant's name: as answered, as asked
	now           [2]time.Time          // platform time: as answered, as far as asked
	faults        span
	snapshots     map[string]bool   // as answered
	unsure        map[string]bool   // snapshots asked for or deleted without an answer
	notifications map[uint64]string // what each number was seen to be about
	request       uint64            // the highest journal id that an answer named
	full          bool              // the disk is: changes may be refused
	refused       int
	files         map[string]string
}

func newBooks(t testing.TB) *books {
	return &books{t: t, orders: map[string]*toldOrder{}, snapshots: map[string]bool{}, unsure: map[string]bool{}, notifications: map[uint64]string{}, files: map[string]string{}}
}

func (b *books) String() string {
	orders, paid, refunds := 0, 0, 0
	for _, o := range b.orders {
		orders += min(1, o.placed.answered)
		paid += o.paid.answered
		for _, r := range o.refunds {
			refunds += min(1, r.asks.answered)
		}
	}
	return fmt.Sprintf("%d orders, %d payments, %d refunds answered, %d notifications, %d clearing files", orders, paid, refunds, len(b.notifications), len(b.files))
}

// begin notes how a new server stands.
func (b *books) begin(k *killed) {
	clock, err := k.control().Clock(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	b.now = [2]time.Time{clock.Now.Time, clock.Now.Time}
	m, err := k.control().Merchant(b.t.Context(), byNumber)
	if err != nil {
		b.t.Fatal(err)
	}
	b.profile = [2]string{m.Name, m.Name}
}

// notified is the shop: it acknowledges two of three notifications.
func (b *books) notified(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	var f struct {
		NoOrder string `json:"no_order"`
	}
	_ = json.Unmarshal(body, &f) // a refund's has none
	b.mu.Lock()
	defer b.mu.Unlock()
	if o := b.orders[f.NoOrder]; o != nil {
		if o.seenOnWire++; o.seenOnWire%3 == 1 {
			return // not acknowledged: it comes again
		}
	}
	_, _ = io.WriteString(w, `{"ret_code":"0000","ret_msg":"ok"}`)
}

// loadClient is one client under load.
type loadClient struct {
	*books
	merchant           *client.Merchant
	control            *client.Control
	shop, name, date   string
	number, n          int
	rnd                *rand.Rand
	own, payable, paid []string // no_orders of this client
}

// tell runs a change of the books.
func (b *books) tell(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	f()
}

// ask makes a request that changes something. go on is false where it got no answer, done is true where it was carried out.
func (c *loadClient) ask(what *span, request func() error) (done, goOn bool) {
	c.tell(func() { what.asked++ })
	err := request()
	c.mu.Lock()
	defer c.mu.Unlock()
	refusal, answered := errors.AsType[*client.Error](err)
	switch {
	case err == nil:
		what.answered++
		return true, true
	case !answered:
		return false, false
	case refusal.Code == "unavailable" && c.full:
		what.asked--
		c.refused++
	default:
		c.t.Errorf("a request was refused: %v", err)
	}
	return false, true
}

// post is ask for a request to the platform. 9903 says that nothing was changed.
func (c *loadClient) post(what *span, send func() (client.Answer, error)) (a client.Answer, done, goOn bool) {
	done, goOn = c.ask(what, func() (err error) {
		if a, err = send(); err != nil {
			return err
		}
		id, _ := strconv.ParseUint(a.RequestID, 10, 64)
		c.tell(func() { c.request = max(c.request, id) })
		switch {
		case a.OK():
			return nil
		case a.Code() == wire.CodeTryLater:
			return &client.Error{Code: "unavailable"}
		}
		return &client.Error{Code: string(a.Code()), Message: a.Reason}
	})
	return a, done, goOn
}

// step makes one request, and returns false where it got no answer.
func (c *loadClient) step(ctx context.Context) bool {
	switch op := c.rnd.IntN(20); {
	case op < 7 || len(c.own) == 0:
		return c.place(ctx, fmt.Sprint(c.name, "N", len(c.own)))
	case op < 8 && len(c.payable) > 0:
		return c.place(ctx, c.payable[c.rnd.IntN(len(c.payable))])
	case op < 13 && len(c.payable) > 0:
		return c.pay(ctx, op < 11)
	case op < 15 && len(c.paid) > 0:
		return c.refund(ctx, c.paid[c.rnd.IntN(len(c.paid))])
	case op < 16 && len(c.paid) > 0:
		return c.notify(ctx, c.paid[c.rnd.IntN(len(c.paid))])
	case op < 18 && c.number == 0:
		return c.rename(ctx)
	case op < 19 && c.number == 1:
		return c.advance(ctx, time.Duration(1+c.rnd.IntN(120))*time.Second)
	case c.number == 2:
		return c.snapshot(ctx)
	case c.number == 3:
		_, goOn := c.ask(&c.faults, func() error {
			_, err := c.control.AddFault(ctx, api.NewFault{At: "return", Effect: "close"})
			return err
		})
		return goOn
	}
	_, err := c.merchant.Query(ctx, wire.FieldsOf("no_order", c.own[0]))
	return err == nil
}

// place places an order, or asks for it once more.
func (c *loadClient) place(ctx context.Context, no string) bool {
	var o *toldOrder
	c.tell(func() {
		if o = c.orders[no]; o == nil {
			o = &toldOrder{refunds: map[string]*toldRefund{}}
			c.orders[no] = o
			c.own = append(c.own, no)
		}
	})
	a, done, goOn := c.post(&o.placed, func() (client.Answer, error) {
		return c.merchant.CreateOrder(ctx, wire.FieldsOf("user_id", c.name, "busi_partner", "101001", "no_order", no, "dt_order", c.date, "name_goods", "goods",
			"money_order", "10.00", "notify_url", c.shop, "pay_type", "L", "valid_order", "100000",
			"risk_item", `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20200101120000","goods_name":"goods"}`))
	})
	if !done {
		return goOn
	}
	c.tell(func() {
		oid := a.Fields.Get("oid_paybill")
		if o.oid != "" && o.oid != oid {
			c.t.Errorf("order %s was %s and is %s", no, o.oid, oid)
		}
		if o.oid == "" {
			c.payable = append(c.payable, no)
		}
		o.oid = oid
	})
	return true
}

// told returns what clients know of an order.
func (b *books) told(no string) *toldOrder {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.orders[no]
}

func (c *loadClient) pay(ctx context.Context, succeeds bool) bool {
	at := c.rnd.IntN(len(c.payable))
	no := c.payable[at]
	o := c.told(no) // which this client alone pays
	outcome, what := wire.OutcomeSuccess, &o.paid
	if !succeeds {
		outcome, what = string(wire.CodeBadPassword), &o.failed
	}
	done, goOn := c.ask(what, func() error {
		_, err := c.control.Pay(ctx, o.oid, api.Pay{Outcome: outcome})
		return err
	})
	if succeeds && done {
		c.payable = slices.Delete(c.payable, at, at+1)
		c.paid = append(c.paid, no)
	}
	return goOn
}

func (c *loadClient) refund(ctx context.Context, no string) bool {
	c.n++
	o, number, r := c.told(no), fmt.Sprint(c.name, "F", c.n), &toldRefund{}
	if len(o.refunds) == 10 {
		return true
	}
	c.tell(func() { o.refunds[number] = r })
	a, done, goOn := c.post(&r.asks, func() (client.Answer, error) {
		return c.merchant.Refund(ctx, wire.FieldsOf("no_refund", number, "dt_refund", c.date, "money_refund", "1.00", "no_order", no, "dt_order", c.date, "notify_url", c.shop))
	})
	if done {
		c.tell(func() { r.oid = a.Fields.Get("oid_refundno") })
	}
	return goOn
}

func (c *loadClient) notify(ctx context.Context, no string) bool {
	o := c.told(no)
	_, goOn := c.ask(&o.manual, func() error {
		_, err := c.control.Notify(ctx, o.oid, api.Notify{})
		return err
	})
	return goOn
}

func (c *loadClient) rename(ctx context.Context) bool {
	m, err := c.control.Merchant(ctx, byNumber)
	if err != nil {
		return false
	}
	c.n++
	m.Name = fmt.Sprint("shop ", c.name, " ", c.n)
	c.tell(func() { c.profile[1] = m.Name })
	done, goOn := c.ask(&span{}, func() error {
		_, err := c.control.PutMerchant(ctx, m)
		return err
	})
	if goOn {
		c.tell(func() {
			if done {
				c.profile[0] = m.Name
			}
			c.profile[1] = c.profile[0]
		})
	}
	return goOn
}

// advance moves time on. An advance that is refused may have moved it part of the way.
func (c *loadClient) advance(ctx context.Context, d time.Duration) bool {
	c.tell(func() { c.now[1] = c.now[1].Add(d) })
	_, goOn := c.ask(&span{}, func() error {
		done, err := c.control.Advance(ctx, d)
		if err == nil {
			c.tell(func() { c.now = [2]time.Time{done.Now.Time, done.Now.Time} })
		}
		return err
	})
	return goOn
}

// snapshot takes a snapshot, or deletes one.
func (c *loadClient) snapshot(ctx context.Context) bool {
	var name string
	c.tell(func() {
		if kept := slices.Sorted(maps.Keys(c.snapshots)); len(kept) > 0 && c.rnd.IntN(2) == 0 {
			name = kept[0]
		}
	})
	before := name != ""
	if !before {
		c.n++
		name = strings.ToLower(fmt.Sprint(c.name, "s", c.n))
	}
	c.tell(func() { delete(c.snapshots, name); c.unsure[name] = true })
	done, goOn := c.ask(&span{}, func() error {
		if before {
			return c.control.DeleteSnapshot(ctx, name)
		}
		_, err := c.control.TakeSnapshot(ctx, name)
		return err
	})
	if goOn {
		c.tell(func() {
			delete(c.unsure, name)
			if done != before {
				c.snapshots[name] = true
			}
		})
	}
	return goOn
}
