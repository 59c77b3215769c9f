package platform

import (
	"context"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

var notificationSteps = []step{
	{English: `the merchant acknowledges notifications`, Run: (*world).acknowledges},
	{English: `the merchant answers notifications with status (\d+) and the body: (.*)`, Run: (*world).answersWith},
	{English: `the merchant answers the next (\d+) notifications with status (\d+)`, Run: (*world).answersNextWith},
	{English: `the merchant answers notifications with an acknowledgement of (\d+) bytes`, Run: (*world).answersLong},
	{English: `the merchant never answers notifications`, Run: (*world).neverAnswers},
	{English: `the merchant closes the connection of notifications`, Run: (*world).closesConnections},
	{English: `the merchant redirects notifications with status (\d+)`, Run: (*world).redirects},
	{English: `the operator sends the notification of order "([^"]*)" again`, Run: (*world).sendAgain},
	{English: `the operator sends the notification of order "([^"]*)" again with:`, Run: (*world).sendAgainWith},
	{English: `the deliveries of order "([^"]*)" are:`, Run: (*world).deliveriesAre},
	{English: `the first and the last delivery of order "([^"]*)" are:`, Run: (*world).endsOfDeliveriesAre},
}

func (w *world) acknowledges() { w.server.answers(acknowledgement) }

func (w *world) answersWith(status int, body string) {
	w.server.answers(answer{status: status, body: strings.TrimPrefix(body, empty)})
}

func (w *world) answersNextWith(n, status int) {
	next := make([]answer, n)
	for i := range next {
		next[i] = answer{status: status}
	}
	w.server.answers(acknowledgement, next...)
}

func (w *world) answersLong(bytes int) {
	blanks := strings.Repeat(" ", bytes-len(acknowledgement.body))
	w.server.answers(answer{status: 200, body: strings.TrimSuffix(acknowledgement.body, "}") + blanks + "}"})
}

func (w *world) neverAnswers() { w.server.answers(answer{hang: true}) }

func (w *world) closesConnections() { w.server.answers(answer{cut: true}) }

func (w *world) redirects(status int) {
	w.server.answers(answer{status: status, body: acknowledgement.body, location: w.server.URL + "/elsewhere"})
}

func (w *world) sendAgain(ctx context.Context, name string) error {
	return w.notify(ctx, name, api.Notify{})
}

func (w *world) sendAgainWith(ctx context.Context, name string, t *godog.Table) error {
	cells, err := w.pairs(t)
	if err != nil {
		return err
	}
	var n api.Notify
	if err := setAll(&n, cells); err != nil {
		return err
	}
	return w.notify(ctx, name, n)
}

func (w *world) notify(ctx context.Context, name string, n api.Notify) error {
	o, err := w.order(name)
	if err != nil {
		return err
	}
	_, err = w.control.Notify(ctx, o.oidPaybill, n)
	return err
}

// deliveries lists the attempts to deliver an order's notifications, once all that are due have been made.
func (w *world) deliveries(ctx context.Context, name string) ([]api.Delivery, error) {
	o, err := w.order(name)
	if err != nil {
		return nil, err
	}
	if err := w.settle(ctx); err != nil {
		return nil, err
	}
	list, err := w.control.Notifications(ctx, client.DeliveryFilter{OidPaybill: o.oidPaybill})
	return list.Notifications, err
}

func (w *world) deliveriesAre(ctx context.Context, name string, t *godog.Table) error {
	all, err := w.deliveries(ctx, name)
	if err != nil {
		return err
	}
	return areRows(w, "deliveries", all, t)
}

func (w *world) endsOfDeliveriesAre(ctx context.Context, name string, t *godog.Table) error {
	all, err := w.deliveries(ctx, name)
	if err != nil {
		return err
	}
	if len(all) > 2 {
		all = []api.Delivery{all[0], all[len(all)-1]}
	}
	return areRows(w, "ends of the deliveries", all, t)
}
