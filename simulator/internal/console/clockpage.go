package console

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/dates"
	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// clockPage shows what platform time means just now, what is to come, and moves it.
var clockPage = view{name: "clock", path: "/clock", nav: true, show: showClock,
	do: actions{"advance": advanceClock, "stop": stopAdvance, "mode": setClockMode}}

// jobsShown is how many of the next jobs are shown.
const jobsShown = 8

type clockShown struct {
	Now         time.Time
	Wall        bool
	Date        string // platform date
	First, Last string // the first and the last dt_order that a new order may have (DAT-1)
	Terms       []terms
	Next        []due
	More        int // jobs that are not shown
	Moves       []moves
	To          string // what the form to move the clock holds
	Stand, Run  string // commands that switch the mode
	Around      *around
	Moving      *moving
}

// moving is an advance that is under way.
type moving struct {
	engine.Progress
	All int // jobs: those that ran and those that are left
}

// terms are what a payment of some merchants would get just now.
type terms struct {
	Merchants []string // none for the platform's own, which count for all others
	Cutoff    string   // "" for midnight
	dates.Payment
	Cutover string // of the banks, "" for none
	window  domain.Window
	Closed  bool // within the cut-over
}

// due is a job that is to come.
type due struct {
	engine.Upcoming
	Path string        // of its order, "" for none
	In   time.Duration // from now
	To   string        // where the clock has to go
}

// moves are buttons for one purpose.
type moves struct {
	Key string
	To  []move
}

// move is a button that moves the clock.
type move struct{ Key, To string }

func showClock(v *visit) (any, error) {
	now := v.Now
	first, last := domain.Tolerance(now)
	shown := &clockShown{Now: now, Wall: v.Running(), Date: wire.FormatDate(now), First: string(first) + "000000", Last: string(last) + "235959", Terms: v.terms(now),
		Stand: v.curlControl(http.MethodPut, "/clock", api.SetClock{Mode: api.Manual}), Run: v.curlControl(http.MethodPut, "/clock", api.SetClock{Mode: api.Wall})}
	if p, ok := v.Sandbox.Progress(); ok {
		shown.Moving = &moving{p, p.Ran + p.Left}
	}
	query := v.r.URL.Query()
	if to := query.Get("to"); len(to) < 40 {
		shown.To = to
	}
	shown.Around = v.around(zoomed(query.Get("zoom")), shown.Terms)
	coming := v.Sandbox.Upcoming(jobsShown + 1)
	for _, u := range coming[:min(jobsShown, len(coming))] {
		shown.Next = append(shown.Next, v.due(u, now))
	}
	if len(coming) > jobsShown {
		all, _ := v.Sandbox.Scheduled(now)
		shown.More = all - jobsShown
	}
	if shown.Wall {
		v.Until = nextChange(now, shown.Terms, shown.Next)
	}
	shown.Moves = waysOn(now, shown.Next)
	return shown, nil
}

// terms groups the merchants by what counts for them; the platform's own terms come first.
func (v *visit) terms(now time.Time) []terms {
	of := func(m *domain.Merchant) terms {
		t := terms{Cutoff: v.Sandbox.Cutoff(m)}
		t.Payment = dates.Paid(now, dates.Merchant{Cutoff: t.Cutoff})
		if w := v.Sandbox.Cutover(m); w != (domain.Window{}) {
			t.window = w
			t.Cutover, t.Closed = fmt.Sprintf("%02d:%02d–%02d:%02d", w.From/60, w.From%60, w.To/60, w.To%60), w.Contains(now)
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

// waysOn are the ways on that are often wanted, by what they are for.
func waysOn(now time.Time, next []due) []moves {
	now = now.In(wire.Zone)
	month := time.Date(now.Year(), now.Month()+1, 1, 9, 0, 0, 0, wire.Zone)
	bit := moves{"clock.abit", []move{{"clock.1s", "1s"}, {"clock.1m", "1m"}, {"clock.2m", "2m"}, {"clock.day", "24h"}}}
	if len(next) > 0 {
		bit.To = append(bit.To, move{"clock.next", next[0].To})
	}
	return []moves{bit,
		{"clock.newday", []move{{"clock.eve", "23:59:50"}, {"clock.midnight", "00:00"}}},
		{"clock.forfiles", []move{{"clock.files", "09:00"}, {"clock.month", month.Format(time.RFC3339)}}},
	}
}
