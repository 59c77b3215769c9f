package contract

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// maxEvidence is how many exchanges a result carries at most: those at the beginning and at the end of the scenario.
const maxEvidence = 40

// storyPart is a piece of evidence and the journal's positions at which it began and was answered.
type storyPart struct {
	position, until uint64
	Evidence
}

// burst is a range of the journal whose deliveries went out together.
type burst struct {
	after, until uint64
	title        message.Message
}

// sendTogether runs send, whose notifications go out at the same time, and keeps them as one burst under the title. send gets the journal's
// position before it.
func (w *world) sendTogether(ctx context.Context, title message.Message, send func(after uint64) error) error {
	after, err := w.journalPosition(ctx)
	if err != nil {
		return err
	}
	if err := send(after); err != nil {
		return err
	}
	until, err := w.journalPosition(ctx)
	w.bursts = append(w.bursts, burst{after, until, title})
	return err
}

// inBurst moves a delivery that belongs to a burst to the burst's beginning, and tells whether it does.
func (w *world) inBurst(p *storyPart) bool {
	for _, b := range w.bursts {
		if p.position > b.after && p.position <= b.until {
			p.position, p.Together = b.after, w.say(b.title)
			return true
		}
	}
	return false
}

// evidence lists the exchanges about the scenario's orders in the order of the journal: the actions on the merchant, its requests to the
// platform and its answers to notifications. place says where the breach shows.
func (w *world) evidence(entries []api.Entry, place breach) []Evidence {
	var calls, deliveries []storyPart
	for _, c := range w.callsOf(entries) {
		if w.concerns(c) {
			x := w.callEvidence(c)
			x.Step, x.Wrong = w.stepOf(c.id), place.entry == c.id
			calls = append(calls, storyPart{c.id, c.answered, x})
		}
	}
	for _, e := range entries {
		if d, sent := w.deliveryEvidence(e); sent && w.isScenarioOrder(e.NoOrder) {
			d.Step = w.stepOf(e.ID)
			if d.Wrong = isDelivery(e, place.delivery); d.Wrong {
				place.delivery = nil // copies of one notification are alike
			}
			deliveries = append(deliveries, storyPart{e.ID, e.ID, d})
		}
	}
	story := w.story(calls, deliveries)
	for i := range story {
		if story[i].At.IsZero() {
			story[i].At, story[i].Answered = timeAt(entries, story[i].position), timeAt(entries, story[i].until)
		}
	}
	if more := len(story) - maxEvidence; more > 0 {
		story = slices.Delete(story, maxEvidence/2, maxEvidence/2+more)
		story[maxEvidence/2].Gap = more
	}
	all := make([]Evidence, len(story))
	for i, s := range story {
		all[i] = s.Evidence
		all[i].Merchant = w.merchantClock(s.At)
		all[i].Inside = inside(s, story[i+1:])
		if i > 0 {
			all[i].Step = max(all[i].Step, all[i-1].Step) // those that went out together stand where the first does
		}
	}
	return all
}

// inside is how many of the exchanges after one began before it was answered. Those that went out together have no order.
func inside(s storyPart, after []storyPart) (n int) {
	for n < len(after) && after[n].Way != Acted && after[n].Together == "" && after[n].position <= s.until {
		n++
	}
	return n
}

// timeAt is the platform time at a position of the journal, which has an entry for each move of the clock; zero before the first entry.
func timeAt(entries []api.Entry, position uint64) time.Time {
	at, _ := slices.BinarySearchFunc(entries, position+1, func(e api.Entry, id uint64) int { return cmp.Compare(e.ID, id) })
	if at == 0 {
		return time.Time{}
	}
	return entries[at-1].At.Time
}

// story orders what the journal has together with the actions. At one position of the journal its entry comes first, then the actions
// that started there, then the burst that started there.
func (w *world) story(calls, deliveries []storyPart) []storyPart {
	story, together := calls, []storyPart(nil)
	for _, p := range deliveries {
		if w.inBurst(&p) {
			together = append(together, p)
		} else {
			story = append(story, p)
		}
	}
	for _, a := range w.actions {
		story = append(story, storyPart{a.position, a.until, Evidence{Title: w.say(a.title), Asking: w.say(a.title), Good: a.Status > 0 && a.Status < 400, Together: w.say(a.together), Aside: a.aside,
			Step: a.step, Exchange: a.Exchange}})
	}
	story = append(story, together...)
	slices.SortStableFunc(story, func(a, b storyPart) int { return cmp.Compare(a.position, b.position) })
	return story
}

// isScenarioOrder tells whether a number is that of an order of the scenario; any is where shoppers checked out at the same time, and
// without a merchant.
func (w *world) isScenarioOrder(number string) bool {
	if w.Driver == nil {
		return true
	}
	for _, o := range w.orders {
		if o != nil && number != "" && (o.number == number || slices.Contains(o.numbers, number)) {
			return true
		}
	}
	return len(w.checkouts) > 0
}

// concerns tells whether a request is about an order or refund of the scenario.
func (w *world) concerns(c call) bool {
	if w.isScenarioOrder(c.fields.Get("no_order")) || c.decodeError != nil {
		return true
	}
	if bill := c.fields.Get("oid_paybill"); bill != "" && slices.ContainsFunc(w.inOrder(), func(o *order) bool { return slices.Contains(o.bills, bill) }) {
		return true
	}
	number := c.fields.Get("no_refund")
	return number != "" && slices.ContainsFunc(w.refunds, func(r refund) bool { return r.number == number })
}

func (w *world) callEvidence(c call) Evidence {
	asking := cmp.Or(string(c.kind), c.path)
	title := message.New("The merchant asked the platform: %s", asking)
	if c.code != "" {
		title = message.New("The merchant asked the platform: %s, answered %s", asking, c.code)
	}
	x := Evidence{Title: w.say(title), Way: Asked, Asking: asking, Answering: strings.TrimSpace(c.code + " " + c.rule), Good: c.code == string(wire.CodeSuccess) || c.code == string(wire.CodeSMSSent),
		Diagnosis: w.say(c.diagnosis), Exchange: harness.Exchange{
			Method: cmp.Or(c.method, http.MethodPost), URL: withoutPath(w.Platform.BaseURL) + c.path, RequestHeader: map[string]string{"Content-Type": c.contentType},
			RequestBody: c.body, Status: c.status, ResponseBody: c.answer, Err: c.noAnswer, At: c.at.Time,
		}, Answered: c.answeredAt.Time}
	if c.kind == "" && strings.HasPrefix(c.noAnswer, path.Base(c.path)) { // a clearing file, of which the journal keeps name and size
		x.Answering, x.Good, x.Status, x.ResponseBody, x.Err = c.noAnswer, true, http.StatusOK, c.noAnswer, ""
	}
	return x
}

// withoutPath returns scheme and host of an address.
func withoutPath(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// deliveryEvidence shows a notification with the merchant's answer, and false for one that was composed and not sent.
func (w *world) deliveryEvidence(e api.Entry) (Evidence, bool) {
	var d struct {
		URL    string
		Number int
		Type   string `json:"content_type"`
		Body   string
		Status int
		Answer string
		Reason string
	}
	if e.Kind != "delivery" || json.Unmarshal(e.Data, &d) != nil || d.URL == nowhere {
		return Evidence{}, false
	}
	x := harness.Exchange{Method: "POST", URL: d.URL, RequestHeader: map[string]string{"Content-Type": d.Type}, RequestBody: d.Body,
		Status: d.Status, ResponseBody: d.Answer, At: e.At.Time}
	if d.Status == 0 {
		x.Err = d.Reason
	}
	asking := message.New("notification")
	if d.Number > 0 {
		asking = message.New("notification, attempt %d", d.Number)
	}
	return Evidence{Title: w.say(message.New("The platform notified the merchant: %s", e.Text)), Way: Notified, Asking: w.say(asking), Answering: message.Word(e.Code).In(w.lang), Good: e.Code == "acknowledged",
		Lost: e.Code == "unreachable", Exchange: x, Answered: x.At}, true
}

// isDelivery tells whether an entry of the journal is about a delivery; d may be nil.
func isDelivery(e api.Entry, d *api.Delivery) bool {
	var detail struct {
		Notification uint64
		Number       int
	}
	return d != nil && e.Code == d.Verdict && json.Unmarshal(e.Data, &detail) == nil && detail.Notification == d.Notification && detail.Number == d.Number &&
		e.At.Equal(d.At.Time)
}
