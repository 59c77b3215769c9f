package main

import (
	"context"
	"errors"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// paid is the result_pay of a payment that is notified (NTF-1).
const paid = "SUCCESS"

// notificationWait is how long pay waits for the first attempt of a notification, in real time: the merchant has 5 seconds to answer (NTF-3).
const notificationWait = 8 * time.Second

// Repetition of notifications (NTF-2), in platform time.
const (
	notificationAttempts = 30
	notificationInterval = 2 * time.Minute
)

// awaitNotification returns the order once the first attempt of its notification has ended, or as it stands after notificationWait. after is
// the newest entry of the journal before the payment.
func awaitNotification(ctx context.Context, control *client.Control, o api.Order, after uint64) (api.Order, error) {
	waiting, stop := context.WithTimeout(ctx, notificationWait)
	defer stop()
	for e, err := range control.Follow(waiting, after, "delivery") {
		if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
			break
		}
		if err != nil {
			return o, err
		}
		if e.OidPaybill == o.OidPaybill {
			break
		}
	}
	return control.Order(ctx, o.OidPaybill)
}

// notificationNews says what has become of the notification of a payment.
func notificationNews(o api.Order, silent bool) message.Message {
	switch {
	case silent:
		return message.New("none is sent (--no-notify)")
	case o.ResultPay == "PROCESSING":
		return message.New("goes out once the payment succeeds")
	case o.ResultPay != paid:
		return message.New("none: only a successful payment is notified (NTF-1)")
	}
	var last *api.Delivery
	for i, d := range o.Notifications {
		if d.Kind == "payment" && d.Number > 0 {
			last = &o.Notifications[i]
		}
	}
	switch {
	case last == nil:
		return message.New("not delivered yet; llsim orders %s shows when it is", o.OidPaybill)
	case last.Verdict == "acknowledged":
		return message.New("acknowledged by %s", last.URL)
	case last.Number >= notificationAttempts:
		return message.New("%s: %s; given up after %d attempts", last.Verdict, last.Reason, last.Number)
	}
	return message.New("%s: %s; pending, attempt %d of %d is due at %s", last.Verdict, last.Reason, last.Number+1, notificationAttempts,
		showTime(api.At(last.At.Add(notificationInterval))))
}
