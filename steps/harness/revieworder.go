package harness

import (
	"slices"
)

// ReviewCancelled looks for a mistake in order.closed: the answers are about an order that nobody had cancelled, and about the same that
// the merchant says is cancelled. That an order stays open for a while can be right, and is no mistake.
func (d *Driver) ReviewCancelled(before, after Exchange) []Problem {
	e := d.file.actions["order"].results["closed"]
	was, is := d.answer(before), d.answer(after)
	if e == nil || is.Status >= 400 || len(changedLeaves(was.Body, was.Body, is.Body)) == 0 {
		return nil
	}
	v, _ := e.run(is)
	if lacks, _ := e.describeMissing(is); !lacks.IsZero() && v != true {
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
		return []Problem{section.request.url.problemf("leads to %s %s, which answers status %d %s for an order that was checked out and paid, and whose notification the merchant acknowledged",
			l.After.Method, l.After.URL, l.After.Status, shorten(l.After.ResponseBody))}
	}
	before, again, after := d.answer(l.Before), d.answer(l.Again), d.answer(l.After)
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

// isClientError tells whether the merchant answered that what was asked for cannot be had.
func isClientError(x Exchange) bool { return x.Status >= 400 && x.Status < 500 }

// tellsPaid tells whether an expression says of an answer that the order was paid.
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
	if is == nil || near || !lacks.IsZero() && len(changed) > 0 {
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

// meansPaid tells whether the value of an expression says that an order was paid.
func meansPaid(v any) bool {
	if b, is := v.(bool); is {
		return b
	}
	n, err := countOf(v)
	return err == nil && n != nil && *n > 0
}
