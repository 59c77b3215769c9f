package controlapi

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"

	"github.com/gorilla/mux"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/sandbox"
)

func notify(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	body := api.Notify{Copies: 1}
	if err := decodeOptional(w, r, &body); err != nil {
		return err
	}
	send, err := operator.Notification(body)
	if err != nil {
		return err
	}
	sent, err := s.Send(r.Context(), mux.Vars(r)["oid_paybill"], send)
	if err != nil {
		return err
	}
	return reply(w, http.StatusOK, api.Notifications{Notifications: renderSent(sent)})
}

func renderSent(sent []engine.Sent) []api.Delivery {
	out := make([]api.Delivery, 0, len(sent))
	for _, one := range sent {
		out = append(out, renderDelivery(one.Notification, one.Delivery))
	}
	return out
}

// listNotifications shows deliveries in the order they were sent, and pages by how many of them came before.
func listNotifications(w http.ResponseWriter, r *http.Request, s *sandbox.Sandbox) error {
	p, err := readPage(r, "oid_partner", "no_order", "oid_paybill")
	if err != nil {
		return err
	}
	after, err := p.afterID()
	if err != nil {
		return err
	}
	var all []engine.Sent
	for n := range s.ListNotifications() {
		if !p.wants("oid_partner", n.OidPartner) || !p.wants("no_order", n.NoOrder) || !p.wants("oid_paybill", n.OidPaybill) {
			continue
		}
		for _, d := range n.Deliveries {
			all = append(all, engine.Sent{Notification: n, Delivery: d})
		}
	}
	slices.SortStableFunc(all, func(x, y engine.Sent) int {
		return cmp.Or(x.Delivery.At.Compare(y.Delivery.At), cmp.Compare(x.Notification.ID, y.Notification.ID))
	})
	found := collect(p, slices.Values(all[min(after, uint64(len(all))):]))
	out := api.Notifications{Notifications: renderSent(found.list), Omitted: found.omitted}
	if found.more {
		out.Next = strconv.FormatUint(after+uint64(p.limit), 10)
	}
	return reply(w, http.StatusOK, out)
}
