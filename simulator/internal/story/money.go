package story

import (
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/choice"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/journal"
	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// changed tells a change of the order or of a refund, and what the bank had to do with it.
func (t *teller) changed(e *journal.Entry) {
	if r := t.refundOf(e); r != nil {
		if e.Code == string(domain.RefundProcessing) {
			t.startRefund(e, r)
		} else {
			t.endRefund(e, r)
		}
		return
	}
	if e.Code == "" || e.OidPaybill == "" {
		return
	}
	if e.Rule == "STA-2" {
		t.silent(e)
	} else {
		t.paying(e)
	}
	if e.Code != t.state {
		t.state = e.Code
		t.note(e, toneOf(e.Code), e.Code+" "+t.Say("state."+e.Code))
	}
}

func toneOf(state string) picture.Tone {
	switch domain.OrderState(state) {
	case domain.Success, domain.Refunded:
		return picture.Good
	case domain.Failure:
		return picture.Bad
	case domain.Processing:
		return picture.Busy
	}
	return picture.Plain
}

func (t *teller) attempt(n int) *drawn {
	if t.attempts[n] == nil {
		t.attempts[n] = &drawn{}
	}
	return t.attempts[n]
}

// paying draws what an entry tells of an attempt: that it began, that it ended, or both at once. The entry does not name the attempt; it is
// the first that began or ended at that moment and is not drawn yet.
func (t *teller) paying(e *journal.Entry) {
	if e.Rule == "IDN-1" || e.Rule == "IDN-2" || e.Rule == "STA-4" {
		return
	}
	for i := range t.of.Order.Attempts {
		a := &t.of.Order.Attempts[i]
		d := t.attempt(a.N)
		switch {
		case e.Code == string(domain.Processing) && !d.started && a.Started.Equal(e.At):
			t.start(e, a)
			return
		case e.Code != string(domain.Processing) && !d.ended && !a.Open() && a.Ended.Equal(e.At):
			if !d.started {
				t.start(e, a)
			}
			t.end(e, a)
			return
		}
	}
}

// start draws that the platform asked the bank for an attempt.
func (t *teller) start(e *journal.Entry, a *domain.Attempt) {
	t.attempt(a.N).started = true
	t.add(e, picture.Message, platform, bank, picture.Plain, t.Say("story.attempt", a.N, t.payType(a.PayType)))
}

// payType is what an attempt is paid with.
func (t *teller) payType(code string) string {
	if !slices.Contains(choice.PayTypes.Values(), code) {
		return code
	}
	return t.Say("paytype." + code)
}

// end draws an attempt's result.
func (t *teller) end(e *journal.Entry, a *domain.Attempt) {
	t.attempt(a.N).ended = true
	tone, label := picture.Good, t.Say("story.paid", a.N)
	switch a.State {
	case domain.AttemptFailed:
		tone, label = picture.Bad, t.Say("story.failed", a.N, t.code(string(a.Code), ""))
	case domain.AttemptReturned:
		tone, label = picture.Bad, t.Say("attempt.returned", a.N)
	}
	t.add(e, picture.Answer, bank, platform, tone, label)
}

// silent draws that a result of the bank has not come in time (STA-2).
func (t *teller) silent(e *journal.Entry) {
	for _, a := range t.of.Order.Attempts {
		if a.Started.Add(domain.GatewayTimeout).Equal(e.At) {
			t.add(e, picture.Answer, bank, platform, picture.Busy, t.Say("attempt.timed-out", a.N)).Lost = true
			return
		}
	}
}

func (t *teller) refund(number string) *drawn {
	if t.refunds[number] == nil {
		t.refunds[number] = &drawn{}
	}
	return t.refunds[number]
}

// refundOf is the refund whose state an entry tells, nil for none.
func (t *teller) refundOf(e *journal.Entry) *domain.Refund {
	number := ""
	switch d := e.Data.(type) {
	case journal.RefundState:
		number = d.OidRefundno
	case journal.Operation:
		number = d.Get("oid_refundno")
	}
	i := slices.IndexFunc(t.of.Refunds, func(r *domain.Refund) bool { return number != "" && r.OidRefundno == number })
	if i < 0 {
		return nil
	}
	return t.of.Refunds[i]
}

func (t *teller) startRefund(e *journal.Entry, r *domain.Refund) {
	t.refund(r.OidRefundno).started = true
	t.add(e, picture.Message, platform, bank, picture.Plain, t.Say("story.refund", r.NoRefund, human.Yuan(r.Fen)))
}

func (t *teller) endRefund(e *journal.Entry, r *domain.Refund) {
	t.refund(r.OidRefundno).ended = true
	tone, label := picture.Good, t.Say("refund.now.2", r.NoRefund, human.Yuan(r.Fen))
	if r.State == domain.RefundFailed {
		tone, label = picture.Bad, t.Say("story.norefund", r.NoRefund, t.code(string(r.Code), ""))
	}
	t.add(e, picture.Answer, bank, platform, tone, label)
}

// cutOffs draws the clearing cut-off of each day on which money moved, where that is not midnight.
func (t *teller) cutOffs(cutoff string) {
	if cutoff == "" || cutoff == "00:00" {
		return
	}
	var moved []time.Time
	if o := t.of.Order; !o.PaidAt.IsZero() {
		moved = append(moved, o.PaidAt)
	}
	for _, r := range t.of.Refunds {
		if r.State == domain.RefundSuccess {
			moved = append(moved, r.DoneAt)
		}
	}
	seen := map[domain.Date]bool{}
	for _, at := range moved {
		day := domain.PlatformDate(at)
		when, err := wire.ParseDateTime(string(day) + strings.ReplaceAll(cutoff, ":", "") + "00")
		if seen[day] || err != nil {
			continue
		}
		seen[day] = true
		next := day.Next().Midnight().Format(time.DateOnly)
		line := picture.Event{Kind: picture.Line, At: when, Label: t.Say("story.cutoff", cutoff, next)}
		i := slices.IndexFunc(t.events, func(e picture.Event) bool { return !e.At.Before(when) })
		if i < 0 {
			i = len(t.events)
		}
		t.events = slices.Insert(t.events, i, line)
	}
}
