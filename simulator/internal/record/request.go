package record

import (
	"net/http"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// request says a merchant's request, and what the platform answered.
func (r *recorder) request(m *moment, req journal.Request) {
	path := innerPath(req.Path)
	if name, file := strings.CutPrefix(path, "/files/"); file && req.Method == http.MethodGet {
		r.download(m, name)
		return
	}
	e := wire.EndpointAt(req.Path)
	switch {
	case e == nil || req.Method != http.MethodPost && !e.Query:
		r.leftOut("%s %s from %s, which is not a request that the platform takes", req.Method, req.Path, req.Remote)
		return
	case req.Method != http.MethodPost || !hasSentence(e.Kind):
		r.leftOut("%s %s of order %q, for which there is no sentence", req.Method, req.Path, m.entry.NoOrder)
		return
	}
	msg, ok := readable(e, req)
	switch {
	case ok:
		r.ask(m, e, req, msg, path)
	case e.Page:
		r.leftOut("a form for the cashier that cannot be read: %s", literal(req.Body))
	case len(req.Body) > wire.MaxBody:
		r.step(given, saysSize, len(req.Body))
		r.step(when, saysOrders, noName, noAmount)
		r.answered(m, e, nil)
	default:
		r.step(when, saysPosts, e.Kind, literal(req.Body))
		r.answered(m, e, nil)
	}
}

// innerPath is a path without the part that names the sandbox.
func innerPath(path string) string {
	if rest, ok := strings.CutPrefix(wire.SingleSlashes(path), "/s/"); ok {
		_, inner, _ := strings.Cut(rest, "/")
		return "/" + inner
	}
	return path
}

// Names and amounts of requests whose own cannot stand in a sentence. The table below the sentence has what was sent.
const (
	noName   = "none"
	noAmount = "1.00"
)

// ask says a request that is a message.
func (r *recorder) ask(m *moment, e *wire.Endpoint, req journal.Request, msg message, path string) {
	f := msg.fields
	if about := r.ofBefore(m); about != "" {
		r.leftOut("a request about order %s, which was made before this scenario begins", about)
		return
	}
	after, lines := r.signs(msg.signed())
	sent := f.Without("oid_partner", "sign_type", "sign")
	before := r.prepare(e, sent)
	r.changes(saysBefore, before)
	r.changes(saysAfter, after)
	if contentType, other := msg.otherType(req.ContentType); other && !e.Page {
		r.step(given, saysType, contentType)
	}
	if path != e.Paths[0] && sayable(path) && !e.Page {
		r.step(given, saysPath, path)
	}
	if msg.size > 0 {
		r.step(given, saysSize, msg.size)
	}
	if msg.layout != "" {
		r.step(given, saysLayout, msg.layout)
	}
	if lines {
		r.step(given, saysLines)
	}
	if e.Page && sayable(req.Page) {
		r.step(given, saysFormPage, req.Page)
	}
	r.receiver.literal = refusedAddress(m, f)
	name := r.sentence(e, sent, m)
	r.receiver.literal = ""
	r.placed(m, f)
	switch r.answered(m, e, f) {
	case accepted:
		r.remember(m, e, f, name)
	case lost:
		r.lookUp(e, f, name)
	}
}

// ofBefore returns the number of an order that a request is about and that is none of the scenario's, where its beginning is cut off.
func (r *recorder) ofBefore(m *moment) string {
	for _, e := range m.follow {
		if _, ours := r.names.orders[e.OidPaybill]; r.cutOff && e.OidPaybill != "" && !ours && !(e.Kind == journal.KindState && e.Rule == "IDN-1") {
			return e.OidPaybill
		}
		if e.Rule == "IDN-1" {
			return ""
		}
	}
	return ""
}

// refusedAddress returns the address that the platform refused in a request, or "".
func refusedAddress(m *moment, f wire.Fields) string {
	entry, _ := m.find(journal.KindAnswer)
	answer, _ := entry.Data.(journal.Answer)
	fields, _ := wire.DecodeJSON(answer.Body)
	for _, name := range []string{"notify_url", "url_return"} {
		if strings.Contains(fields.Get("ret_msg"), name) {
			return f.Get(name)
		}
	}
	return ""
}

func (r *recorder) changes(sentence string, cells []cell) {
	if len(cells) > 0 {
		r.step(given, "%s", sentence)
		r.table(rows(cells)...)
	}
}

// prepare returns what the sentence of an endpoint cannot say of a request.
func (r *recorder) prepare(e *wire.Endpoint, sent wire.Fields) []cell {
	if e.Kind != wire.KindCardBIN {
		return nil
	}
	ordinary := wire.Fields{{Name: "card_no", Value: cardName(sent)}}
	return r.differences(ordinary, sent)
}

func cardName(sent wire.Fields) string {
	if card := sent.Get("card_no"); sayable(card) {
		return card
	}
	return noName
}

// sentence says what a request asks for, and returns the number of the refund that it names, as the sentence has it.
func (r *recorder) sentence(e *wire.Endpoint, sent wire.Fields, m *moment) (noRefund string) {
	switch e.Kind {
	case wire.KindDirect:
		r.orderSentence(saysOrders, saysOrdersWith, sent, ordinaryOrder(sent, r.receiver.base, m.at))
	case wire.KindRedirect:
		form := ordinaryOrder(sent, r.receiver.base, m.at).Without("pay_type").Set("version", "1.1").Set("timestamp", wire.FormatDateTime(m.at)).Set("userreq_ip", "203_0_113_9")
		r.orderSentence(saysForm, saysFormWith, sent, form)
	case wire.KindQuery:
		if name := sent.Get("no_order"); len(sent) == 1 && sayable(name) {
			r.step(when, saysQueries, name)
		} else {
			r.tableSentence(saysQueriesFor, sent, "no_order")
		}
	case wire.KindRefundQuery:
		r.tableSentence(saysAsksRefund, sent, "no_refund")
	case wire.KindCardBIN:
		r.step(when, saysAsksCard, cardName(sent))
	case wire.KindRefund:
		return r.refundSentence(sent, m.at)
	default:
		r.throughSentence(throughs[e.Kind], sent, m.at)
	}
	return ""
}

// tableSentence says a request by a table alone, which has one row at least.
func (r *recorder) tableSentence(sentence string, sent wire.Fields, missing string) {
	cells := r.differences(nil, sent)
	if len(cells) == 0 {
		cells = []cell{{missing, cellAbsent}}
	}
	r.step(when, "%s", sentence)
	r.table(rows(cells)...)
}

// isStamp reports whether a text has the form of dt_order. A sentence reads other texts as a day or a moment in words; a table takes them as
// they are.
func isStamp(text string) bool { return len(text) == 14 && strings.Trim(text, "0123456789") == "" }

// orderSentence says an order: what is not ordinary about it stands in the table.
func (r *recorder) orderSentence(plain, with string, sent, ordinary wire.Fields) {
	name, money := ordinary.Get("no_order"), ordinary.Get("money_order")
	cells := r.differences(ordinary, sent)
	switch {
	case len(cells) == 0:
		r.step(when, plain, name, money)
	case plain == saysOrders && len(cells) == 1 && cells[0].name == "dt_order" && isStamp(sent.Get("dt_order")):
		r.step(when, saysOrdersDated, name, money, sent.Get("dt_order"))
	default:
		r.step(when, with, name, money)
		r.table(rows(cells)...)
	}
}

// refundSentence says a refund, and returns its number as the sentence has it.
func (r *recorder) refundSentence(sent wire.Fields, at time.Time) string {
	number, money := noName, noAmount
	if sayable(sent.Get("no_refund")) {
		number = sent.Get("no_refund")
	}
	if ordinaryAmount().MatchString(sent.Get("money_refund")) {
		money = sent.Get("money_refund")
	}
	ordinary := wire.Fields{{Name: "no_refund", Value: number}, {Name: "dt_refund", Value: wire.FormatDateTime(at)},
		{Name: "money_refund", Value: money}, {Name: "notify_url", Value: r.receiver.base}}
	if order, ok := r.names.order(sent.Get("oid_paybill")); ok {
		cells := r.differences(ordinary, sent.Without("oid_paybill"))
		if len(cells) == 0 {
			r.step(when, saysRefunds, money, order, number)
			return number
		}
		r.step(when, saysRefundsWith, money, order, number)
		r.table(rows(cells)...)
		return number
	}
	cells := r.differences(ordinary, sent)
	if len(cells) == 0 {
		cells = []cell{{"oid_paybill", cellAbsent}}
	}
	r.step(when, saysRefundsOf, money, number)
	r.table(rows(cells)...)
	return number
}
