package console

import (
	"cmp"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
)

// entryPage is one entry of the journal: a request with all that came of it, or what else happened.
var entryPage = view{name: "entry", of: "journal", path: "/entries/{id:[0-9]+}", show: showEntry, do: actions{"resend": resendDelivery}}

type entryShown struct {
	item
	Order string // the page of its order, "" where it has none
}

// orderPath is the page of an order, "" where there is no such order.
func (v *visit) orderPath(oidPaybill string) string {
	if oidPaybill == "" || v.Sandbox.Order(oidPaybill).Order == nil {
		return ""
	}
	return v.Path("orders", oidPaybill)
}

// entryOf is the entry that a path names.
func (v *visit) entryOf() (journal.Entry, error) {
	id, err := strconv.ParseUint(v.part("id"), 10, 64)
	e, kept := v.Sandbox.Journal().Get(id)
	if err != nil || !kept {
		return e, notFound("entry.gone", v.part("id"))
	}
	return e, nil
}

func showEntry(v *visit) (any, error) {
	e, err := v.entryOf()
	if err != nil {
		return nil, err
	}
	root := requestOf(&e)
	groups := grouped(v.Sandbox.Journal().Select(func(e *journal.Entry) bool { return requestOf(e) == root }))
	if len(groups) == 0 {
		return nil, notFound("entry.gone", v.part("id"))
	}
	shown := entryShown{item: v.item(groups[len(groups)-1])}
	shown.Open = true
	for _, x := range append(shown.Rest, shown.entry) {
		shown.Order = cmp.Or(v.orderPath(x.OidPaybill), shown.Order)
	}
	return shown, nil
}

// entryText is a message as text, all of it: what was sent, or got as an answer.
func entryText(v *visit) {
	e, err := v.entryOf()
	if err != nil {
		v.fail(err)
		return
	}
	x, text := v.read(e), ""
	switch {
	case x.Request != nil:
		text = x.Request.Text()
	case x.Answer != nil:
		text = x.Answer.Body.String()
	case x.Delivery != nil && v.part("part") == "got":
		text = x.Delivery.Answer.String()
	case x.Delivery != nil:
		text = x.Delivery.Body.String()
	}
	h := v.w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
	h.Set("Cache-Control", "no-store")
	_, _ = v.w.Write([]byte(text))
}
