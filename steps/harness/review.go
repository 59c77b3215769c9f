package harness

import (
	"strings"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// What a merchant's answers to a good order show of mistakes in the merchant file. Where an answer shows that it is the merchant that
// is wrong, there is no mistake.

// ReviewCheckout looks for mistakes in the expressions of a checkout that the platform accepted under a number. Offered is the way to
// pay that it gave, empty where it gave none to the merchant's server.
func (d *Driver) ReviewCheckout(o Outcome, noOrder, offered string) []Problem {
	a := d.answer(o.Exchange)
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
	return d.reviewNumber(results["order_number"], o, o.OrderNumber, message.New("order"), noOrder)
}

// ReviewRefund looks for a mistake in the refund_number of a refund that the merchant says it makes. NoRefund is the number under which
// the platform got it, empty where it has not got it yet.
func (d *Driver) ReviewRefund(o Outcome, noRefund string) []Problem {
	return d.reviewNumber(d.file.actions["refund"].results["refund_number"], o, o.RefundNumber, message.New("refund"), noRefund)
}

// reviewNumber looks for the mistake of an expression that gives another number than the platform was asked under.
func (d *Driver) reviewNumber(e *expression, o Outcome, told string, what message.Message, asked string) []Problem {
	if e == nil || !o.Accepted || told != "" && (told == asked || asked == "") {
		return nil
	}
	a := d.answer(o.Exchange)
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

// ReviewReturn looks for mistakes in the section return.
func (d *Driver) ReviewReturn(x Exchange) []Problem {
	a := d.file.actions["return"]
	if a == nil {
		return nil
	}
	if problems := d.ReviewAddress("return", x, message.New(" to a good return")); len(problems) > 0 {
		return problems
	}
	e, seen := a.results["accepted"], d.answer(x)
	if e == nil || seen.Status >= 400 {
		return nil
	}
	if v, _ := e.run(seen); v == nil {
		lacks, _ := e.describeMissing(seen)
		return []Problem{e.problemf("gives nothing for a good return; %s", missingAndAnswer(lacks, seen))}
	}
	return nil
}

func valueText(v any) message.Message {
	switch v {
	case nil:
		return message.As("null")
	case "":
		return message.New("an empty text")
	}
	return message.As(plain(v))
}

func valueAt(a answer, leaf string) message.Message {
	if v, exists := leaves(a.Body)[leaf]; exists {
		return message.As(shorten(v))
	}
	return message.New("nothing")
}

// missingAndAnswer says what the answer lacks, and shows the answer.
func missingAndAnswer(lacks message.Message, a answer) message.Message {
	came := message.New("the answer was status %d %s", a.Status, shorten(plain(a.Body)))
	if lacks.IsZero() {
		return came
	}
	return message.New("%s (%s)", lacks, came)
}

// shorten puts a text on one line, short enough for a message.
func shorten(s string) string { return wire.Clip(strings.Join(strings.Fields(s), " "), 160) }
