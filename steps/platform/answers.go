package platform

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

func (w *world) answerSteps() []definition {
	return []definition{
		{`the platform accepts`, w.accepts},
		{`the platform accepts by rule (\S+)`, w.acceptsBy},
		{`the platform accepts a new order`, w.acceptsNew},
		{`the platform accepts a retry of the same order`, w.acceptsRetry},
		{`the platform answers (\d{4}) by rule ([A-Z]+-\d+)`, w.answers},
		{`the platform answers (\d{4}) by rule ([A-Z]+-\d+), unsigned`, w.answersUnsigned},
		{`the platform refuses (\w+) by rule ([A-Z]+-\d+)`, w.refuses},
		{`the platform refuses (\w+) by rule ([A-Z]+-\d+), unsigned`, w.refusesUnsigned},
		{`the refusal's reason says "([^"]*)"`, w.reasonSays},
		{`the answer has:`, w.answerHas},
		{`the answer is signed with its names sorted (by bytes|without regard to case)`, w.answerSorted},
		{`the answer consists of "([^"]*)"`, w.answerConsists},
		{`the answer's "([^"]*)" are outside its signature`, w.outsideItsSignature},
		{`no answer comes`, w.noAnswer},
		{`the answer has the status (\d+)`, w.answerStatus},
		{`the answer is no message`, w.answerUnread},
		{`the answer's signature does not verify`, w.answerForged},
	}
}

// message checks what holds for every message of the platform: status 200, keys in ascending order, the headers that say how
// it came about.
func (r reply) message() error {
	switch {
	case r.err != nil, r.unread != nil, r.status != http.StatusOK:
		return fmt.Errorf("there was no message but %s", r)
	case !bytes.Equal(r.body, wire.EncodeJSON(r.fields)):
		return fmt.Errorf("the keys of %s are not in ascending order", r.body)
	case r.header.Get("X-Sim-Request") == "":
		return errors.New("the answer names no X-Sim-Request")
	}
	reason := r.header.Get("X-Sim-Reason")
	isASCII := !strings.ContainsFunc(reason, func(c rune) bool { return c < ' ' || c > '~' })
	if (reason == "") != r.accepted() || len(reason) > 512 || !isASCII {
		return fmt.Errorf("the answer %s gives the reason %q: refusals have one, of at most 512 ASCII bytes, and nothing else has", r, reason)
	}
	return nil
}

// decided checks an answer's code, and the rule that decided.
func (r reply) decided(code, rule string) error {
	if _, known := rulebook.ByID(rule); !known {
		return fmt.Errorf("there is no rule %s", rule)
	}
	if err := r.message(); err != nil {
		return err
	}
	if r.fields.Get("ret_code") != code || r.header.Get("X-Sim-Rule") != rule {
		return fmt.Errorf("the platform answered %s, not %s by %s", r, code, rule)
	}
	return nil
}

// saysSigned checks the text and the signature.
func (r reply) saysSigned(text string) error {
	if err := same("ret_msg", r.fields.Get("ret_msg"), text); err != nil {
		return err
	}
	if err := same("oid_partner", r.fields.Get("oid_partner"), r.merchant.oidPartner); err != nil {
		return err
	}
	return r.verify()
}

// saysUnsigned checks the text, and that there is no signature; a query's refusal has nothing but code and text.
func (r reply) saysUnsigned(text string) error {
	if err := same("ret_msg", r.fields.Get("ret_msg"), text); err != nil {
		return err
	}
	if r.fields.Has("sign") || r.endpoint.Bare && len(r.fields) != 2 {
		return fmt.Errorf("%s has more than it should", r.body)
	}
	return nil
}

func (w *world) accepts() error {
	if err := w.reply.message(); err != nil {
		return err
	}
	if !w.reply.accepted() {
		return fmt.Errorf("the platform answered %s", w.reply)
	}
	return w.reply.saysSigned(wire.CodeSuccess.Message())
}

func (w *world) acceptsBy(rule string) error {
	if err := w.reply.decided(string(wire.CodeSuccess), rule); err != nil {
		return err
	}
	return w.accepts()
}

// acceptsNew checks a new order's answer; its oid_paybill is the platform date and 8 digits.
func (w *world) acceptsNew(ctx context.Context) error {
	if err := w.acceptsBy("IDN-1"); err != nil {
		return err
	}
	now, err := w.now(ctx)
	if err != nil {
		return err
	}
	n := w.reply.fields.Get("oid_paybill")
	if len(n) != 16 || strings.Trim(n, "0123456789") != "" || !strings.HasPrefix(n, wire.FormatDate(now)) {
		return fmt.Errorf("oid_paybill is %s, not the platform date and 8 digits", n)
	}
	seen, err := w.control.Order(ctx, n)
	if err == nil && seen.Requests != 1 {
		err = fmt.Errorf("oid_paybill %s is that of an order asked for %d times", n, seen.Requests)
	}
	return err
}

func (w *world) acceptsRetry() error {
	if err := w.acceptsBy("IDN-2"); err != nil {
		return err
	}
	return same("oid_paybill", w.reply.fields.Get("oid_paybill"), w.reply.before)
}

func (w *world) answers(code, rule string) error {
	if err := w.reply.decided(code, rule); err != nil {
		return err
	}
	return w.reply.saysSigned(wire.Code(code).Message())
}

func (w *world) answersUnsigned(code, rule string) error {
	if err := w.reply.decided(code, rule); err != nil {
		return err
	}
	return w.reply.saysUnsigned(wire.Code(code).Message())
}

// badField is what the platform says about a field, which depends on the endpoint (rules section 1).
func (r reply) badField(name string) string {
	if r.endpoint.Bare {
		return "商户请求参数[" + name + "]非法。"
	}
	return "商户请求参数校验错误（" + name + "）"
}

func (w *world) refuses(field, rule string) error {
	if err := w.reply.decided(string(wire.CodeBadField), rule); err != nil {
		return err
	}
	return w.reply.saysSigned(w.reply.badField(field))
}

func (w *world) refusesUnsigned(field, rule string) error {
	if err := w.reply.decided(string(wire.CodeBadField), rule); err != nil {
		return err
	}
	return w.reply.saysUnsigned(w.reply.badField(field))
}

func (w *world) reasonSays(text string) error {
	if reason := w.reply.header.Get("X-Sim-Reason"); !strings.Contains(reason, text) {
		return fmt.Errorf("the reason is %q", reason)
	}
	return nil
}

func (w *world) answerHas(t *godog.Table) error {
	if err := w.reply.message(); err != nil {
		return err
	}
	return w.has("the answer", w.reply.fields.Map(), t)
}

// answerSorted checks that the answer is signed with its names in one order and not in the other.
func (w *world) answerSorted(how string) error {
	if err := w.reply.message(); err != nil {
		return err
	}
	for name, order := range orders {
		if err := sign.VerifyIn(order, w.reply.fields, w.reply.merchant.platform); (err == nil) != (name == how) {
			return fmt.Errorf("signed with its names sorted %s: %v", name, err)
		}
	}
	return nil
}

func (w *world) answerConsists(names string) error {
	return consists("the answer", w.reply.fields, names)
}

// consists checks that a message has just these fields.
func consists(what string, f wire.Fields, names string) error {
	wanted := strings.Split(names, ", ")
	slices.Sort(wanted)
	var got []string
	for _, x := range f.Sorted() {
		got = append(got, x.Name)
	}
	if !slices.Equal(got, wanted) {
		return fmt.Errorf("%s consists of %s", what, strings.Join(got, ", "))
	}
	return nil
}

func (w *world) outsideItsSignature(names string) error {
	for name := range strings.SplitSeq(names, ", ") {
		if !w.reply.fields.Has(name) || !slices.Contains(w.reply.endpoint.Unsigned, name) {
			return fmt.Errorf("the answer has no %s outside its signature: %s", name, w.reply)
		}
	}
	return w.reply.verify()
}

func (w *world) noAnswer() error {
	if w.reply.err == nil {
		return fmt.Errorf("the answer was %s", w.reply)
	}
	return nil
}

func (w *world) answerStatus(status int) error {
	if w.reply.status != status {
		return fmt.Errorf("the answer was %s", w.reply)
	}
	return nil
}

func (w *world) answerUnread() error {
	if w.reply.err != nil || w.reply.unread == nil {
		return fmt.Errorf("the answer was %s", w.reply)
	}
	return nil
}

func (w *world) answerForged() error {
	if err := w.reply.message(); err != nil {
		return err
	}
	if w.reply.fields.Get("sign") == "" || w.reply.verify() == nil {
		return fmt.Errorf("the answer was %s", w.reply)
	}
	return nil
}
