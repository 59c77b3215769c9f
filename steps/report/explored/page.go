package explored

import (
	_ "embed" // the template and the style
	"html/template"
	"io"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/rulebook"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/explore"
	"github.com/lianlian-sim/llsim/steps/report"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

//go:embed page.html
var pageText string

//go:embed page.css
var pageStyle string

// pages are the page in each language.
var pages = report.Page(pageText, pageTexts, picture.HeatStyle+pageStyle, func(message.Lang) template.FuncMap { return template.FuncMap{"number": human.Number} })

// page is what the page shows.
type page struct {
	Report
	Class    string // of the verdict: failed, weak or passed
	Began    string // UTC+8
	Took     time.Duration
	Heat     template.HTML
	Places   []shownPlace
	Promises []shownPromise
	Rules    []rulebook.Rule // that were met
	Of       int             // rules that there are
	Reasons  []ListedReason  // why sequences could not be judged
	Diagram  template.HTML   // of the finding; "" where it was not played again
	Feature  string
	Story    string
	Link     string // to the report in the finding's folder
}

// shownPlace is a state on both sides that an event met.
type shownPlace struct{ Event, Platform, Merchant, Times string }

// shownPromise is a promise and what became of it.
type shownPromise struct {
	ID, Statement, Outcome, Class, Sign, Reason string
	Rests                                       []rulebook.Obligation
}

// HTML writes the report as one page that needs nothing else and runs no script.
func (r Report) HTML(w io.Writer) error {
	p, err := r.page()
	if err != nil {
		return err
	}
	return pages.Write(w, r.Lang, p)
}

func (r Report) page() (p page, err error) {
	p = page{Report: r, Took: r.took().Round(time.Second / 10), Class: "passed"}
	switch {
	case r.Finding != nil:
		p.Class = "failed"
	case !r.OK() || r.Stopped != "":
		p.Class = "weak"
	}
	if !r.Started.IsZero() {
		p.Began = r.Started.In(wire.Zone).Format("2006-01-02 15:04:05 -07:00")
	}
	if p.Heat, err = r.heat().SVG(); err != nil {
		return p, err
	}
	p.Places = r.places()
	for _, promise := range explore.Promises() {
		p.Promises = append(p.Promises, r.shown(promise))
	}
	all, err := rulebook.Rules()
	if err != nil {
		return p, err
	}
	p.Of = len(all)
	for _, id := range r.Reached.Rules() {
		if rule := rulebook.In(string(r.Lang), id); rule != nil {
			p.Rules = append(p.Rules, *rule)
		}
	}
	for _, why := range r.reasons() {
		p.Reasons = append(p.Reasons, ListedReason{why, r.Unjudged[why]})
	}
	if r.Finding != nil {
		err = p.finding()
	}
	return p, err
}

func (p *page) finding() (err error) {
	p.Feature, p.Story = strings.TrimSpace(plain.Visible(p.Finding.Feature())), p.Finding.Story()
	if p.Folder != "" {
		p.Link = p.link()
	}
	for _, result := range p.Confirmed.Check.Results {
		if result.Verdict == contract.Failed && len(result.Evidence) > 0 {
			p.Diagram, err = report.SVG(p.Lang, result)
			return err
		}
	}
	return nil
}

// link leads from the page to the report in the finding's folder; "" where there is no way.
func (p *page) link() string {
	way, err := filepath.Rel(filepath.Dir(p.Page), filepath.Join(p.Folder, "report.html"))
	if err != nil {
		return ""
	}
	return (&url.URL{Path: filepath.ToSlash(way)}).String()
}

func (r Report) shown(p explore.Promise) shownPromise {
	verdict, reason := r.verdict(p)
	s := shownPromise{ID: p.ID, Statement: p.In(r.Lang), Reason: reason}
	switch verdict {
	case Broken:
		s.Outcome, s.Class, s.Sign = r.say("broken"), "failed", "✗"
	case Kept:
		s.Outcome, s.Class, s.Sign = r.say("kept"), "passed", "✓"
	case NotJudged:
		s.Outcome, s.Class, s.Sign = r.say("not judged"), "weak", "?"
	case LeftOut:
		s.Outcome, s.Class, s.Sign = r.say("left out"), "skipped", "–"
	}
	for _, id := range p.Rests {
		if o := rulebook.ObligationIn(string(r.Lang), id); o != nil {
			s.Rests = append(s.Rests, *o)
		}
	}
	return s
}

// heat is the picture of what was reached: events by the state on both sides in which they met the order.
func (r Report) heat() picture.Heat {
	states, met := r.states(), r.met()
	h := picture.Heat{Title: r.say("Events by the state in which they met the order, the stronger the colour, the more often; the table below says the same")}
	for i, s := range states {
		h.Columns = append(h.Columns, picture.HeatColumn{Name: r.bothSides(s), First: i == 0 || s.Platform != states[i-1].Platform})
	}
	for _, event := range r.eventNames() {
		row := picture.HeatRow{Name: event}
		for _, s := range states {
			n := met[event][s]
			row.Cells = append(row.Cells, picture.HeatCell{Count: n, Title: r.say("%s, %s: %s {time|times}", event, r.bothSides(s), human.Number(n))})
		}
		h.Rows = append(h.Rows, row)
	}
	return h
}

// bothSides names a state at the platform and at the merchant.
func (r Report) bothSides(s contract.State) string {
	if s.Platform == s.Merchant {
		return r.stateName(s.Platform)
	}
	return r.say("%s · %s", r.stateName(s.Platform), r.stateName(s.Merchant))
}

func (r Report) places() (all []shownPlace) {
	for _, place := range r.Reached.Places() {
		all = append(all, shownPlace{place.Event, r.stateName(place.Platform), r.stateName(place.Merchant), human.Number(r.Reached[place])})
	}
	return all
}

// Share says how many of the rules were met.
func (p page) Share() string {
	return p.say("Rules of the platform met, %s of %s", strconv.Itoa(len(p.Rules)), strconv.Itoa(p.Of))
}
