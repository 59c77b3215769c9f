package platform

import (
	"context"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// whole puts the pages of a list together. list returns one page and where the next one begins; empty: there is none.
func whole[T any](list func(p client.Page) (part []T, next string, err error)) (all []T, err error) {
	for page := (client.Page{Limit: 1000}); ; {
		part, next, err := list(page)
		if err != nil {
			return nil, err
		}
		all = append(all, part...)
		if next == "" {
			return all, nil
		}
		page.After = next
	}
}

func (w *world) allOrders(ctx context.Context) ([]api.Order, error) {
	return whole(func(p client.Page) ([]api.Order, string, error) {
		list, err := w.control.Orders(ctx, client.OrderFilter{Page: p})
		return list.Orders, list.Next, err
	})
}

// allRefunds lists refunds once all that is due was done.
func (w *world) allRefunds(ctx context.Context, f client.RefundFilter) ([]api.Refund, error) {
	if err := w.settle(ctx); err != nil {
		return nil, err
	}
	return whole(func(p client.Page) ([]api.Refund, string, error) {
		f.Page = p
		list, err := w.control.Refunds(ctx, f)
		return list.Refunds, list.Next, err
	})
}

// deliveries lists the attempts to deliver an order's notifications once all that are due were made.
func (w *world) deliveries(ctx context.Context, o placedOrder) ([]api.Delivery, error) {
	if err := w.settle(ctx); err != nil {
		return nil, err
	}
	return whole(func(p client.Page) ([]api.Delivery, string, error) {
		list, err := w.facts().Notifications(ctx, client.DeliveryFilter{OidPaybill: o.oidPaybill, Page: p})
		return list.Notifications, list.Next, err
	})
}
