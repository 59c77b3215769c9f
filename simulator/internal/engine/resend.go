package engine

import (
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/problem"
)

// again ends the variant of a delivery that was sent once more as it was.
const again = "as before"

// Resend sends delivery n of a notification, counted from 1, once more: the same bytes to the same address. It does not count among the
// 30 (NTF-5), changes no notification's state, and meets no fault.
func (e Notifications) Resend(id uint64, n int) (Sent, error) {
	if err := e.checkRoom(); err != nil {
		return Sent{}, err
	}
	epoch := e.epoch.Load()
	stored := e.present().Notification(id)
	if stored == nil {
		return Sent{}, problem.NotFoundf("there is no notification %d", id)
	}
	if n < 1 || n > len(stored.Deliveries) {
		return Sent{}, problem.NotFoundf("notification %d has no delivery %d: it has %d, which count from 1", id, n, len(stored.Deliveries))
	}
	was := stored.Deliveries[n-1]
	d := e.attempt(stored, domain.Delivery{URL: was.URL, Type: was.Type, Body: was.Body, Variant: asBefore(was.Variant)}, nil)
	act := journal.Operation{Call: journal.CallResend}.With("notification", strconv.FormatUint(id, 10)).With("n", strconv.Itoa(n))
	return e.keepSent(epoch, stored, message.New("delivery sent once more as it was, by the operator"), act, []domain.Delivery{d})[0], nil
}

// asBefore is the variant of a delivery that is sent once more.
func asBefore(variant string) string {
	switch {
	case variant == "":
		return again
	case strings.HasSuffix(variant, again):
		return variant
	}
	return variant + ", " + again
}
