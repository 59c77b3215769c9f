package harness

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"syscall"
)

// What a merchant's answers to a good order show of mistakes in the merchant file. Where an answer shows that it is the merchant that
// is wrong, there is no mistake.

// ReviewAddress is a mistake in the address of an action: its answer is that there is nothing. It is nil for any other answer.
func (d *Driver) ReviewAddress(action string, x Exchange, about string) *Problem {
	a := d.file.actions[action]
	if a == nil || a.request == nil || x.Status != http.StatusNotFound && x.Status != http.StatusMethodNotAllowed {
		return nil
	}
	return &Problem{a.request.url.line, a.request.url.key, fmt.Sprintf("leads to %s %s, which answers status %d %s%s", x.Method, x.URL, x.Status, shorten(x.ResponseBody), about)}
}

// ReviewUnreachable is a mistake in the address of an action at which nothing takes connections.
func (d *Driver) ReviewUnreachable(action string, x Exchange) *Problem {
	a := d.file.actions[action]
	if a == nil || a.request == nil {
		return nil
	}
	ready := "although the merchant's port takes connections"
	if s := d.file.start; s != nil && s.ready != nil {
		ready = fmt.Sprintf("although start.ready.url (line %d) says that the merchant is ready", s.ready.line)
	}
	return &Problem{a.request.url.line, a.request.url.key, fmt.Sprintf("leads to %s, where nothing listens, %s", x.URL, ready)}
}

// reviewReadyURL is a mistake in start.ready of a merchant that runs: the address answers that there is nothing, or nothing listens at it
// while the merchant's own port takes connections. It is nil for a merchant that is only not ready.
func (d *Driver) reviewReadyURL(ctx context.Context, where string, last error) *Problem {
	s := d.file.start
	if s.ready == nil {
		return nil
	}
	status, _ := errors.AsType[statusError](last)
	switch {
	case status == http.StatusNotFound, status == http.StatusMethodNotAllowed:
		return &Problem{s.ready.line, s.ready.key, fmt.Sprintf("leads to GET %s, which answers status %d %s after %v, and the merchant runs; name an address that answers with a status below 400 once orders can be taken",
			where, int(status), http.StatusText(int(status)), s.within)}
	case errors.Is(last, syscall.ECONNREFUSED) && d.file.uses("port") && d.dial(ctx, "127.0.0.1:"+d.values["port"]) == nil:
		return &Problem{s.ready.line, s.ready.key, fmt.Sprintf("leads to %s, where nothing listens after %v, although the merchant's port %s takes connections",
			where, s.within, d.values["port"])}
	}
	return nil
}

// ReviewReady is a mistake in start.ready: the merchant answered there before it could be ordered from. It is nil without one.
func (d *Driver) ReviewReady(first, later Exchange) *Problem {
	s := d.file.start
	if s == nil || s.ready == nil {
		return nil
	}
	return &Problem{s.ready.line, s.ready.key, fmt.Sprintf("answers before the merchant is ready: the first checkout was answered with status %d %s, the same a moment later with status %d; name an address that answers once orders can be taken", first.Status, shorten(first.ResponseBody), later.Status)}
}

// ReviewCheckout looks for mistakes in the expressions of a checkout that the platform accepted under a number. Offered is the way to
// pay that it gave, empty where it gave none to the merchant's server.
func (d *Driver) ReviewCheckout(o Outcome, noOrder, offered string) []Problem {
	a := d.answerTo(o.Exchange)
	results := d.file.actions["checkout"].results
	if e := results["accepted"]; e != nil && !o.Accepted {
		if a.Status >= 400 {
			return nil // the merchant itself says that it failed
		}
		lacks, near := e.describeMissing(a)
		switch v, _ := e.run(a); {
		case near, v == nil:
			return []Problem{e.problemf("gives %s for a good order; %s", valueText(v), missingAndAnswer(lacks, a))}
		case offered != "" && strings.Contains(plain(a.Body), offered):
			return []Problem{e.problemf("gives %s for a good order, although the answer holds the way to pay; %s", valueText(v), missingAndAnswer(lacks, a))}
		}
		return nil
	}
	return d.reviewNumber(results["order_number"], o, o.OrderNumber, "order", noOrder)
}

// ReviewRefund looks for a mistake in the refund_number of a refund that the merchant says it makes. NoRefund is the number under which
// the platform got it, empty where it has not got it yet.
func (d *Driver) ReviewRefund(o Outcome, noRefund string) []Problem {
	return d.reviewNumber(d.file.actions["refund"].results["refund_number"], o, o.RefundNumber, "refund", noRefund)
}

// reviewNumber looks for the mistake of an expression that told another number than the platform was asked under.
func (d *Driver) reviewNumber(e *expression, o Outcome, told, what, asked string) []Problem {
	if e == nil || !o.Accepted || told != "" && (told == asked || asked == "") {
		return nil
	}
	a := d.answerTo(o.Exchange)
	lacks, near := e.describeMissing(a)
	v, _ := e.run(a)
	at, all := "", leaves(a.Body)
	for name, value := range a.Form {
		all["form."+name] = value
	}
	for path, value := range all {
		if asked != "" && value == asked && (at == "" || path < at) {
			at = path
		}
	}
	switch {
	case at != "":
		return []Problem{e.problemf("gives %s, and the merchant asked the platform for %s %s; that stands in %s", valueText(v), what, asked, at)}
	case near, v == nil, v == "":
		return []Problem{e.problemf("gives %s for a good %s; %s", valueText(v), what, missingAndAnswer(lacks, a))}
	}
	return nil
}

// ReviewCancelled looks for a mistake in order.closed: the answers are about an order that nobody had cancelled, and about the same that
// the merchant says is cancelled. That an order stays open for a while can be right, and is no mistake.
func (d *Driver) ReviewCancelled(before, after Exchange) []Problem {
	e := d.file.actions["order"].results["closed"]
	was, is := d.answerTo(before), d.answerTo(after)
	if e == nil || is.Status >= 400 || len(changedLeaves(was.Body, was.Body, is.Body)) == 0 {
		return nil
	}
	v, _ := e.run(is)
	if lacks, _ := e.describeMissing(is); lacks != "" && v != true {
		return []Problem{e.problemf("gives %s for an order that the merchant has cancelled; %s", valueText(v), missingAndAnswer(lacks, is))}
	}
	return nil
}

// Looks are the answers of the observation port about one order: twice before anybody paid it, and after the merchant acknowledged the
// notification of its payment.
type Looks struct{ Before, Again, After Exchange }

// ReviewOrder looks for mistakes in the section order.
func (d *Driver) ReviewOrder(l Looks) (mistakes []Problem) {
	section := d.file.actions["order"]
	if section == nil {
		return nil
	}
	if isClientError(l.After) && isClientError(l.Before) { // one that showed the order before it was paid leads to the right place
		return []Problem{{section.request.url.line, section.request.url.key, fmt.Sprintf("leads to %s %s, which answers status %d %s for an order that was checked out and paid, and whose notification the merchant acknowledged",
			l.After.Method, l.After.URL, l.After.Status, shorten(l.After.ResponseBody))}}
	}
	before, again, after := d.answerTo(l.Before), d.answerTo(l.Again), d.answerTo(l.After)
	if after.Status >= 400 {
		return nil
	}
	ahead := section.tellsPaid("paid", before) && section.tellsPaid("fulfilments", before) // two that agree: the merchant delivers before it is paid
	for _, name := range []string{"paid", "fulfilments"} {
		if e := section.results[name]; e != nil && !ahead {
			mistakes = append(mistakes, section.reviewUnchanged(e, before, again, after)...)
		}
	}
	for _, name := range []string{"closed", "refunded", "alarm"} {
		e := section.results[name]
		if e == nil {
			continue
		}
		lacks, near := e.describeMissing(after)
		if _, nearBefore := e.describeMissing(before); near && nearBefore {
			mistakes = append(mistakes, e.problemf("looks for what is not there: %s", missingAndAnswer(lacks, after)))
		}
		if v, _ := e.run(before); name == "closed" && v == true {
			mistakes = append(mistakes, e.problemf("gives true for an order that was just placed; %s", missingAndAnswer(lacks, before)))
		}
	}
	return mistakes
}

// isClientError tells whether a merchant answers that what was asked for cannot be had.
func isClientError(x Exchange) bool { return x.Status >= 400 && x.Status < 500 }

// tellsPaid whether an expression says of an answer that the order was paid.
func (section *action) tellsPaid(name string, a answer) bool {
	e := section.results[name]
	if e == nil {
		return false
	}
	v, _ := e.run(a)
	return meansPaid(v)
}

// reviewUnchanged finds the mistake of an expression that should have changed when the order was paid.
func (section *action) reviewUnchanged(e *expression, before, again, after answer) []Problem {
	was, _ := e.run(before)
	is, _ := e.run(after)
	if meansPaid(is) {
		if meansPaid(was) && plain(was) == plain(is) {
			return []Problem{e.problemf("gives %s before and after the order was paid, as if every order were paid; the answer before was %s", valueText(is), shorten(plain(before.Body)))}
		}
		return nil
	}
	if meansPaid(was) {
		return nil // the merchant has taken it back
	}
	lacks, near := e.describeMissing(after)
	changed := changedLeaves(before.Body, again.Body, after.Body)
	if is == nil || near || lacks != "" && len(changed) > 0 {
		return []Problem{e.problemf("gives %s for an order that was paid, and whose notification the merchant acknowledged; %s", valueText(is), missingAndAnswer(lacks, after))}
	}
	read := slices.ContainsFunc(changed, e.readsLeaf)
	if !read { // what the other expressions read need not be this one's
		changed = slices.DeleteFunc(changed, func(leaf string) bool {
			for _, other := range section.results {
				if other != e && other != nil && other.readsLeaf(leaf) {
					return true
				}
			}
			return false
		})
	}
	if len(changed) == 0 {
		return nil // the merchant shows nothing else than before: it has done nothing
	}
	leaf := changed[0]
	if read {
		leaf = changed[slices.IndexFunc(changed, e.readsLeaf)]
	}
	return []Problem{e.problemf("gives %s before and after the order was paid and the merchant acknowledged it, while %s went from %s to %s; the answer was %s",
		valueText(is), leaf, valueAt(before, leaf), valueAt(after, leaf), shorten(plain(after.Body)))}
}

// meansPaid tells whether a value says that an order was paid.
func meansPaid(v any) bool {
	if b, is := v.(bool); is {
		return b
	}
	n, err := countOf(v)
	return err == nil && n != nil && *n > 0
}

// ReviewReturn looks for mistakes in the section return.
func (d *Driver) ReviewReturn(x Exchange) []Problem {
	a := d.file.actions["return"]
	if a == nil {
		return nil
	}
	if p := d.ReviewAddress("return", x, " to a good return"); p != nil {
		return []Problem{*p}
	}
	e, seen := a.results["accepted"], d.answerTo(x)
	if e == nil || seen.Status >= 400 {
		return nil
	}
	if v, _ := e.run(seen); v == nil {
		lacks, _ := e.describeMissing(seen)
		return []Problem{e.problemf("gives nothing for a good return; %s", missingAndAnswer(lacks, seen))}
	}
	return nil
}

// answerTo is what the expressions see of an exchange that was kept.
func (d *Driver) answerTo(x Exchange) answer {
	header := http.Header{}
	for name, value := range x.ResponseHeader {
		header.Set(name, value)
	}
	return d.answer(x, header)
}

func valueText(v any) string {
	switch v {
	case nil:
		return "null"
	case "":
		return "an empty text"
	}
	return plain(v)
}

func valueAt(a answer, leaf string) string {
	if v, exists := leaves(a.Body)[leaf]; exists {
		return shorten(v)
	}
	return "nothing"
}

// missingAndAnswer is what the answer lacks, and the answer.
func missingAndAnswer(lacks string, a answer) string {
	came := fmt.Sprintf("the answer was status %d %s", a.Status, shorten(plain(a.Body)))
	if lacks == "" {
		return came
	}
	return lacks + " (" + came + ")"
}

// shorten is a text on one line, short enough for a message.
func shorten(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > 160 {
		s = string(r[:160]) + "…"
	}
	return s
}
