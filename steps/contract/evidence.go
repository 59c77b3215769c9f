package contract

import (
	"cmp"
	"context"
	"encoding/json"
	"net/url"
	"slices"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/steps/harness"
)

// maxEvidence is how many exchanges a result carries at most: those at the beginning and at the end of the scenario.
const maxEvidence = 40

// storyPart is a piece of evidence and the journal's position at which it happened.
type storyPart struct {
	position uint64
	Evidence
}

// burst is a range of the journal whose deliveries went out together.
type burst struct {
	after, until uint64
	title        string
}

// sendTogether runs send, whose notifications go out at the same time, and keeps them as one burst under the title. send gets the journal's
// position before it.
func (w *world) sendTogether(ctx context.Context, title string, send func(after uint64) error) error {
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
			p.position, p.Together = b.after, b.title
			return true
		}
	}
	return false
}

// evidence lists the exchanges about the scenario's orders in the order of the journal: the actions on the merchant, its requests to the
// platform and its answers to notifications.
func (w *world) evidence(entries []api.Entry) []Evidence {
	var calls, deliveries []storyPart
	for _, c := range w.callsOf(entries) {
		if w.concerns(c) {
			calls = append(calls, storyPart{c.id, c.evidence(w.Platform.BaseURL)})
		}
	}
	for _, e := range entries {
		if d, sent := deliveryEvidence(e); sent && w.isScenarioOrder(e.NoOrder) {
			deliveries = append(deliveries, storyPart{e.ID, d})
		}
	}
	story := w.story(calls, deliveries)
	if len(story) > maxEvidence {
		story = slices.Delete(story, maxEvidence/2, len(story)-maxEvidence/2)
	}
	all := make([]Evidence, len(story))
	for i, s := range story {
		all[i] = s.Evidence
	}
	return all
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
		story = append(story, storyPart{a.position, Evidence{Title: a.title, Together: a.together, Aside: a.aside, Exchange: a.Exchange}})
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
		if o != nil && number != "" && o.number == number {
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
	number := c.fields.Get("no_refund")
	return number != "" && slices.ContainsFunc(w.refunds, func(r refund) bool { return r.number == number })
}

func (c call) evidence(base string) Evidence {
	title := "The merchant asked the platform: " + string(c.kind)
	if c.code != "" {
		title += ", answered " + c.code
	}
	return Evidence{Title: title, Diagnosis: c.diagnosis, Exchange: harness.Exchange{
		Method: "POST", URL: withoutPath(base) + c.path, RequestHeader: map[string]string{"Content-Type": c.contentType},
		RequestBody: c.body, Status: c.status, ResponseBody: c.answer, Err: c.noAnswer, At: c.at.Time,
	}}
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
func deliveryEvidence(e api.Entry) (Evidence, bool) {
	var d struct {
		URL    string
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
	return Evidence{Title: "The platform notified the merchant: " + e.Text, Exchange: x}, true
}
