package console

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clock"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/internal/operator"
	"github.com/lianlian-sim/llsim/simulator/internal/page"
	"github.com/lianlian-sim/llsim/simulator/problem"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// clockPage shows what platform time means just now, what is to come, and moves it.
var clockPage = view{name: "clock", path: "/clock", nav: true, show: showClock,
	do: map[string]func(*visit) (outcome, error){"advance": advanceClock, "mode": setClockMode}}

// How many of the next jobs are shown, and how many are counted.
const (
	jobsShown   = 8
	jobsCounted = 200 // at most
)

type clockShown struct {
	Now         time.Time
	Wall        bool
	Date        string // platform date
	First, Last string // the first and the last dt_order that a new order may have (DAT-1)
	Terms       []terms
	Next        []due
	More        int  // jobs that are not shown
	Many        bool // and there are more than these
	Moves       []move
	Stand, Run  string // commands that switch the mode
}

// terms are what a payment of some merchants would get just now.
type terms struct {
	Merchants []string // none for the platform's own, which count for all others
	Cutoff    string   // "" for midnight
	dates.Payment
	Cutover string // of the banks, "" for none
	Closed  bool   // within the cut-over
}

// due is a job that is to come.
type due struct {
	engine.Upcoming
	Path string        // of its order, "" for none
	In   time.Duration // from now
	To   string        // where the clock has to go
}

// move is a button that moves the clock.
type move struct{ Key, To string }

func showClock(v *visit) (any, error) {
	now := v.Now
	first, last := domain.Tolerance(now)
	shown := &clockShown{Now: now, Wall: v.Running(), Date: wire.FormatDate(now), First: string(first) + "000000", Last: string(last) + "235959", Terms: v.terms(now)}
	coming := v.Sandbox.Upcoming(jobsCounted + 1)
	for _, u := range coming[:min(jobsShown, len(coming))] {
		shown.Next = append(shown.Next, v.due(u, now))
	}
	shown.More = max(0, min(len(coming), jobsCounted)-jobsShown)
	shown.Many = len(coming) > jobsCounted
	if shown.Wall {
		v.Until = nextChange(now, shown.Terms, shown.Next)
	}
	shown.Moves = moves(now, shown.Next)
	shown.Stand = v.curlClock(map[string]string{"mode": api.Manual})
	shown.Run = v.curlClock(map[string]string{"mode": api.Wall})
	return shown, nil
}

// curlClock sets the clock, which is a PUT.
func (v *visit) curlClock(body any) string { return v.curlMethod(http.MethodPut, "/clock", body) }

// terms groups the merchants by what counts for them; the platform's own terms come first.
func (v *visit) terms(now time.Time) []terms {
	of := func(m *domain.Merchant) terms {
		t := terms{Cutoff: v.Sandbox.Cutoff(m)}
		t.Payment = dates.Paid(now, dates.Merchant{Cutoff: t.Cutoff})
		if w := v.Sandbox.Cutover(m); w != (domain.Window{}) {
			t.Cutover, t.Closed = window(w), w.Contains(now)
		}
		return t
	}
	all := []terms{of(nil)}
	for _, m := range v.Sandbox.ListMerchants() {
		t := of(m)
		i := slices.IndexFunc(all, func(x terms) bool { return x.Cutoff == t.Cutoff && x.Cutover == t.Cutover })
		switch {
		case i < 0:
			t.Merchants = []string{m.OidPartner}
			all = append(all, t)
		case i > 0:
			all[i].Merchants = append(all[i].Merchants, m.OidPartner)
		}
	}
	return all
}

func window(w domain.Window) string {
	return fmt.Sprintf("%02d:%02d–%02d:%02d", w.From/60, w.From%60, w.To/60, w.To%60)
}

func (v *visit) due(u engine.Upcoming, now time.Time) due {
	d := due{Upcoming: u, In: u.Due.Sub(now), To: u.Due.In(wire.Zone).Format(time.RFC3339Nano)}
	switch {
	case u.Order != nil:
		d.Path = v.Path("orders", u.Order.OidPaybill)
	case u.Refund != nil:
		d.Path = v.Path("orders", u.Refund.OidPaybill)
	case u.Notification != nil:
		d.Path = v.Path("orders", u.Notification.OidPaybill)
	}
	return d
}

// Attempt is the number of the notification's next attempt.
func (d due) Attempt() int { return d.Notification.Attempts + 1 }

// nextChange is when the page says something else on a clock that runs: at midnight, when a merchant's terms change, when a job is
// due. It is a full second, and not before that moment.
func nextChange(now time.Time, all []terms, next []due) time.Time {
	daily := []string{"00:00"}
	for _, t := range all {
		daily = append(daily, t.Cutoff)
		from, to, _ := strings.Cut(t.Cutover, "–")
		daily = append(daily, from, to)
	}
	change := now.AddDate(0, 0, 1)
	for _, text := range daily {
		if at, err := human.Next(text, now); err == nil && at.Before(change) {
			change = at
		}
	}
	for _, d := range next {
		if d.Due.After(now) && d.Due.Before(change) { // one that is due already is under way, and the journal will tell
			change = d.Due
		}
	}
	return change.Add(time.Second - 1).Truncate(time.Second)
}

// moves are the ways on that are often wanted.
func moves(now time.Time, next []due) []move {
	all := []move{{"clock.1s", "1s"}, {"clock.1m", "1m"}, {"clock.2m", "2m"}}
	if len(next) > 0 {
		all = append(all, move{"clock.next", next[0].To})
	}
	now = now.In(wire.Zone)
	month := time.Date(now.Year(), now.Month()+1, 1, 9, 0, 0, 0, wire.Zone)
	return append(all, move{"clock.eve", "23:59:50"}, move{"clock.midnight", "00:00"}, move{"clock.files", "09:00"}, move{"clock.day", "24h"},
		move{"clock.month", month.Format(time.RFC3339)})
}

// advanced is what an advance did.
type advanced struct {
	Verdicts []tally // of all deliveries
	Rows     []sent
	More     int // deliveries that are not shown
}

// tally counts the deliveries with a verdict.
type tally struct {
	Verdict string
	N       int
}

// sent is a delivery, and the order it was about.
type sent struct {
	domain.Delivery
	Kind          domain.NotificationKind
	NoOrder, Path string
}

const sentShown = 100

func advanceClock(v *visit) (outcome, error) {
	now, text := v.Now, v.field("to")
	to, unread := human.Next(text, now)
	switch {
	case v.Running():
		return outcome{}, conflict("clock.runs")
	case unread != nil:
		return outcome{}, v.unreadMoment(unread)
	case to.Before(now):
		return outcome{}, invalid("clock.backwards", show(to), show(now))
	}
	body := api.Advance{To: &api.Time{Time: to}}
	if d, err := human.Duration(text); err == nil {
		by := api.Duration(d)
		body = api.Advance{By: &by}
	}
	moved, err := operator.Advance(v.Console.untilStop(), v.Sandbox.Clock, body)
	switch {
	case err != nil && moved.Now.IsZero() && problem.CodeOf(err) == problem.Conflict:
		return outcome{}, conflict("clock.busy")
	case err != nil && moved.Now.IsZero():
		return outcome{}, err
	}
	detail := &advanced{More: moved.Omitted, Verdicts: tallied(moved.Deliveries)}
	for _, s := range moved.Deliveries {
		if len(detail.Rows) == sentShown {
			detail.More += len(moved.Deliveries) - sentShown
			break
		}
		s.Delivery.Body = nil // the order's page has it
		detail.Rows = append(detail.Rows, sent{s.Delivery, s.Notification.Kind, s.Notification.NoOrder, v.Path("orders", s.Notification.OidPaybill)})
	}
	result := succeeded("clock.moved", show(now), show(moved.Now), moved.Ran, len(moved.Deliveries)+moved.Omitted)
	if untaken := notAcknowledged(moved.Deliveries); untaken > 0 {
		result = mixed("clock.untaken", append(result.Args, untaken)...)
	}
	if moved.Now.Before(to) { // the server stops, or the sandbox was deleted
		result = outcome{Failed: true, Key: "clock.stopped", Args: append(result.Args[:4:4], show(to))}
	}
	result.Detail = detail
	result.Curl = v.curlControl("/clock/advance", body)
	return result, nil
}

// tallied counts deliveries by verdict, in the order the verdicts came up.
func tallied(all []engine.Sent) (counts []tally) {
	for _, s := range all {
		i := slices.IndexFunc(counts, func(t tally) bool { return t.Verdict == s.Delivery.Verdict })
		if i < 0 {
			i = len(counts)
			counts = append(counts, tally{Verdict: s.Delivery.Verdict})
		}
		counts[i].N++
	}
	return counts
}

// notAcknowledged counts the deliveries that no merchant acknowledged.
func notAcknowledged(all []engine.Sent) (n int) {
	for _, s := range all {
		if s.Delivery.Verdict != "acknowledged" {
			n++
		}
	}
	return n
}

// unreadMoment says why a text is no moment, in the page's language.
func (v *visit) unreadMoment(err error) error {
	unread, ok := errors.AsType[*human.Error](err)
	if !ok {
		return err
	}
	switch unread.Reason {
	case human.NoDay:
		missing := wire.NoSuchDay(unread.Year, unread.Month, unread.Day)
		if v.Lang == page.Chinese {
			missing = fmt.Sprintf("%d 年 %d 月没有 %d 日", unread.Year, unread.Month, unread.Day)
		}
		return invalid("clock.noday", unread.Text, missing)
	case human.NoMonth:
		return invalid("clock.nomonth", unread.Text, unread.Month)
	case human.NoTime:
		return invalid("clock.notime", unread.Text, unread.Time)
	}
	return invalid("clock.unread", unread.Text)
}

func show(t time.Time) string { return human.Time(t) }

func setClockMode(v *visit) (outcome, error) {
	body := api.SetClock{Mode: v.field("mode")}
	mode, now, err := operator.Clock(body)
	if err != nil {
		return outcome{}, err
	}
	if err := v.Sandbox.SetClock(mode, now); err != nil {
		if problem.CodeOf(err) == problem.Conflict {
			return outcome{}, conflict("clock.busy")
		}
		return outcome{}, err
	}
	key := "clock.goes"
	if mode == clock.Manual {
		key = "clock.stands"
	}
	result := succeeded(key, show(v.Sandbox.Now()))
	result.Curl = v.curlClock(body)
	return result, nil
}
