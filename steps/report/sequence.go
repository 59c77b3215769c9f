package report

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"time"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/picture"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/contract"
	"github.com/lianlian-sim/llsim/steps/report/internal/plain"
)

// The lanes of a scenario: llsim plays the shopper, and looks at what the merchant shows.
const (
	player = iota
	merchant
	platform
)

// ends are the lanes of an exchange.
var ends = map[contract.Way][2]int{
	contract.Acted:    {player, merchant},
	contract.Asked:    {merchant, platform},
	contract.Notified: {platform, merchant},
}

// Picture is the scenario as a sequence diagram with the place where it went wrong; nothing for one that did not fail.
func (s scenario) Picture() (template.HTML, error) {
	if s.Verdict != contract.Failed || len(s.Evidence) == 0 {
		return "", nil
	}
	places := map[int]string{}
	for _, g := range s.Groups() {
		for _, p := range g.Parts {
			for _, number := range p.Numbers {
				places[number] = p.Anchor
			}
		}
	}
	return sequence(s.lang, s.Result, func(exchange int) string { return places[exchange] }).SVG()
}

// SVG draws the exchanges of a scenario as a sequence diagram for a page that has the styles of package picture.
func SVG(lang message.Lang, r contract.Result) (template.HTML, error) {
	d := sequence(lang, r, func(int) string { return "" })
	for i := range d.Events {
		d.Events[i].Link = ""
		for k := range d.Events[i].Dots {
			d.Events[i].Dots[k].Link = ""
		}
	}
	return d.SVG()
}

// sequence draws the exchanges of a scenario between its steps, up to the one that failed. anchor is where the page has an exchange, by its
// number.
func sequence(lang message.Lang, r contract.Result, anchor func(exchange int) string) picture.Sequence {
	d := diagram{lang: lang, Result: r, anchor: anchor, wrong: wrongExchange(r)}
	d.Sequence = picture.Sequence{Title: say(lang, "Exchanges of %s", plain.OneLine(r.Name)), Lanes: []string{"llsim", say(lang, "Merchant"), say(lang, "Platform")}, Clocks: []string{say(lang, "Platform")}}
	d.exchanges(0, len(r.Evidence))
	d.stepsUntil(len(r.Steps))
	d.Events = picture.Fold(d.Events)
	if slices.ContainsFunc(d.Events, func(e picture.Event) bool { return !e.Other.IsZero() }) {
		d.Clocks = append(d.Clocks, say(lang, "Merchant"))
	}
	return d.Sequence
}

// wrongExchange is the exchange in which a breach shows: the one that the harness names, or else the last one that the failed step looked at;
// -1 where there is none.
func wrongExchange(r contract.Result) int {
	if i := slices.IndexFunc(r.Evidence, func(e contract.Evidence) bool { return e.Wrong }); i >= 0 {
		return i
	}
	failed := failedIndex(r)
	for i, e := range slices.Backward(r.Evidence) {
		if e.Step == failed && !e.Aside {
			return i
		}
	}
	return -1
}

// failedIndex is the step that failed, -1 for none.
func failedIndex(r contract.Result) int {
	return slices.IndexFunc(r.Steps, func(s contract.StepResult) bool { return s.Status == contract.Failed })
}

// diagram is a sequence under way.
type diagram struct {
	lang message.Lang
	contract.Result
	picture.Sequence
	anchor func(exchange int) string
	wrong  int // the exchange in which the breach shows, -1 for none
	step   int // steps drawn so far
}

func (d *diagram) add(e picture.Event) *picture.Event {
	d.Events = append(d.Events, e)
	return &d.Events[len(d.Events)-1]
}

// stepsUntil draws the steps up to one, as far as they ran. The failed one says why where no exchange does.
func (d *diagram) stepsUntil(last int) {
	failed := failedIndex(d.Result)
	for ; d.step <= last && d.step < len(d.Steps) && (failed < 0 || d.step <= failed); d.step++ {
		s := d.Steps[d.step]
		e := d.add(picture.Event{Kind: picture.Line, Label: plain.OneLine(s.Keyword + " " + s.Text)})
		if d.step != failed {
			continue
		}
		e.Tone = picture.Bad
		if d.wrong < 0 {
			e.Wrong = plain.OneLine(d.Reason)
		}
	}
}

// exchanges draws those from one number to another.
func (d *diagram) exchanges(from, to int) {
	for i := from; i < to; {
		n := 1
		for e := d.Evidence[i]; e.Together != "" && i+n < to && d.Evidence[i+n].Together == e.Together; {
			n++
		}
		d.next(i, n)
		i += n + d.Evidence[i].Inside
	}
}

// next draws n exchanges, which went out together where they are more than one. What only gives the merchant time is left out.
func (d *diagram) next(i, n int) {
	d.stepsUntil(d.Evidence[i].Step)
	if gap := d.Evidence[i].Gap; gap > 0 {
		d.add(picture.Event{Kind: picture.Line, Label: say(d.lang, "%s {exchange|exchanges} left out", human.Number(gap))})
	}
	if n == 1 {
		d.exchange(i)
		return
	}
	for _, way := range []contract.Way{contract.Acted, contract.Asked, contract.Notified} {
		var of []int
		for k := i; k < i+n; k++ {
			if d.Evidence[k].Way == way {
				of = append(of, k)
			}
		}
		if len(of) > 0 {
			d.together(of)
		}
	}
}

// exchange draws a request, the exchanges before its answer, and the answer.
func (d *diagram) exchange(i int) {
	e := d.Evidence[i]
	until := i + 1 + e.Inside
	if e.Aside {
		d.exchanges(i+1, until)
		return
	}
	lanes := ends[e.Way]
	last := d.add(d.event(i, picture.Message, lanes[0], lanes[1], d.asking(e)))
	if e.Lost {
		last.Lost, last.Tone, last.Label = true, picture.Bad, d.text(say(d.lang, "%s: %s", e.Asking, d.failure(e)))
	}
	d.exchanges(i+1, until)
	if !e.Lost {
		last = d.add(d.event(i, picture.Answer, lanes[1], lanes[0], d.answering(e)))
		last.Lost, last.Tone = e.Status == 0, tone(e)
		later(last, e.Answered)
	}
	if i == d.wrong {
		last.Wrong = plain.OneLine(d.Reason)
	}
}

// later moves an event to a moment, where that is known.
func later(e *picture.Event, at time.Time) {
	if e.At.IsZero() || at.IsZero() {
		return
	}
	if !e.Other.IsZero() {
		e.Other = e.Other.Add(at.Sub(e.At))
	}
	e.At = at
}

// together draws exchanges that went out at the same time as one row, a dot for each.
func (d *diagram) together(all []int) {
	first := d.Evidence[all[0]]
	lanes := ends[first.Way]
	row := d.add(d.event(all[0], picture.Message, lanes[0], lanes[1], first.Together))
	for _, i := range all {
		e := d.Evidence[i]
		row.Dots = append(row.Dots, picture.Dot{Tone: tone(e), Label: d.text(say(d.lang, "%s: %s", e.Asking, d.answering(e))), Link: "#" + d.anchor(i)})
		if i == d.wrong {
			row.Wrong = plain.OneLine(d.Reason)
		}
	}
}

func (d *diagram) event(i int, kind picture.Kind, from, to int, label string) picture.Event {
	e := d.Evidence[i]
	return picture.Event{Kind: kind, At: e.At, Other: e.Merchant, From: from, To: to, Label: d.text(label), Link: "#" + d.anchor(i)}
}

// text is a label without what no report shows.
func (d *diagram) text(label string) string { return plain.OneLine(wire.MaskCards(label)) }

func tone(e contract.Evidence) picture.Tone {
	if e.Good {
		return picture.Good
	}
	return picture.Bad
}

// answering is what was answered, in few words.
func (d *diagram) answering(e contract.Evidence) string {
	switch {
	case e.Status == 0:
		return noAnswer(d.lang, e)
	case e.Answering == "":
		return fmt.Sprintf("HTTP %d", e.Status)
	case e.Status != 200:
		return say(d.lang, "%s, HTTP %d", e.Answering, e.Status)
	}
	return e.Answering
}

func (d *diagram) failure(e contract.Evidence) string {
	return cmp.Or(e.Err, say(d.lang, "the reason is not known"))
}

// asking is what was asked for, with the time that the merchant wrote into it where that is not what its clock shows.
func (d *diagram) asking(e contract.Evidence) string {
	clock := e.Merchant
	if clock.IsZero() {
		clock = e.At
	}
	at, source := shownTime(e)
	if e.Way != contract.Asked || at.IsZero() || clock.IsZero() || at.Sub(clock).Abs() < time.Minute {
		return e.Asking
	}
	return say(d.lang, "%s, %s %s", e.Asking, source, human.Time(at))
}
