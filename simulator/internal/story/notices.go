package story

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// tried is one of the attempts of a notification that count among the 30.
type tried struct {
	number  int
	at      time.Time
	verdict string
	entry   uint64 // in the journal; 0 where that no longer has it
	status  int
}

// acknowledged is the verdict that ends a notification.
const acknowledged = "acknowledged"

// gather collects the attempts of the notifications: those in the journal, and those that the notifications themselves remember.
func (t *teller) gather(entries []journal.Entry) {
	t.series = map[uint64][]*tried{}
	for i := range entries {
		if d, ok := entries[i].Data.(journal.Delivery); ok && d.Number > 0 {
			t.series[d.Notification] = append(t.series[d.Notification], &tried{d.Number, entries[i].At, entries[i].Code, entries[i].ID, d.Status})
		}
	}
	for _, n := range t.of.Notifications {
		all := t.series[n.ID]
		for _, d := range n.Deliveries {
			if d.Number > 0 && !slices.ContainsFunc(all, func(x *tried) bool { return x.number == d.Number }) {
				all = append(all, &tried{d.Number, d.At, d.Verdict, 0, d.Status})
			}
		}
		slices.SortStableFunc(all, func(a, b *tried) int { return a.at.Compare(b.at) })
		t.series[n.ID] = all
	}
}

// known is a notification as the order has it, nil for one of a state that was left by a restore or reset.
func (t *teller) known(id uint64) *domain.Notification {
	i := slices.IndexFunc(t.of.Notifications, func(n *domain.Notification) bool { return n.ID == id })
	if i < 0 {
		return nil
	}
	return t.of.Notifications[i]
}

// delivery tells an attempt of a notification, or that a shopper's browser takes a message back to the merchant; cut says that a fault keeps
// it from arriving.
func (t *teller) delivery(e *journal.Entry, cut bool) {
	d, ok := e.Data.(journal.Delivery)
	if !ok {
		return
	}
	all := t.series[d.Notification]
	switch {
	case e.Code == "handed-over":
		t.add(e, picture.Message, platform, shopper, picture.Plain, t.Say("story.back"))
		back := t.add(e, picture.Message, shopper, merchant, picture.Plain, t.Say("message.return"))
		if cut {
			back.Lost, back.Tone, back.Label = true, picture.Bad, t.Say("story.noreturn")
		}
	case d.Number == 0:
		sender := platform
		if strings.HasPrefix(d.Variant, "return") {
			sender = shopper
		}
		t.once(e, sender, t.Say("story.sent", t.Say(kindOf(d))), e.Code, d.Status)
	case first(all) == e.ID && (all[0].entry == e.ID || t.whole): // else it stands in what the order remembers
		t.notification(e, d.Notification, kindOf(d))
	case e.Code == acknowledged:
		t.add(e, picture.Answer, merchant, platform, picture.Good, t.Say("story.acked", d.Number))
	}
}

// kindOf is the text that says what a delivery delivers.
func kindOf(d journal.Delivery) string {
	if strings.HasPrefix(d.Variant, "return") {
		return "message.return"
	}
	if f, err := wire.DecodeJSON(d.Body); err == nil && f.Has("no_refund") {
		return "message.refund"
	}
	return "message.payment"
}

// first is the first entry of the journal about a notification.
func first(all []*tried) uint64 {
	i := slices.IndexFunc(all, func(x *tried) bool { return x.entry != 0 })
	if i < 0 {
		return 0
	}
	return all[i].entry
}

// notification draws all attempts of a notification where the first stands: one with its answer, several as dots.
func (t *teller) notification(e *journal.Entry, id uint64, kind string) {
	all, name, n := t.series[id], t.Say(kind), t.known(id)
	pending := n != nil && n.State == domain.NotificationPending
	if len(all) == 1 && !pending {
		t.once(e, platform, name, all[0].verdict, all[0].status)
		return
	}
	label := t.Say("story.tries", name, len(all), domain.MaxDeliveries)
	row := t.add(e, picture.Message, platform, merchant, picture.Plain, label)
	for _, x := range all {
		row.Dots = append(row.Dots, t.dot(x))
	}
	last := all[len(all)-1]
	if pending {
		for k := last.number + 1; k <= domain.MaxDeliveries; k++ {
			due := last.at.Add(time.Duration(k-last.number) * domain.DeliveryInterval)
			row.Dots = append(row.Dots, picture.Dot{At: due, Label: t.Say("story.due", k, human.Time(due))})
		}
	}
	if n != nil && n.State == domain.NotificationGivenUp {
		row.Tone, row.Label = picture.Bad, label+t.Say("story.givenup")
	}
}

func (t *teller) dot(x *tried) picture.Dot {
	dot := picture.Dot{At: x.at, Tone: picture.Bad, Label: t.Say("story.try", x.number, human.Time(x.at), t.verdict(x.verdict, x.status))}
	if x.verdict == acknowledged {
		dot.Tone = picture.Good
	}
	if x.entry != 0 {
		dot.Link = t.Link(x.entry)
	}
	return dot
}

func (t *teller) verdict(verdict string, status int) string {
	text := t.Say("verdict." + verdict)
	if status != 0 && status != 200 {
		text += " " + strconv.Itoa(status)
	}
	return text
}

// once draws one message to the merchant and the answer to it.
func (t *teller) once(e *journal.Entry, sender int, label, verdict string, status int) {
	if verdict == "unreachable" {
		lost := t.add(e, picture.Message, sender, merchant, picture.Bad, label+t.Say("story.colon")+t.verdict(verdict, status))
		lost.Lost = true
		return
	}
	t.add(e, picture.Message, sender, merchant, picture.Plain, label)
	answer := t.add(e, picture.Answer, merchant, sender, picture.Bad, t.verdict(verdict, status))
	if verdict == acknowledged {
		answer.Tone = picture.Good
	}
	answer.Lost = verdict == "timeout"
}
