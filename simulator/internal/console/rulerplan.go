package console

import (
	"net/url"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/internal/clearing"
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
	"github.com/lianlian-sim/llsim/simulator/wire"
)

// around is the picture of the time around now, in the sizes for a desk and a phone.
type around struct {
	Rulers []ruler
	Marks  []mark // of the wide one, as a table
	Daily  bool   // there are lines at midnights and at 09:00
	Zooms  []link
	From   time.Time
	To     time.Time
	Later  int // jobs that are due after it
}

const (
	rulerParts = 80 // into which a ruler's time is divided to count what is due
	cutoffRows = 3  // clearing dates are shown by so many different cut-offs, and banks by so many cut-overs
)

// lanes are the kinds of jobs in the order of the ruler; refundTerm is none, and stands among them.
var lanes = []domain.JobKind{domain.GatewayResult, domain.ProcessingTimeout, domain.Expiry, domain.NotificationAttempt, domain.RefundResult, domain.ClearingFile}

// around draws the time around now. What it reads is bounded, however much is due.
func (v *visit) around(z zoom, all []terms) *around {
	p := plan{Zoom: z, Now: v.Now, From: z.from(v.Now), To: z.to(v.Now), Still: !v.Running(), GoTo: func(at time.Time) string { return say(v.Lang, "ruler.goto", human.Time(at)) }}
	v.dateBands(&p, all)
	piles := map[domain.JobKind][]planMark{}
	for _, pile := range v.Sandbox.Piles(p.From, p.To, rulerParts) {
		piles[pile.Kind] = append(piles[pile.Kind], planMark{pile.Due, pile.N, v.aboutOne(pile.One)})
	}
	for _, kind := range lanes {
		if len(piles[kind]) > 0 {
			p.Lanes = append(p.Lanes, v.lane("lane."+laneNames[kind], laneNames[kind], piles[kind]))
		}
	}
	if ends := v.refundTerms(p.From, p.To); len(ends) > 0 {
		p.Lanes = append(p.Lanes, v.lane("lane.terms", "terms", ends))
	}
	a := &around{From: p.From, To: p.To, Daily: len(p.Lines) > 0}
	for _, s := range sheets {
		a.Rulers = append(a.Rulers, s.draw(p))
	}
	a.Marks = a.Rulers[0].Marks
	scheduled, due := v.Sandbox.Scheduled(p.To.Add(-1))
	a.Later = scheduled - due
	for _, other := range zooms {
		a.Zooms = append(a.Zooms, link{Path: v.Path("clock") + "?" + url.Values{"zoom": {other.Name}}.Encode(), Label: say(v.Lang, "ruler."+other.Name), Here: other.Name == z.Name})
	}
	return a
}

var laneNames = map[domain.JobKind]string{domain.GatewayResult: "results", domain.ProcessingTimeout: "timeouts", domain.Expiry: "expiries", domain.NotificationAttempt: "notices",
	domain.RefundResult: "refunds", domain.ClearingFile: "files"}

func (v *visit) lane(label, class string, marks []planMark) planLane {
	name := say(v.Lang, label)
	return planLane{Label: name, Class: class, Marks: marks, Say: func(m planMark) string {
		if m.About != "" {
			return say(v.Lang, "ruler.one", name, m.About, human.Time(m.At))
		}
		return say(v.Lang, "ruler.many", name, m.N, human.Time(m.At))
	}}
}

// aboutOne names the subject of a job.
func (v *visit) aboutOne(u *engine.Upcoming) string {
	switch {
	case u == nil:
		return ""
	case u.Order != nil:
		return u.Order.NoOrder
	case u.Refund != nil:
		return u.Refund.NoRefund
	case u.Notification != nil:
		return u.Notification.NoOrder + ", " + say(v.Lang, "clock.nth", u.Notification.Attempts+1)
	}
	return human.Stamp(u.Subject)
}

// dateBands puts the days on a plan: midnights, the moments of clearing files, the dates of new orders, clearing dates.
func (v *visit) dateBands(p *plan, all []terms) {
	first, last := domain.Tolerance(v.Now)
	open := planBand{Label: "dt_order"}
	for d := first; d <= last; d = d.Next() {
		open.Spans = append(open.Spans, planSpan{d.Midnight(), d.Next().Midnight(), "open", say(v.Lang, "ruler.open", human.Stamp(d)), dateTexts(string(d))})
	}
	p.Bands = append(p.Bands, open)
	if p.Zoom.Name == "months" { // days would be as thin as lines
		return
	}
	for d := day(p.From, 0); d.Before(p.To); d = day(d, 1) {
		p.Lines = append(p.Lines, planLine{d, "midnight"}, planLine{clearing.ReadyAt(clearing.KindDetail, wire.FormatDate(day(d, -1))), "files"})
	}
	seen := map[string]bool{}
	for _, t := range all {
		if len(seen) == cutoffRows || seen[t.Cutoff] {
			continue
		}
		seen[t.Cutoff] = true
		p.Bands = append(p.Bands, v.clearingDates(p, t.Cutoff))
	}
	closed := map[domain.Window]bool{{}: true} // none
	for _, t := range all {
		if len(closed) > cutoffRows || closed[t.window] {
			continue
		}
		closed[t.window] = true
		p.Bands = append(p.Bands, v.cutovers(p, t))
	}
}

// cutovers are the stretches of time in which the banks change their day and take no payment (CLR-5).
func (v *visit) cutovers(p *plan, t terms) planBand {
	band := planBand{Label: say(v.Lang, "ruler.banks", t.Cutover)}
	length := time.Duration((t.window.To-t.window.From+minutesOfDay)%minutesOfDay) * time.Minute
	for d := day(p.From, -1); d.Before(p.To); d = day(d, 1) {
		begin := d.Add(time.Duration(t.window.From) * time.Minute)
		title := say(v.Lang, "ruler.closed", human.Time(begin), human.Time(begin.Add(length)))
		band.Spans = append(band.Spans, planSpan{begin, begin.Add(length), "closed", title, []string{"9970"}})
	}
	return band
}

const minutesOfDay = 24 * 60

// dateTexts returns how a date (yyyyMMdd) can be written, the longest first.
func dateTexts(date string) []string {
	long := human.Stamp(date)
	return []string{long, long[len("2006-"):], long[len("2006-01-"):]}
}

// clearingDates are the stretches of time in which payments clear on one date, by a cut-off.
func (v *visit) clearingDates(p *plan, cutoff string) planBand {
	band := planBand{Label: "settle_date"}
	at, err := time.Parse("15:04", cutoff)
	if err == nil && cutoff != "00:00" {
		band.Label += " " + cutoff
	}
	for d := day(p.From, -1); d.Before(p.To); d = day(d, 1) {
		begin := d.Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute)
		date := string(domain.SettleDate(begin, cutoff))
		title := say(v.Lang, "ruler.settle", human.Time(begin), human.Stamp(date), human.Time(clearing.ReadyAt(clearing.KindDetail, date)))
		band.Spans = append(band.Spans, planSpan{begin, day(begin, 1).Add(begin.Sub(d)), "settle", title, dateTexts(date)})
	}
	return band
}

// refundTerms returns when payments can no longer be refunded (DAT-5): at the midnight after the last day, by the clearing dates that have
// payments.
func (v *visit) refundTerms(from, to time.Time) (marks []planMark) {
	for settled := domain.PlatformDate(from.AddDate(0, -7, 0)); settled.Midnight().Before(to.AddDate(0, -5, 0)); settled = settled.Next() {
		end := domain.LastRefundDate(settled).Next().Midnight()
		if end.Before(from) || !end.Before(to) {
			continue
		}
		page := v.Sandbox.FindOrders(engine.OrderQuery{SettleDate: settled, Newest: true, Limit: 1})
		if n := page.Older + len(page.Orders); n > 0 {
			mark := planMark{At: end, N: n}
			if n == 1 {
				mark.About = page.Orders[0].NoOrder
			}
			marks = append(marks, mark)
		}
	}
	return marks
}

// GoLink is the address of the page with a moment in its form.
func (v *visit) GoLink(to string) string {
	return v.Path("clock") + "?" + url.Values{"zoom": {v.zoom()}, "to": {to}}.Encode() + "#move"
}

// zoom is the name of the zoom that was chosen.
func (v *visit) zoom() string { return zoomed(v.r.URL.Query().Get("zoom")).Name }

// ClockForm is where a form of the clock page is sent, so that the page with the result shows the same stretch of time.
func (v *visit) ClockForm(name string) string {
	if v.zoom() == zooms[1].Name {
		return v.Path("clock", name)
	}
	return v.Path("clock", name) + "?" + url.Values{"zoom": {v.zoom()}}.Encode()
}
