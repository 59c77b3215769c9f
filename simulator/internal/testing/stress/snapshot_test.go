package stress_test

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/client"
)

// kept is a snapshot, with what belongs to it outside the platform.
type kept struct {
	seen  map[string]received // by the receivers
	books []book              // of the clients
	state string
}

const snapshot = "kept"

// keep takes the snapshot. After a kill it is there as a whole, or not at all.
func (g *group) keep() {
	ctx := g.r.t.Context()
	_, repeated, err := again(func() (api.Snapshot, error) { return g.control.TakeSnapshot(ctx, snapshot) })
	if err != nil && !(repeated && isRefusal(err, http.StatusConflict)) {
		g.errorf("taking the snapshot: %v", err)
	}
	g.r.tally.did("snapshot taken")
	g.kept = kept{seen: g.r.receivers.of(g.id), state: g.state()}
	for _, c := range g.clients {
		g.kept.books = append(g.kept.books, c.book.clone())
	}
}

// putBack restores the snapshot. After a kill the state is the one before or that of the snapshot, as a whole.
func (g *group) putBack() {
	before := g.state()
	for {
		_, err := g.control.Restore(g.r.t.Context(), snapshot)
		if err != nil && !errors.Is(err, errUnanswered) {
			g.errorf("restoring the snapshot: %v", err)
			return
		}
		now := g.state()
		if now == g.kept.state {
			break
		}
		if err == nil || now != before {
			g.errorf("restoring the snapshot with %v led from\n%s\nto\n%s\nand the snapshot has\n%s", err, before, now, g.kept.state)
			return
		}
	}
	g.r.tally.did("snapshot restored")
	g.r.receivers.putBack(g.id, g.kept.seen)
	for i, c := range g.clients {
		c.book = g.kept.books[i]
	}
}

// forget deletes the snapshot.
func (g *group) forget() {
	_, repeated, err := again(func() (struct{}, error) {
		return struct{}{}, g.control.DeleteSnapshot(g.r.t.Context(), snapshot)
	})
	if err != nil && !(repeated && isRefusal(err, http.StatusNotFound)) {
		g.errorf("deleting the snapshot: %v", err)
	}
	g.r.tally.did("snapshot deleted")
	left, _, err := again(func() ([]api.Snapshot, error) { return g.control.Snapshots(g.r.t.Context()) })
	if err != nil || len(left) != 0 {
		g.errorf("after its snapshot was deleted there are %v, %v", left, err)
	}
}

// state is what there is in the sandbox, as a text: orders, deliveries, refunds, clearing files and time.
func (g *group) state() string {
	ctx := g.r.t.Context()
	text, _, err := again(func() (string, error) {
		orders, err := g.allOrders()
		told, err2 := g.allDeliveries()
		refunds, err3 := pages(func(p client.Page) ([]api.Refund, string, error) {
			list, err := g.control.Refunds(ctx, client.RefundFilter{Page: p})
			return list.Refunds, list.Next, err
		})
		files, err4 := g.control.Files(ctx)
		now, err5 := g.control.Clock(ctx)
		if err := errors.Join(err, err2, err3, err4, err5); err != nil {
			return "", err
		}
		text, err := json.MarshalIndent([]any{orders, told, refunds, files, now}, "", " ")
		return string(text), err
	})
	if err != nil {
		g.errorf("%v", err)
	}
	return text
}

// pages reads a list of the control API page by page.
func pages[T any](page func(client.Page) ([]T, string, error)) (all []T, err error) {
	for p := (client.Page{Limit: 1000}); ; {
		list, next, err := page(p)
		if err != nil {
			return nil, err
		}
		all = slices.Concat(all, list)
		if p.After = next; next == "" {
			return all, nil
		}
	}
}

// isRefusal reports whether the control API refused with a status.
func isRefusal(err error, status int) bool {
	refusal, refused := errors.AsType[*client.Error](err)
	return refused && refusal.Status == status
}
