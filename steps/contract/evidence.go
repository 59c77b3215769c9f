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

// mostEvidence bounds what a result carries: the beginning and the end of the story tell it.
const mostEvidence = 40

// piece is a piece of evidence and its place in the story.
type piece struct {
	at uint64
	Evidence
}

// burst is a part of the journal whose deliveries went out together.
type burst struct {
	after, until uint64
	title        string
}

// atOnce sends notifications together, which the evidence shows under the title. send is given the position of the journal before it.
func (w *world) atOnce(ctx context.Context, title string, send func(after uint64) error) error {
	after, err := w.mark(ctx)
	if err != nil {
		return err
	}
	if err := send(after); err != nil {
		return err
	}
	until, err := w.mark(ctx)
	w.bursts = append(w.bursts, burst{after, until, title})
	return err
}

// inBurst puts a delivery where its burst began, and tells whether it belongs to one.
func (w *world) inBurst(p *piece) bool {
	for _, b := range w.bursts {
		if p.at > b.after && p.at <= b.until {
			p.at, p.Together = b.after, b.title
			return true
		}
	}
	return false
}

// evidence is what went to and fro about the scenario's own orders, in order: what was done to the merchant, what it asked the
// platform, and its answers to notifications.
func (w *world) evidence(ctx context.Context) []Evidence {
	var calls, deliveries []piece
	if entries, err := w.journal(ctx, w.begun); err == nil {
		for _, c := range w.callsOf(entries) {
			if w.concerns(c) {
				calls = append(calls, piece{c.id, c.evidence(w.Platform.BaseURL)})
			}
		}
		for _, e := range entries {
			if e.Kind == "delivery" && w.ownNumber(e.NoOrder) {
				if d, ok := deliveryEvidence(e); ok {
					deliveries = append(deliveries, piece{e.ID, d})
				}
			}
		}
	}
	story := w.story(calls, deliveries)
	if len(story) > mostEvidence {
		story = slices.Delete(story, mostEvidence/2, len(story)-mostEvidence/2)
	}
	all := make([]Evidence, len(story))
	for i, s := range story {
		all[i] = s.Evidence
	}
	return all
}

// story puts what the journal has in order, with the acts. At one position of the journal its entry comes first, then the acts that
// were begun there, then the burst that began there.
func (w *world) story(calls, deliveries []piece) []piece {
	story, together := calls, []piece(nil)
	for _, p := range deliveries {
		if w.inBurst(&p) {
			together = append(together, p)
		} else {
			story = append(story, p)
		}
	}
	for _, a := range w.acts {
		story = append(story, piece{a.at, Evidence{Title: a.title, Together: a.together, Aside: a.aside, Exchange: a.Exchange}})
	}
	story = append(story, together...)
	slices.SortStableFunc(story, func(a, b piece) int { return cmp.Compare(a.at, b.at) })
	return story
}

func (w *world) ownNumber(number string) bool {
	for _, o := range w.orders {
		if o != nil && number != "" && o.number == number {
			return true
		}
	}
	return len(w.asked) > 0
}

// concerns tells whether a request is about an order or refund of the scenario.
func (w *world) concerns(c call) bool {
	if w.ownNumber(c.fields.Get("no_order")) || c.unreadable != nil {
		return true
	}
	number := c.fields.Get("no_refund")
	return number != "" && slices.ContainsFunc(w.refunds, func(r *refund) bool { return r.number == number })
}

func (c call) evidence(base string) Evidence {
	title := "The merchant asked the platform: " + string(c.kind)
	if c.code != "" {
		title += ", answered " + c.code
	}
	return Evidence{Title: title, Diagnosis: c.diagnosis, Exchange: harness.Exchange{
		Method: "POST", URL: root(base) + c.path, RequestHeader: map[string]string{"Content-Type": c.typ},
		RequestBody: c.body, Status: c.status, ResponseBody: c.answer, Err: c.cut, At: c.at.Time,
	}}
}

// root is an address without its path.
func root(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Scheme + "://" + u.Host
}

// deliveryEvidence shows a notification with the merchant's answer; what was only composed is none.
func deliveryEvidence(e api.Entry) (Evidence, bool) {
	var d struct {
		URL    string
		Type   string `json:"content_type"`
		Body   string
		Status int
		Answer string
		Reason string
	}
	if json.Unmarshal(e.Data, &d) != nil || d.URL == nowhere {
		return Evidence{}, false
	}
	x := harness.Exchange{Method: "POST", URL: d.URL, RequestHeader: map[string]string{"Content-Type": d.Type}, RequestBody: d.Body,
		Status: d.Status, ResponseBody: d.Answer, At: e.At.Time}
	if d.Status == 0 {
		x.Err = d.Reason
	}
	return Evidence{Title: "The platform notified the merchant: " + e.Text, Exchange: x}, true
}
