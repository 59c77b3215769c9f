package console

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/receiver"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// inboxPage is what came to the sandbox's inbox, newest first, and how the inbox answers.
var inboxPage = view{name: "inbox", path: "/inbox", nav: true, show: showInbox, do: actions{"answer": answerInbox}}

// receivedPage leads from a message to the journal's entry of its delivery.
var receivedPage = view{name: "received", of: "inbox", path: "/inbox/{id:[0-9]+}/delivery", show: showDelivery}

// notifyInbox is the sandbox's inbox as the platform reaches it, for notify_url.
func (v *visit) notifyInbox() string { return v.Console.options.InboxURL(v.Sandbox.ID) }

// returnInbox is the same as the payer's browser reaches it, for url_return.
func (v *visit) returnInbox() string { return v.base() + "/inbox" }

type inboxShown struct {
	list
	URL, Return string // where it takes notifications and returns
	Answer      api.InboxAnswer
	Rows        []messageRow
}

// messageRow is a message as the page shows it.
type messageRow struct {
	receiver.Message
	Why      string // it is not genuine, in the page's language
	Order    string // the page of its order, "" for none
	Delivery string // leads to the entry of its delivery, "" for none
	Findings []findingShown
	Told     bool // it is answered as the inbox is told, not with a page
}

// Class is how the verdict's chip looks.
func (m messageRow) Class() string {
	switch m.Verdict {
	case choice.Genuine:
		return "good"
	case choice.NoMessage:
		return "idle"
	}
	return "bad"
}

// Get is a field of the message.
func (m messageRow) Get(name string) string { return m.Fields.Get(name) }

// About is the number of what the message is about.
func (m messageRow) About() string {
	return cmp.Or(m.Get("no_refund"), m.Get("no_order"), m.Get("agreeno"))
}

// Fen is the amount of the message, 0 for none.
func (m messageRow) Fen() int64 {
	fen, err := wire.ParseAmount(cmp.Or(m.Get("money_refund"), m.Get("money_order")))
	if err != nil {
		return 0
	}
	return fen
}

// Result is the state that the message tells.
func (m messageRow) Result() string { return cmp.Or(m.Get("sta_refund"), m.Get("result_pay")) }

func showInbox(v *visit) (any, error) {
	shown := &inboxShown{list: v.list(v.Path("inbox")), URL: v.notifyInbox(), Return: v.returnInbox(), Answer: receiver.ShowAnswer(v.Sandbox.Inbox.Answer())}
	before, _ := strconv.ParseUint(v.r.URL.Query().Get("before"), 10, 64) // anything else is the beginning
	if before > 0 {
		shown.Newest = shown.from("")
		v.Events = "" // what lies back stays as it is
	}
	for _, m := range slices.Backward(v.Sandbox.Inbox.Messages()) {
		switch {
		case before > 0 && m.ID >= before:
		case len(shown.Rows) == rowsPerPage:
			if shown.More++; shown.Older == "" {
				shown.Older = shown.from(strconv.FormatUint(shown.Rows[rowsPerPage-1].ID, 10))
			}
		default:
			shown.Rows = append(shown.Rows, v.messageRow(m))
		}
	}
	return shown, nil
}

func (v *visit) messageRow(m receiver.Message) messageRow {
	row := messageRow{Message: m, Why: m.Reason.In(v.Lang), Order: v.orderPath(m.Fields.Get("oid_paybill")), Told: m.Kind == choice.NotificationMessage}
	if m.Report != nil {
		row.Findings = findingsOf(*m.Report)
	}
	if row.Order != "" {
		row.Delivery = v.Path("inbox", strconv.FormatUint(m.ID, 10), "delivery")
	}
	return row
}

func answerInbox(v *visit) (outcome, error) {
	body := api.InboxAnswer{Answer: v.field("answer"), Value: api.Value(v.trimmed("value"))}
	if text := v.trimmed("times"); text != "" {
		times, err := strconv.Atoi(text)
		if err != nil {
			return outcome{}, invalidField("times", "inbox.badtimes", text)
		}
		body.Times = times
	}
	a, err := operator.InboxAnswer(body)
	if err != nil {
		return outcome{}, err
	}
	v.Sandbox.AnswerInbox(a)
	return succeeded("inbox.set").withCurl(v.curlControl("PUT", "/inbox", body)), nil
}

// showDelivery finds the entry of the delivery that brought a message: of what the platform posts the next one with the same body, since it is
// written with the answer; of what a browser brings the newest one before, since the browser is sent with it.
func showDelivery(v *visit) (any, error) {
	id, _ := strconv.ParseUint(v.part("id"), 10, 64) // the route takes digits alone
	kept := v.Sandbox.Inbox.Messages()
	at := slices.IndexFunc(kept, func(m receiver.Message) bool { return m.ID == id })
	if at < 0 {
		return nil, notFound("inbox.gone", v.part("id"))
	}
	m := kept[at]
	posted := m.Agent == platformAgent
	passes := func(e *journal.Entry) bool {
		d, delivered := e.Data.(journal.Delivery)
		if !delivered || e.OidPaybill != m.Fields.Get("oid_paybill") {
			return false
		}
		if posted {
			return e.ID > m.Position && d.Body.String() == string(m.Body)
		}
		return e.ID <= m.Position && d.Variant == "return"
	}
	found := v.Sandbox.Journal().Select(passes)
	if len(found) == 0 {
		return nil, notFound("inbox.noentry")
	}
	if posted {
		return nil, &redirect{v.entryPath(found[min(earlierCopies(kept[:at], m), len(found)-1)].ID)}
	}
	return nil, &redirect{v.entryPath(found[len(found)-1].ID)}
}

// platformAgent is the User-Agent of the platform's deliveries.
const platformAgent = "llsim"

// earlierCopies counts the messages with the same body that came while no delivery of them had ended: the entries of as many come first.
func earlierCopies(earlier []receiver.Message, m receiver.Message) (n int) {
	for _, x := range earlier {
		if x.Position >= m.Position && string(x.Body) == string(m.Body) {
			n++
		}
	}
	return n
}
