package console

import (
	"bytes"
	"fmt"
	"net/http"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// resendDelivery sends the delivery that the page is about once more as it was.
func resendDelivery(v *visit) (outcome, error) {
	e, err := v.entryOf()
	if err != nil {
		return outcome{}, err
	}
	was, ok := e.Data.(journal.Delivery)
	if !ok {
		return outcome{}, conflict("resend.nodelivery", e.ID)
	}
	for _, n := range v.Sandbox.Order(e.OidPaybill).Notifications {
		place := v.placeOf(n, e, was)
		if place == 0 {
			continue
		}
		sent, err := v.Sandbox.Resend(n.ID, place)
		if err != nil {
			return outcome{}, err
		}
		result := outcome{Key: "resend.done", Sent: []domain.Delivery{sent.Delivery}, To: v.orderPath(e.OidPaybill)}
		if sent.Delivery.Verdict != "acknowledged" {
			result.Mixed, result.Key = true, "resend.untaken"
		}
		return result.withCurl(v.curlControl(http.MethodPost, resendPath(n.ID, place), nil)), nil
	}
	return outcome{}, conflict("resend.forgotten", e.ID)
}

// resendPath is the control API's call for it, below the sandbox.
func resendPath(notification uint64, place int) string {
	return fmt.Sprintf("/notifications/%d/deliveries/%d/resend", notification, place)
}

// placeOf is which of a notification's deliveries one of the journal is, counted from 1; 0 where it is none. Deliveries of the operator that
// were alike, to the byte, are one as good as another.
func (v *visit) placeOf(n *domain.Notification, e journal.Entry, was journal.Delivery) int {
	if n.ID != was.Notification {
		return 0
	}
	for i, d := range n.Deliveries {
		if d.Number != was.Number || d.URL != was.URL || d.Type != was.ContentType {
			continue
		}
		kept := v.Sandbox.Journal().Masked(journal.Entry{Subject: e.Subject, Data: journal.Delivery{Body: d.Body}}) // as the journal has it
		if d.Number > 0 || bytes.Equal(kept.Data.(journal.Delivery).Body, was.Body) {
			return i + 1
		}
	}
	return 0
}
