package record

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/lianlian-sim/llsim/simulator/internal/delivery"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// acknowledgement is what the merchant of a scenario answers unless it says otherwise.
const acknowledgement = `{"ret_code":"0000","ret_msg":"ok"}`

// unknownAddress stands for the merchant's address where no request has one.
const unknownAddress = "http://merchant.invalid/notify"

// receiver is the merchant's server for notifications: one in the scenario, whatever servers there were.
type receiver struct {
	base    string          // the first notify_url, which stands for the scenario's
	literal string          // the field whose address the platform has refused: it stands as it came
	then    reply           // what it answers until the scenario says otherwise
	count   int             // how many have come
	posted  []journal.Entry // all deliveries, in the order in which the scenario has them
	forged  bool            // one of them had no right signature
}

// reply is what a merchant answers to a notification. The zero value is an acknowledgement.
type reply struct {
	kind   replyKind
	status int
	body   string
	number string // of the one order or refund whose notification is answered so; "" for any
}

type replyKind int

const (
	takes   replyKind = iota // acknowledges
	answers                  // with another status or body
	silent                   // never
	cuts                     // closes the connection
	either                   // it does not matter: the answer was thrown away
)

// firstAddress is the first notify_url of a request that is an address at all.
func firstAddress(moments []*moment) string {
	for _, m := range moments {
		req, ok := m.entry.Data.(journal.Request)
		if e := wire.EndpointAt(req.Path); ok && e != nil {
			msg, _ := readable(e, req)
			if u := msg.fields.Get("notify_url"); isAddress(u) {
				return u
			}
		}
	}
	return unknownAddress
}

func isAddress(text string) bool {
	u, err := url.Parse(text)
	return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && len(text) <= 128
}

// address says one of the merchant's addresses, all of which are at one server in the scenario.
func (r *recorder) address(text string) string {
	u, err := url.Parse(text)
	base, _ := url.Parse(r.receiver.base)
	switch {
	case text == r.receiver.base:
		return "{notify_url}"
	case err != nil || !isAddress(text) || !sayable(text) || r.receiver.literal == text:
		return cellText(text)
	case strings.HasPrefix(text, r.receiver.base+"/"), strings.HasPrefix(text, r.receiver.base+"?"):
		return "{notify_url}" + strings.TrimPrefix(text, r.receiver.base)
	case u.Host == base.Host:
		return "{notify_url}" + u.RequestURI()
	}
	return "{notify_url}/" + u.Host + u.RequestURI()
}

// expected returns what a merchant answered to a delivery, and false where nothing was sent.
func expected(d journal.Delivery, verdict string) (a reply, sent bool) {
	reason := d.Reason.String()
	byFault := strings.HasPrefix(reason, "fault ")
	switch {
	case verdict == "handed-over", byFault && strings.HasSuffix(reason, "not sent"):
		return reply{}, false
	case byFault && strings.HasSuffix(reason, "thrown away"):
		return reply{kind: either}, true
	case verdict == string(delivery.Timeout):
		return reply{kind: silent}, true
	case verdict == string(delivery.Unreachable):
		return reply{kind: cuts}, true
	case byFault: // the fault set the status
		d.Status = http.StatusOK
	}
	if d.Status == http.StatusOK && string(d.Answer) == acknowledgement {
		return reply{}, true
	}
	return reply{kind: answers, status: d.Status, body: string(d.Answer)}, true
}

// prepareReceiver says what the merchant is to answer to the notifications of a moment, where that is not what it answers anyway.
func (r *recorder) prepareReceiver(m *moment) {
	m.deliveries = slices.DeleteFunc(m.deliveries, func(e journal.Entry) bool {
		_, ours := r.names.orders[e.OidPaybill]
		return r.cutOff && !ours && !m.makes(e.OidPaybill)
	})
	var wanted []reply
	var numbers []string // of the orders and refunds
	for _, e := range m.deliveries {
		d := e.Data.(journal.Delivery)
		if a, sent := expected(d, e.Code); sent {
			wanted, numbers = append(wanted, a), append(numbers, numberIn(d))
		}
	}
	if !slices.ContainsFunc(wanted, func(a reply) bool { return a.kind != either && a != r.receiver.then }) {
		return
	}
	if alike(wanted, func(a, b reply) bool { return a == b }) || alike(numbers, func(a, b string) bool { return a == b }) {
		r.setReceiver(wanted)
		return
	}
	// Notifications about several orders come in any order: each has answers of its own.
	for i := range wanted {
		wanted[i].number = numbers[i]
	}
	slices.SortStableFunc(wanted, func(a, b reply) int { return strings.Compare(a.number, b.number) })
	r.setReceiver(wanted)
}

// alike tells whether all of a list are the same.
func alike[T any](list []T, same func(a, b T) bool) bool {
	return !slices.ContainsFunc(list, func(x T) bool { return !same(x, list[0]) })
}

// numberOf returns which of an order's deliveries, counted from 1 as they are listed, is delivery n of a notification; 0 for one that the
// scenario does not have.
func (r *receiver) numberOf(oidPaybill, notification, n string) int {
	left, err := strconv.Atoi(n)
	if err != nil {
		return 0
	}
	listed := slices.DeleteFunc(slices.Clone(r.posted), func(e journal.Entry) bool {
		return e.OidPaybill != oidPaybill || e.Code == "handed-over"
	})
	of := func(e journal.Entry) uint64 { return e.Data.(journal.Delivery).Notification }
	slices.SortStableFunc(listed, func(a, b journal.Entry) int { return cmp.Or(a.At.Compare(b.At), cmp.Compare(of(a), of(b))) })
	for i, e := range listed {
		if strconv.FormatUint(of(e), 10) == notification {
			left--
		}
		if left == 0 {
			return i + 1
		}
	}
	return 0
}

// numberIn is the merchant's number of the order or refund that a notification is about.
func numberIn(d journal.Delivery) string {
	f, err := wire.DecodeJSON(d.Body)
	if err != nil {
		f, _ = wire.DecodeForm(d.Body)
	}
	return cmp.Or(f.Get("no_refund"), f.Get("no_order"))
}

// makes tells whether the moment makes an order.
func (m *moment) makes(oidPaybill string) bool {
	return slices.ContainsFunc(m.follow, func(e journal.Entry) bool {
		return e.Kind == journal.KindState && e.Rule == "IDN-1" && e.OidPaybill == oidPaybill
	})
}

// setReceiver says that the merchant gives these answers, and from then on the last of them, or an acknowledgement.
func (r *recorder) setReceiver(wanted []reply) {
	for i := range wanted {
		if wanted[i].kind == either {
			wanted[i] = reply{number: wanted[i].number}
		}
	}
	first, last := wanted[0], wanted[len(wanted)-1]
	n := 0
	for n < len(wanted) && wanted[n] == first {
		n++
	}
	r.receiver.then = reply{}
	switch {
	case wanted[0].number != "":
		r.step(given, saysScript)
		r.table(scriptRows(wanted)...)
	case n == len(wanted) && r.plain(first):
		r.receiver.then = first
	case first.kind == answers && first.body == "" && last == reply{} && !slices.ContainsFunc(wanted[n:], func(a reply) bool { return a != reply{} }):
		r.step(given, saysRepliesN, n, first.status)
	default:
		r.step(given, saysScript)
		r.table(scriptRows(wanted)...)
	}
}

// plain says that the merchant answers all notifications so from now on, and returns false where a sentence cannot say it.
func (r *recorder) plain(a reply) bool {
	long := strings.TrimSuffix(strings.TrimSuffix(acknowledgement, "}")+strings.Repeat(" ", max(0, len(a.body)-len(acknowledgement)))+"}", "}")
	switch {
	case a.kind == takes:
		r.step(given, saysTakes)
	case a.kind == silent:
		r.step(given, saysSilent)
	case a.kind == cuts:
		r.step(given, saysCuts)
	case len(a.body) > 1000 && a.status == http.StatusOK && strings.HasPrefix(a.body, long):
		size := len(a.body)
		if !strings.HasSuffix(a.body, "}") {
			size++ // the journal keeps no more of it (NTF-6)
		}
		r.step(given, saysRepliesBig, size)
	case a.body == "":
		r.step(given, saysReplies, a.status, cellEmpty)
	case a.body == strings.TrimSpace(a.body) && a.body == printable(a.body):
		r.step(given, saysReplies, a.status, a.body)
	default:
		return false
	}
	return true
}

func scriptRows(wanted []reply) [][]string {
	table := [][]string{{"times", "status", "body"}}
	if wanted[0].number != "" {
		table[0] = append(table[0], "number")
	}
	for i := 0; i < len(wanted); {
		n := 1
		for i+n < len(wanted) && wanted[i+n] == wanted[i] {
			n++
		}
		row := []string{strconv.Itoa(n), "200", acknowledgement}
		switch a := wanted[i]; a.kind {
		case answers:
			row[1], row[2] = strconv.Itoa(a.status), cellText(a.body)
		case silent:
			row[1], row[2] = "never", cellEmpty
		case cuts:
			row[1], row[2] = "closed", cellEmpty
		}
		if wanted[i].number != "" {
			row = append(row, cellText(wanted[i].number))
		}
		table = append(table, row)
		i += n
	}
	return table
}
