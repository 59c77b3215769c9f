package controlapi

import (
	"cmp"
	"iter"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

func notify(c *call) (any, error) {
	body := api.Notify{Copies: 1}
	if err := c.decodeOptional(&body); err != nil {
		return nil, err
	}
	send, err := operator.Notification(body)
	if err != nil {
		return nil, err
	}
	sent, err := c.sandbox.Send(c.r.Context(), c.variable("oid_paybill"), send)
	return api.Notifications{Notifications: rendered(sent, c.renderSent)}, err
}

// resend sends a delivery once more as it was.
func resend(c *call, _ struct{}) (any, error) {
	id, err := strconv.ParseUint(c.variable("notification"), 10, 64)
	n, bad := strconv.Atoi(c.variable("n"))
	if err != nil || bad != nil {
		return nil, problem.NotFoundf("there is no delivery %s of a notification %s", c.variable("n"), c.variable("notification"))
	}
	sent, err := c.sandbox.Resend(id, n)
	if err != nil {
		return nil, err
	}
	return api.Notifications{Notifications: []api.Delivery{c.renderSent(sent)}}, nil
}

func (c *call) renderSent(s engine.Sent) api.Delivery {
	return c.renderDelivery(s.Notification, s.Delivery)
}

// listNotifications shows deliveries in the order they were sent, and pages by how many of them came before.
func listNotifications(c *call) (any, error) {
	p, err := readPage(c.r, "oid_partner", "no_order", "oid_paybill")
	if err != nil {
		return nil, err
	}
	after, err := p.afterID()
	if err != nil {
		return nil, err
	}
	var sent []engine.Sent
	for n := range notificationsOf(c, p) {
		if !p.wants("oid_partner", n.OidPartner) || !p.wants("no_order", n.NoOrder) || !p.wants("oid_paybill", n.OidPaybill) {
			continue
		}
		for _, d := range n.Deliveries {
			sent = append(sent, engine.Sent{Notification: n, Delivery: d})
		}
	}
	slices.SortStableFunc(sent, func(x, y engine.Sent) int {
		return cmp.Or(x.Delivery.At.Compare(y.Delivery.At), cmp.Compare(x.Notification.ID, y.Notification.ID))
	})
	next := func(engine.Sent) string { return strconv.FormatUint(after+uint64(p.limit), 10) }
	found := collect(p, slices.Values(sent[min(after, uint64(len(sent))):]), all, next)
	return api.Notifications{Notifications: rendered(found.list, c.renderSent), Next: found.next, Omitted: found.omitted}, nil
}

// notificationsOf yields the notifications among which a page is sought: all, or those of the orders that are asked for.
func notificationsOf(c *call, p page) iter.Seq[*domain.Notification] {
	var orders []string
	switch payment, noOrder := p.filters.Get("oid_paybill"), p.filters.Get("no_order"); {
	case payment != "":
		orders = []string{payment}
	case noOrder != "":
		for _, o := range c.sandbox.OrdersNumbered(noOrder) {
			orders = append(orders, o.OidPaybill)
		}
	default:
		return c.sandbox.ListNotifications()
	}
	return func(yield func(*domain.Notification) bool) {
		for _, oidPaybill := range orders {
			for _, n := range c.sandbox.Order(oidPaybill).Notifications {
				if !yield(n) {
					return
				}
			}
		}
	}
}
