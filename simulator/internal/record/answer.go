package record

import (
	"bytes"
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/sign"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// find returns the first entry of a kind among those that followed.
func (m *moment) find(kind journal.Kind) (journal.Entry, bool) {
	i := slices.IndexFunc(m.follow, func(e journal.Entry) bool { return e.Kind == kind })
	if i < 0 {
		return journal.Entry{}, false
	}
	return m.follow[i], true
}

// hit tells whether a fault with an effect met the request.
func (m *moment) hit(effect choice.Effect) bool {
	e, ok := m.find(journal.KindFault)
	return ok && e.Code == string(effect)
}

// seen is what the scenario learns from an answer.
type seen int

const (
	accepted seen = iota
	refused
	lost // nothing: whether there is an order it looks up
)

// answered says what the platform answered to a request with these fields, nil for one that is no message.
func (r *recorder) answered(m *moment, e *wire.Endpoint, sent wire.Fields) seen {
	entry, ok := m.find(journal.KindAnswer)
	if !ok {
		r.leftOut("what the platform answered: the journal has no answer")
		return lost
	}
	answer, ok := entry.Data.(journal.Answer)
	fields, err := wire.DecodeJSON(answer.Body)
	switch {
	case !ok:
		r.step(then, saysNoAnswer)
		return lost
	case answer.Status != http.StatusOK:
		r.step(then, saysStatus, answer.Status)
		return lost
	case e.Page:
		return r.page(entry, answer)
	case err != nil:
		r.step(then, saysNoMessage)
		return lost
	case !bytes.Equal(answer.Body, wire.EncodeJSON(fields)):
		r.leftOut("the layout of the answer, which a fault made another than the usual: %s", answer.Body)
		return r.codeOf(fields)
	}
	return r.message(m, e, entry, sent, fields)
}

// message says an answer that is a message.
func (r *recorder) message(m *moment, e *wire.Endpoint, entry journal.Entry, sent, fields wire.Fields) seen {
	code := wire.Code(fields.Get("ret_code"))
	signed := fields.Has("sign")
	if !r.rightlyMade(e, entry, fields, signed) {
		if signed && !r.verifies(e, fields) {
			r.step(then, saysForged)
		}
		r.answerHas([]cell{{"ret_code", cellText(string(code))}})
	} else if code == wire.CodeSuccess {
		r.acceptance(entry, sent, fields)
		r.answerHas(r.telling(e, sent, fields))
	} else {
		r.refusal(entry, e, fields, signed)
	}
	if m.hit(choice.Reshape) {
		r.consists(fields)
	}
	return r.codeOf(fields)
}

func (r *recorder) codeOf(fields wire.Fields) seen {
	if fields.Get("ret_code") == string(wire.CodeSuccess) {
		return accepted
	}
	return refused
}

func (r *recorder) consists(fields wire.Fields) {
	var list []string
	for _, x := range fields.Sorted() {
		list = append(list, x.Name)
	}
	r.step(then, saysConsists, strings.Join(list, ", "))
}

// rightlyMade tells whether an answer is made as the platform makes it, with a rule that the rulebook has.
func (r *recorder) rightlyMade(e *wire.Endpoint, entry journal.Entry, fields wire.Fields, signed bool) bool {
	code, text := wire.Code(fields.Get("ret_code")), fields.Get("ret_msg")
	_, known := rulebook.ByID(entry.Rule)
	switch {
	case !known, string(code) != entry.Code:
		return false
	case code == wire.CodeBadField:
		if name := badField(e, text); name == "" {
			return false
		}
	case text != code.Message():
		return false
	}
	if !signed {
		return code != wire.CodeSuccess && (!e.Bare || len(fields) == 2)
	}
	return fields.Get("oid_partner") == r.actor.oidPartner && r.verifies(e, fields)
}

// verifies tells whether the platform's signature of an answer verifies.
func (r *recorder) verifies(e *wire.Endpoint, fields wire.Fields) bool {
	keys := sign.Keys{Public: r.source.Start.Platform.Public()}
	if m := r.account(); m != nil {
		keys.MD5 = m.MD5Key
	}
	return sign.Verify(fields.Without(e.Unsigned...), keys) == nil
}

func (r *recorder) acceptance(entry journal.Entry, sent, fields wire.Fields) {
	oid := fields.Get("oid_paybill")
	switch {
	case entry.Rule == "IDN-1":
		r.step(then, saysAcceptsNew)
	case entry.Rule == "IDN-2" && r.names.newest(sent.Get("no_order")+" "+date(sent)) == oid:
		r.step(then, saysRetry)
	default:
		r.step(then, saysAcceptsBy, entry.Rule)
	}
}

// date is the part of dt_order that dates an order.
func date(f wire.Fields) string {
	return f.Get("dt_order")[:min(len("yyyyMMdd"), len(f.Get("dt_order")))]
}

func (r *recorder) refusal(entry journal.Entry, e *wire.Endpoint, fields wire.Fields, signed bool) {
	end := ""
	if !signed {
		end = saysUnsigned
	}
	if code := fields.Get("ret_code"); wire.Code(code) == wire.CodeBadField {
		r.step(then, saysRefuses+"%s", badField(e, fields.Get("ret_msg")), entry.Rule, end)
	} else {
		r.step(then, saysAnswers+"%s", code, entry.Rule, end)
	}
}

var fieldNamed = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^商户请求参数(?:\[(\w+)\]非法。|校验错误（(\w+)）)$`)
})

// badField returns the field that a refusal names, "" where it names none as the platform would.
func badField(e *wire.Endpoint, text string) string {
	m := fieldNamed().FindStringSubmatch(text)
	switch {
	case m == nil:
		return ""
	case e.Bare:
		return m[1]
	}
	return m[2]
}

func (r *recorder) answerHas(cells []cell) {
	if len(cells) > 0 {
		r.step(then, saysAnswerHas)
		r.table(rows(cells)...)
	}
}

// telling lists what an answer tells that was not asked: the state of a payment or refund, the bank of a card.
func (r *recorder) telling(e *wire.Endpoint, sent, fields wire.Fields) (cells []cell) {
	if e.Kind == wire.KindDirect || e.Kind == wire.KindPayBill {
		return nil
	}
	for _, x := range fields.Sorted() {
		switch x.Name {
		case "ret_code", "ret_msg", "oid_partner", "sign_type", "sign":
			continue
		case "oid_paybill", "oid_refundno":
			if !strings.HasPrefix(r.placeholder(x), "{") {
				continue
			}
		case "card_no":
			if e.Kind == wire.KindQuery { // that of the payer, who may be another when the scenario is played
				cells = append(cells, cell{x.Name, cellAnything})
				continue
			}
		}
		if sent.Get(x.Name) != x.Value {
			cells = append(cells, cell{x.Name, r.placeholder(x)})
		}
	}
	return cells
}

var pageText = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`<td>(商户请求参数[^<]*)`) })

// page says a page that the cashier showed for a form.
func (r *recorder) page(entry journal.Entry, answer journal.Answer) seen {
	if _, known := rulebook.ByID(entry.Rule); !known {
		r.leftOut("the cashier's page, which was shown by no rule (%s)", entry.Code)
		return refused
	}
	if wire.Code(entry.Code) == wire.CodeSuccess {
		r.step(then, saysPageTakes, entry.Rule)
		return accepted
	}
	text := wire.Code(entry.Code).MessageFor("")
	if found := pageText().FindSubmatch(answer.Body); wire.Code(entry.Code) == wire.CodeBadField && found != nil {
		text = html.UnescapeString(string(found[1]))
	}
	r.step(then, saysPageRefuses, entry.Code, text, entry.Rule)
	return refused
}
