package stress_test

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator"
	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// shop is one client: a merchant's server, its payers and its tester, who do one thing after the other.
type shop struct {
	g     *group
	n     int
	dice  *rand.Rand
	now   time.Time // platform time when the phase began
	hangs bool      // the receiver of its first order hangs
	base  string

	merchant *client.Merchant
	numbers  int // that it has given out; they never come twice
	book
}

// book is what a client has been told.
type book struct {
	orders  map[string]*order // by no_order
	numbers []string          // in the order they were placed
}

type order struct {
	no, dt, oid string
	url         string
	fen         int64
	brief       bool // expires soon, so that only the platform knows whether it can still be paid
	later       bool // its payment succeeds later, by the platform's time
	paid        bool
	settled     string
	refunds     map[string]int64 // amounts in fen by no_refund
}

func (b book) clone() book {
	c := book{orders: map[string]*order{}, numbers: slices.Clone(b.numbers)}
	for no, o := range b.orders {
		copied := *o
		copied.refunds = maps.Clone(o.refunds)
		c.orders[no] = &copied
	}
	return c
}

func (o *order) refunded() (fen int64) {
	for _, f := range o.refunds {
		fen += f
	}
	return fen
}

// oidPartner is the merchant that the client is.
func (c *shop) oidPartner() string { return merchants[c.n%len(merchants)] }

func (c *shop) connect(base string) {
	c.base = base
	for _, keys := range simulator.BuiltinKeys() {
		if keys.OidPartner != c.oidPartner() {
			continue
		}
		private, err := sign.ParsePrivateKey(keys.PrivatePEM)
		if err != nil {
			c.errorf("%v", err)
			return
		}
		profile, err := c.g.control.Merchant(c.g.r.t.Context(), keys.OidPartner)
		if err != nil {
			c.errorf("%v", err)
			return
		}
		platform, err := sign.ParsePublicKey(profile.Keys.PlatformPublicPEM)
		if err != nil {
			c.errorf("%v", err)
			return
		}
		c.merchant = client.NewMerchant(base, keys.OidPartner, sign.Signer{Private: private}, sign.Keys{Public: platform}, client.WithHTTPClient(c.g.r.http))
	}
}

// act does one thing. Where the receiver of the first order hangs, that is paid at once, so that all wait at the same time.
func (c *shop) act() {
	switch n := c.dice.IntN(100); {
	case c.hangs && len(c.book.numbers) == 0:
		c.place()
	case c.hangs && len(c.book.numbers) == 1 && !c.book.orders[c.book.numbers[0]].paid:
		c.pay(c.any(), wire.OutcomeSuccess, false)
	case n < 5:
		c.sendMalformed()
	case n < 6:
		c.letTimePass()
	case n < 8:
		c.look()
	case n < 35 || len(c.book.numbers) == 0:
		c.place()
	case n < 45:
		c.retry(c.any())
	case n < 55:
		c.pay(c.any(), "1100", false)
	case n < 58:
		c.pay(c.any(), wire.OutcomeSuccess, true)
	case n < 78:
		c.pay(c.any(), wire.OutcomeSuccess, false)
	case n < 90:
		c.query(c.any())
	default:
		c.refund(c.any())
	}
}

// any chooses one of the client's orders, the newest ones more often.
func (c *shop) any() *order {
	n := len(c.book.numbers)
	from := max(0, n-8)
	if c.dice.IntN(4) == 0 {
		from = 0
	}
	return c.book.orders[c.book.numbers[from+c.dice.IntN(n-from)]]
}

func (c *shop) request(o *order) wire.Fields {
	f := wire.FieldsOf("user_id", fmt.Sprint("payer-", c.n), "busi_partner", "101001", "no_order", o.no, "dt_order", o.dt, "name_goods", "月饼", "money_order", wire.FormatFen(o.fen),
		"notify_url", o.url, "pay_type", "L", "info_order", "a, b",
		"risk_item", `{"frms_ware_category":"4007","user_info_mercht_userno":"shopper-1","user_info_dt_register":"20200101120000","goods_name":"月饼"}`)
	if o.brief {
		return f.Set("valid_order", "1")
	}
	return f
}

func (c *shop) place() {
	c.numbers++
	o := &order{no: fmt.Sprintf("N%d-%d", c.n, c.numbers), dt: wire.FormatDateTime(c.now), fen: 1 + c.dice.Int64N(10_000), brief: c.dice.IntN(20) == 0 && !c.hangs, refunds: map[string]int64{}}
	o.url = c.g.r.receivers.quick.URL + c.payPath(o)
	if c.hangs && len(c.book.numbers) == 0 {
		o.url = c.g.r.receivers.slow.URL + c.payPath(o)
	}
	answer, repeated, err := again(func() (client.Answer, error) { return c.merchant.CreateOrder(c.g.r.t.Context(), c.request(o)) })
	o.oid = answer.Fields.Get("oid_paybill")
	if repeated && o.brief && err == nil && !answer.OK() { // accepted before the kill, and over by now
		o.oid, err = c.find(o.no)
	}
	if err != nil || o.oid == "" {
		c.errorf("placing %s: %s %s, %v", o.no, answer.Body, answer.Reason, err)
		return
	}
	c.did("placed")
	c.book.orders[o.no] = o
	c.book.numbers = append(c.book.numbers, o.no)
}

func (c *shop) payPath(o *order) string { return "/" + c.g.id + "/pay/" + o.no }

func (c *shop) refundPath(no string) string { return "/" + c.g.id + "/refund/" + no }

// find returns the oid_paybill of an order.
func (c *shop) find(no string) (string, error) {
	found, _, err := again(func() (api.Orders, error) {
		return c.g.control.Orders(c.g.r.t.Context(), client.OrderFilter{OidPartner: c.oidPartner(), NoOrder: no})
	})
	if err == nil && len(found.Orders) != 1 {
		err = fmt.Errorf("there are %d of them", len(found.Orders))
	}
	if err != nil {
		return "", err
	}
	return found.Orders[0].OidPaybill, nil
}

func (c *shop) retry(o *order) {
	c.did("retried")
	answer, _, err := again(func() (client.Answer, error) { return c.merchant.CreateOrder(c.g.r.t.Context(), c.request(o)) })
	want := wire.CodeSuccess
	if o.paid {
		want = wire.CodeAlreadyPaid
	}
	switch {
	case err != nil:
		c.errorf("retrying %s: %v", o.no, err)
	case o.brief || o.later:
	case answer.Code() != want || answer.OK() && answer.Fields.Get("oid_paybill") != o.oid:
		c.errorf("retrying %s: %s %s, want %s for %s", o.no, answer.Body, answer.Reason, want, o.oid)
	}
}

// pay is the payer. A payment may be refused only where the book says why.
func (c *shop) pay(o *order, outcome string, later bool) {
	p := api.Pay{Outcome: outcome}
	if later {
		after := api.Duration(90 * time.Second)
		p.After = &after
	}
	paid, err := c.g.control.Pay(c.g.r.t.Context(), o.oid, p)
	switch {
	case errors.Is(err, errUnanswered):
		c.findOut(o)
	case isRefusal(err, http.StatusConflict) && (o.paid || o.brief || o.later):
	case err != nil:
		c.errorf("paying %s: %v", o.no, err)
	case o.paid:
		c.errorf("%s was paid twice", o.no)
	case outcome != wire.OutcomeSuccess:
		c.did("failed to pay")
	case later:
		c.did("paid later")
		o.later = true
	case paid.ResultPay != "SUCCESS" || paid.SettleDate == "":
		c.errorf("paid %s, and it is %s, settled on %q", o.no, paid.ResultPay, paid.SettleDate)
	default:
		c.did("paid")
		o.paid, o.settled = true, paid.SettleDate
	}
}

// findOut looks whether a payment that got no answer has happened.
func (c *shop) findOut(o *order) {
	is, _, err := again(func() (api.Order, error) { return c.g.control.Order(c.g.r.t.Context(), o.oid) })
	switch {
	case err != nil:
		c.errorf("looking at %s: %v", o.no, err)
	case o.paid:
	case is.ResultPay == "SUCCESS":
		o.paid, o.settled = true, is.SettleDate
	default:
		o.later = o.later || slices.ContainsFunc(is.Attempts, func(a api.Attempt) bool { return a.State == "processing" })
	}
}

func (c *shop) query(o *order) {
	c.did("asked")
	answer, _, err := again(func() (client.Answer, error) {
		return c.merchant.Query(c.g.r.t.Context(), wire.FieldsOf("no_order", o.no, "dt_order", o.dt))
	})
	if err != nil || !answer.OK() || answer.Fields.Get("oid_paybill") != o.oid {
		c.errorf("querying %s: %s %s, %v", o.no, answer.Body, answer.Reason, err)
		return
	}
	if want, known := o.result(); known && answer.Fields.Get("result_pay") != want {
		c.errorf("%s is %s, and was told to be %s", o.no, answer.Fields.Get("result_pay"), want)
	}
}

// result is the order's result_pay by the book, where that knows it.
func (o *order) result() (string, bool) {
	switch {
	case o.paid && o.refunded() == o.fen:
		return "REFUND", true
	case o.paid:
		return "SUCCESS", true
	}
	return "WAITING", !o.brief && !o.later
}

func (c *shop) refund(o *order) {
	left := o.fen - o.refunded()
	if !o.paid || left == 0 {
		c.query(o)
		return
	}
	fen := left
	if c.dice.IntN(3) > 0 {
		fen = 1 + c.dice.Int64N(left)
	}
	c.numbers++
	no := fmt.Sprintf("R%d-%d", c.n, c.numbers)
	answer, _, err := again(func() (client.Answer, error) {
		return c.merchant.Refund(c.g.r.t.Context(), wire.FieldsOf("no_refund", no, "dt_refund", wire.FormatDateTime(c.now), "money_refund", wire.FormatFen(fen),
			"oid_paybill", o.oid, "notify_url", c.g.r.receivers.quick.URL+c.refundPath(no)))
	})
	if err != nil || !answer.OK() {
		c.errorf("refunding %s: %s %s, %v", o.no, answer.Body, answer.Reason, err)
		return
	}
	c.did("refunded")
	o.refunds[no] = fen
}

// letTimePass advances the clock while the others go on. One advance runs at a time.
func (c *shop) letTimePass() {
	err := unanswered(func() error { _, err := c.g.control.Advance(c.g.r.t.Context(), 2*time.Minute); return err })
	switch {
	case err == nil:
		c.did("let time pass")
	case !isRefusal(err, http.StatusConflict):
		c.errorf("advance: %v", err)
	}
}

// look reads what a tester's pages read.
func (c *shop) look() {
	ctx := c.g.r.t.Context()
	err := unanswered(func() error {
		_, journal := c.g.control.Journal(ctx, "", client.Page{Newest: 50})
		_, orders := c.g.control.Orders(ctx, client.OrderFilter{ResultPay: "SUCCESS", Page: client.Page{Newest: 50}})
		return errors.Join(journal, orders)
	})
	if err != nil {
		c.errorf("looking: %v", err)
	}
	c.did("looked")
}

// did counts something for the round.
func (c *shop) did(what string) { c.g.r.tally.did(what) }
