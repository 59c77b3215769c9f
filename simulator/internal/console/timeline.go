package console

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// item is one thing that happened, for a page: a request with all that came of it, or an entry that no request led to.
type item struct {
	entry
	Rest  []entry // what a request led to, in order, its answer included
	Last  *entry  // the decision it met, or else its answer; nil while there is none
	Curl  string  // that sends the request again
	Lossy bool    // the command cannot carry all bytes of the body
	Open  bool    // shown unfolded

	Compare string // the page that compares it with others, "" for what is no message
	Right   bool   // it was wrong, and can be compared with what would have been right
	Resend  string // where the form goes that sends it once more, "" for what is no notification
	Once    Once   // of that form
}

// requestOf is the entry that led to an entry, which may be itself.
func requestOf(e *journal.Entry) uint64 { return cmp.Or(e.Request, e.ID) }

// grouped puts entries, which come oldest first, together with the one that led to them. The newest groups come first.
func grouped(entries []journal.Entry) [][]journal.Entry {
	var all [][]journal.Entry
	at := map[uint64]int{} // the group of an entry that others belong to
	for _, e := range entries {
		if i, known := at[e.Request]; known {
			all[i] = append(all[i], e)
			continue
		}
		at[e.ID] = len(all)
		all = append(all, []journal.Entry{e})
	}
	slices.Reverse(all)
	return all
}

// item reads a group.
func (v *visit) item(group []journal.Entry) item {
	x := item{entry: v.read(group[0])}
	for _, e := range group[1:] {
		x.Rest = append(x.Rest, v.read(e))
	}
	for i := range x.Rest {
		e := &x.Rest[i]
		if decided := e.Kind == journal.KindDecision && e.Code != ""; decided || e.Kind == journal.KindAnswer && x.Last == nil {
			x.Last = e
		}
	}
	if x.Request != nil || x.Delivery != nil {
		x.Compare = v.comparePath(x.ID)
	}
	if x.Delivery != nil && x.Delivery.Notification > 0 {
		x.Right = unacknowledged(x.entry)
		x.Resend, x.Once = v.entryPath(x.ID)+"/resend", v.Once()
	}
	if r := x.Request; r != nil && len(r.Body) > 0 {
		text := r.Text()
		x.Curl, x.Lossy = curl(v.platform()+r.Path, r.ContentType, text), r.Binary() || strings.ContainsRune(text, utf8.RuneError)
	}
	return x
}

// platform is where the platform's endpoints are, whatever the sandbox.
func (v *visit) platform() string { return page.BaseURL(v.r, v.Console.options.PlatformURL, "") }

// entriesOf are the journal's entries about an order, oldest first: those that name it, the requests that were decided by it with
// all that came of them, and those that named nothing but its number.
func (v *visit) entriesOf(d engine.OrderDetail) []journal.Entry {
	o, log := d.Order, v.Sandbox.Journal()
	owner := map[uint64]string{} // the order that a request turned out to be about
	refundQueries := log.Select(func(e *journal.Entry) bool {
		request := requestOf(e)
		if e.OidPaybill != "" && (owner[request] == "" || e.OidPaybill == o.OidPaybill) {
			owner[request] = e.OidPaybill
		}
		return len(d.Refunds) > 0 && e.Kind == journal.KindRequest && e.OidPartner == o.OidPartner && e.NoOrder == "" && e.OidPaybill == "" && strings.HasSuffix(e.Text.String(), "refundquery.htm")
	})
	for _, e := range refundQueries {
		if asksFor(v.read(e), d.Refunds) {
			owner[e.ID] = o.OidPaybill
		}
	}
	return log.Select(func(e *journal.Entry) bool {
		request := requestOf(e)
		if e.OidPaybill != "" || owner[request] != "" {
			return e.OidPaybill == o.OidPaybill || owner[request] == o.OidPaybill
		}
		return e.OidPartner == o.OidPartner && e.NoOrder == o.NoOrder
	})
}

// asksFor tells whether a refund query is about one of some refunds.
func asksFor(e entry, refunds []*domain.Refund) bool {
	return slices.ContainsFunc(refunds, func(r *domain.Refund) bool {
		return e.Fields.Get("no_refund") == r.NoRefund || e.Fields.Get("oid_refundno") == r.OidRefundno
	})
}

// Decided is the rule by which something happened, or by which a request was decided; "" for none.
func (x item) Decided() string {
	if x.Last != nil {
		return cmp.Or(x.Rule, x.Last.Rule)
	}
	return x.Rule
}

// Reason is what a decision says about a refusal.
func (e entry) Reason() message.Message {
	if e.Kind == journal.KindDecision {
		return e.Text
	}
	return message.Message{}
}
