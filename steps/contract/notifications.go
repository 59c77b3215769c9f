package contract

import (
	"context"
	"slices"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

var notificationSteps = []step{
	{English: `the platform signs and sends a notification of an order that the merchant does not know`,
		Chinese: `平台签名并发出一个商户不认识的订单的通知`,
		Run:     (*world).notifyUnknownOrder},
	{English: `the notification of that refund comes to the payment's notify_url`,
		Chinese: `该退款的通知送到支付的 notify_url`,
		Run:     (*world).notifyRefundAtPaymentURL},
	{English: `the notification of that other order comes`,
		Chinese: `那个同号订单的通知送达`,
		Run:     (*world).notifySameNumber},
}

// deliveries lists the attempts to notify the merchant of an order, without messages that were only composed.
func (w *world) deliveries(ctx context.Context, o *order) ([]api.Delivery, error) {
	list, err := w.Control.Notifications(ctx, client.DeliveryFilter{OidPaybill: o.paybill, Page: client.Page{Limit: 1000}})
	return slices.DeleteFunc(list.Notifications, func(d api.Delivery) bool { return d.URL == nowhere }), err
}

// notify has the platform send a notification of an order now.
func (w *world) notify(ctx context.Context, o *order, n api.Notify) (err error) {
	if err := w.requireAcknowledging(); err != nil {
		return err
	}
	w.sent, err = w.Control.Notify(ctx, o.paybill, n)
	return err
}

// readChanges reads a table of fields and values as changes to a notification. A value is (absent), (empty), (null) or a text.
func readChanges(t *godog.Table) (api.Notify, error) {
	n := api.Notify{Set: map[string]*string{}}
	for _, row := range t.Rows {
		if len(row.Cells) != 2 {
			return n, vocabulary.Mistakef("write the name of a field and its value", "a row of the table has %d {cell|cells}", len(row.Cells))
		}
		name, value := row.Cells[0].Value, row.Cells[1].Value
		switch value {
		case "(absent)":
			n.Unset = append(n.Unset, name)
			continue
		case "(null)":
			n.Set[name] = nil
			continue
		case "(empty)":
			value = ""
		}
		n.Set[name] = &value
	}
	return n, nil
}

func (w *world) notifyUnknownOrder(ctx context.Context, o *order) error {
	w.unknownNumber = "9" + o.paybill
	other := o.paybill[:8] + "99999999"
	return w.notify(ctx, o, api.Notify{Set: map[string]*string{"no_order": &w.unknownNumber, "oid_paybill": &other}})
}

func (w *world) notifyRefundAtPaymentURL(ctx context.Context, o *order) error {
	return w.notify(ctx, o, api.Notify{Variant: "refund", URL: o.notifyURL()})
}

// notifySameNumber pays the order with the same number and another date, and sends its notification to the merchant.
func (w *world) notifySameNumber(ctx context.Context, o *order) error {
	list, err := w.Control.Orders(ctx, client.OrderFilter{NoOrder: o.number, OidPartner: w.Platform.Merchant.OidPartner})
	if err != nil {
		return err
	}
	for _, other := range list.Orders {
		if other.OidPaybill == o.paybill {
			continue
		}
		if _, err := w.Control.Pay(ctx, other.OidPaybill, api.Pay{Outcome: "success", Notify: new(false)}); err != nil {
			return err
		}
		w.sent, err = w.Control.Notify(ctx, other.OidPaybill, api.Notify{URL: o.notifyURL()})
		return err
	}
	return uncheckedf("the platform has no other order with the number %s", o.number)
}
