//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// pagesOf reads a list of the control API page by page.
func pagesOf[T any](page func(client.Page) ([]T, string, error)) (out []T, err error) {
	p := client.Page{Limit: 1000}
	for {
		list, next, err := page(p)
		if err != nil {
			return nil, err
		}
		out = append(out, list...)
		if next == "" {
			return out, nil
		}
		p.After = next
	}
}

// compare holds what is there against what the clients were told. On a full disk there may be nothing to look at: what has fallen due must be
// written first.
func (b *books) compare(k *killed) {
	ctx, control := b.t.Context(), k.control()
	orders, err := pagesOf(func(p client.Page) ([]api.Order, string, error) {
		list, err := control.Orders(ctx, client.OrderFilter{Page: p})
		return list.Orders, list.Next, err
	})
	deliveries, err2 := pagesOf(func(p client.Page) ([]api.Delivery, string, error) {
		list, err := control.Notifications(ctx, client.DeliveryFilter{Page: p})
		return list.Notifications, list.Next, err
	})
	refunds, err3 := pagesOf(func(p client.Page) ([]api.Refund, string, error) {
		list, err := control.Refunds(ctx, client.RefundFilter{Page: p})
		return list.Refunds, list.Next, err
	})
	err = errors.Join(err, err2, err3)
	if refusal, refused := errors.AsType[*client.Error](err); refused && refusal.Code == "unavailable" && b.full {
		return
	}
	if err != nil {
		b.t.Fatal(err)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.compareOrders(k, orders)
	b.compareRefunds(refunds)
	b.compareDeliveries(deliveries)
	b.compareRest(k)
}

func (b *books) compareOrders(k *killed, orders []api.Order) {
	numbers, oids := map[string]bool{}, map[string]bool{}
	for _, o := range orders {
		told := b.orders[o.NoOrder]
		switch {
		case told == nil:
			b.t.Errorf("nobody asked for order %s", o.NoOrder)
			continue
		case numbers[o.NoOrder] || oids[o.OidPaybill]:
			b.t.Errorf("order %s or its oid_paybill %s is there twice", o.NoOrder, o.OidPaybill)
		case told.oid != "" && told.oid != o.OidPaybill:
			b.t.Errorf("order %s is %s, the client was told %s", o.NoOrder, o.OidPaybill, told.oid)
		}
		numbers[o.NoOrder], oids[o.OidPaybill] = true, true
		told.oid = o.OidPaybill
		detail, err := k.control().Order(b.t.Context(), o.OidPaybill)
		if err != nil {
			b.t.Fatal(err)
		}
		paid, failed := 0, 0
		for _, a := range detail.Attempts {
			switch a.State {
			case "success":
				paid++
			case "failed":
				failed++
			}
		}
		b.count("requests for order "+o.NoOrder, &told.placed, o.Requests)
		b.count("payments of order "+o.NoOrder, &told.paid, paid)
		b.count("failures of order "+o.NoOrder, &told.failed, failed)
		if o.MoneyOrder != "10.00" || (paid == 1) != (o.ResultPay == "SUCCESS" || o.ResultPay == "REFUND") || paid > 1 {
			b.t.Errorf("order %s of %s is %s with %d successes", o.NoOrder, o.MoneyOrder, o.ResultPay, paid)
		}
	}
	for no, told := range b.orders {
		if !numbers[no] {
			b.count("requests for order "+no, &told.placed, 0)
		}
	}
}

// count holds how often something was done, and takes that for told from now on: it must not change again.
func (b *books) count(what string, told *span, there int) {
	if !told.holds(there) {
		b.t.Errorf("%d %s are there, %d were answered, %d were asked for", there, what, told.answered, told.asked)
	}
	*told = span{there, there}
}

func (b *books) compareRefunds(refunds []api.Refund) {
	there := map[string]api.Refund{}
	oids := map[string]bool{}
	for _, r := range refunds {
		if _, twice := there[r.NoRefund]; twice || oids[r.OidRefundno] {
			b.t.Errorf("refund %s or its oid_refundno %s is there twice", r.NoRefund, r.OidRefundno)
		}
		there[r.NoRefund], oids[r.OidRefundno] = r, true
	}
	known := 0
	for no, o := range b.orders {
		if oids[o.oid] {
			b.t.Errorf("%s is an order's number and a refund's", o.oid)
		}
		for number, told := range o.refunds {
			r, is := there[number]
			if is {
				known++
			}
			if is && (r.NoOrder != no || told.oid != "" && told.oid != r.OidRefundno) {
				b.t.Errorf("refund %s is %s of order %s, the client was told %s of %s", number, r.OidRefundno, r.NoOrder, told.oid, no)
			}
			told.oid = r.OidRefundno
			n := 0
			if is {
				n = 1
			}
			b.count("refunds "+number, &told.asks, n)
		}
	}
	if known != len(refunds) {
		b.t.Errorf("%d refunds are there, %d were asked for", len(refunds), known)
	}
}

// compareDeliveries holds that a notification's number stays with what it is about, and that what the operator sent is there.
func (b *books) compareDeliveries(deliveries []api.Delivery) {
	manual, numbers := map[string]int{}, map[string]bool{}
	for _, d := range deliveries {
		about := d.Kind + " " + d.OidPaybill + " " + d.OidRefundno
		if before := b.notifications[d.Notification]; before != "" && before != about {
			b.t.Errorf("notification %d was about %s and is about %s", d.Notification, before, about)
		}
		b.notifications[d.Notification] = about
		if d.Number == 0 {
			manual[d.OidPaybill]++
			continue
		}
		if attempt := fmt.Sprint(d.Notification, " ", d.Number); numbers[attempt] {
			b.t.Errorf("attempt %d of notification %d is there twice", d.Number, d.Notification)
		} else {
			numbers[attempt] = true
		}
	}
	for no, o := range b.orders {
		b.count("notifications by the operator of order "+no, &o.manual, manual[o.oid])
	}
}

// compareRest holds profile, clock, faults, snapshots, files and the journal's numbers.
func (b *books) compareRest(k *killed) {
	ctx, control := b.t.Context(), k.control()
	m, err := control.Merchant(ctx, byNumber)
	if err != nil || m.Name != b.profile[0] && m.Name != b.profile[1] {
		b.t.Errorf("the merchant is %q, the client was told %q and asked for %q, %v", m.Name, b.profile[0], b.profile[1], err)
	}
	b.profile = [2]string{m.Name, m.Name}
	clock, err := control.Clock(ctx)
	if now := clock.Now.Time; err != nil || now.Before(b.now[0]) || now.After(b.now[1]) {
		b.t.Errorf("it is %s, the client was told %s and asked for %s, %v", now, b.now[0], b.now[1], err)
	}
	b.now = [2]time.Time{clock.Now.Time, clock.Now.Time}
	faults, err := control.Faults(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	b.count("faults", &b.faults, len(faults))
	snapshots, err := control.Snapshots(ctx)
	if err != nil {
		b.t.Fatal(err)
	}
	there := map[string]bool{}
	for _, s := range snapshots {
		if there[s.Name] = true; !b.snapshots[s.Name] && !b.unsure[s.Name] {
			b.t.Errorf("snapshot %s was deleted and is there", s.Name)
		}
	}
	for name := range b.snapshots {
		if !there[name] {
			b.t.Errorf("snapshot %s is gone", name)
		}
	}
	b.snapshots, b.unsure = there, map[string]bool{}
	a, err := k.merchant().Query(ctx, wire.FieldsOf("no_order", "NOBODYS"))
	if id, _ := strconv.ParseUint(a.RequestID, 10, 64); err != nil || id <= b.request {
		b.t.Errorf("a request has number %d in the journal, an earlier one had %d, %v", id, b.request, err)
	}
	b.compareFiles(k)
}

// compareFiles holds that clearing files stay as they were.
func (b *books) compareFiles(k *killed) {
	files, err := k.control().Files(b.t.Context())
	if err != nil {
		b.t.Fatal(err)
	}
	there := map[string]string{}
	for _, f := range files {
		full, err := k.control().File(b.t.Context(), f.Name)
		if err != nil || full.Content == nil {
			b.t.Fatalf("%s: %v", f.Name, err)
		}
		there[f.Name] = *full.Content
	}
	for name, content := range b.files {
		if there[name] != content {
			b.t.Errorf("clearing file %s was\n%s\nand is\n%s", name, content, there[name])
		}
	}
	b.files = there
}

// settle lets time pass until every notification has had its attempts and the clearing files are written, and holds the books against what
// came to the shop and what the files say.
func (b *books) settle(k *killed) {
	ctx := b.t.Context()
	for range 3 {
		done, err := k.control().Advance(ctx, 24*time.Hour)
		if err != nil {
			b.t.Fatal(err)
		}
		b.now = [2]time.Time{done.Now.Time, done.Now.Time}
	}
	b.compare(k)
	k.end(os.Kill)
	k.start()
	b.compare(k)
	var cleared strings.Builder
	for name, content := range b.files {
		if strings.HasPrefix(name, "JYMX_"+byNumber+"_202602") && len(name) > len("JYMX_201304121000001004_202602.txt") || strings.HasPrefix(name, "JYMX_"+byNumber+"_20260131") {
			cleared.WriteString("\n" + content)
		}
	}
	for no, o := range b.orders {
		if o.paid.answered == 0 {
			continue
		}
		if n := strings.Count(cleared.String(), o.oid); n != 1 {
			b.t.Errorf("payment %s of order %s is in the clearing files %d times", o.oid, no, n)
		}
		if o.seenOnWire == 0 {
			b.t.Errorf("the merchant was never notified of the payment of order %s", no)
		}
		for number, r := range o.refunds {
			if n := strings.Count(cleared.String(), "\n"+number+","); r.oid != "" && n != 1 {
				b.t.Errorf("refund %s of order %s is in the clearing files %d times", number, no, n)
			}
		}
	}
}
