package console

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// zoom is how much time a ruler shows.
type zoom struct {
	Name     string
	from, to func(now time.Time) time.Time
	next     func(time.Time) time.Time // of a cell of the scale, the beginning of the one after it
	long     string                    // layout of a cell's label
	short    string                    // the same on a phone
}

func day(t time.Time, days int) time.Time {
	t = t.In(wire.Zone)
	return time.Date(t.Year(), t.Month(), t.Day()+days, 0, 0, 0, 0, wire.Zone)
}

func month(t time.Time, months int) time.Time {
	t = t.In(wire.Zone)
	return time.Date(t.Year(), t.Month()+time.Month(months), 1, 0, 0, 0, 0, wire.Zone)
}

// label returns how a cell of the scale can be written, the longest first.
func (z zoom) label(at time.Time) []string {
	at = at.In(wire.Zone)
	if z.Name == "hours" && at.Hour() == 0 { // the day changes
		return []string{at.Format("01-02"), at.Format("02")}
	}
	return []string{at.Format(z.long), at.Format(z.short)}
}

// zooms are the stretches of time to choose from: a night with its midnight and its files, a validity of seven days, a refund's term of six
// months.
var zooms = []zoom{
	{"hours", func(now time.Time) time.Time { return now.Truncate(time.Hour).Add(-2 * time.Hour) }, func(now time.Time) time.Time { return now.Truncate(time.Hour).Add(12 * time.Hour) },
		func(t time.Time) time.Time { return t.Add(time.Hour) }, "15:04", "15"},
	{"days", func(now time.Time) time.Time { return day(now, -2) }, func(now time.Time) time.Time { return day(now, 9) },
		func(t time.Time) time.Time { return day(t, 1) }, "01-02", "02"},
	{"months", func(now time.Time) time.Time { return month(now, -1) }, func(now time.Time) time.Time { return month(now, 8) },
		func(t time.Time) time.Time { return month(t, 1) }, "2006-01", "01"},
}

// zoomed returns the zoom of a name, days without one.
func zoomed(name string) zoom {
	for _, z := range zooms {
		if z.Name == name {
			return z
		}
	}
	return zooms[1]
}

// plan is what a ruler is to show.
type plan struct {
	Zoom          zoom
	Now, From, To time.Time
	Still         bool                   // the clock stands still, so that one can go somewhere
	GoTo          func(time.Time) string // what a place of the scale says
	Lines         []planLine
	Bands         []planBand
	Lanes         []planLane
}

// planLine is a moment of each day.
type planLine struct {
	At    time.Time
	Class string
}

// planBand is a row of days.
type planBand struct {
	Label string
	Spans []planSpan
}

type planSpan struct {
	From, To     time.Time
	Class, Title string
	Texts        []string // what can be written on it, the longest first
}

// planLane is a row of marks, in the order of time.
type planLane struct {
	Label, Class string
	Say          func(m planMark) string // what a mark says
	Marks        []planMark
}

type planMark struct {
	At    time.Time
	N     int
	About string // of one alone
}

// ruler is a picture of the time around now, in pixels: a scale, rows of days, lanes of marks.
type ruler struct {
	Class         string // wide or narrow
	Width, Height int
	Now           int // x
	Top           int // y of the first row below the scale
	Lines         []line
	Boxes         []box
	Texts         []rulerText
	Marks         []mark
}

// box is a cell of the scale or of a row of days.
type box struct {
	X, Y, W, H int
	Class      string
	Text       string
	TextX      int
	TextY      int
	Title      string
	To         string // where it leads, "" for nowhere
}

// line is a moment of each day.
type line struct {
	X     int
	Class string // midnight or files
}

type rulerText struct {
	X, Y int
	Text string
}

// mark is one thing that is due, or a group.
type mark struct {
	Lane    string
	Class   string
	X, Y, W int // W is 0 for one alone, which is a dot
	TextX   int
	TextY   int
	Text    string // how many, in short
	Title   string
	At      time.Time
	N       int
	To      string
}

// PillY is where the picture of a group begins.
func (m mark) PillY() int { return m.Y - 9 }

// sheet is the measures of a ruler.
type sheet struct {
	class             string
	width, left, edge int // left of the scale are the labels, unless they stand above
	above             int // height of a label that stands above its row
	gap               int // between two marks
}

var sheets = []sheet{{"wide", 900, 140, 8, 0, 40}, {"narrow", 340, 4, 4, 15, 34}}

const (
	scaleHeight = 24
	rowHeight   = 22
	rowSpace    = 6
	letter      = 7 // width of a digit
)

// draw lays a plan out on a sheet.
func (s sheet) draw(p plan) ruler {
	r := ruler{Class: s.class, Width: s.width, Now: s.x(p, p.Now), Top: scaleHeight}
	for _, l := range p.Lines {
		if l.At.After(p.From) && l.At.Before(p.To) {
			r.Lines = append(r.Lines, line{s.x(p, l.At), l.Class})
		}
	}
	for at := p.From; at.Before(p.To); {
		next := p.Zoom.next(at)
		b := s.box(p, at, next, 0, scaleHeight)
		b.Class, b.Text = "tick", fitting(b.W, p.Zoom.label(at)...)
		if b.To != "" {
			b.Title = p.GoTo(at)
		}
		r.Boxes = append(r.Boxes, b)
		at = next
	}
	y := scaleHeight + rowSpace + s.above
	label := func(text string) {
		if s.above > 0 {
			r.Texts = append(r.Texts, rulerText{s.left, y - 4, text})
			return
		}
		r.Texts = append(r.Texts, rulerText{0, y + 15, text})
	}
	for _, band := range p.Bands {
		label(band.Label)
		for _, span := range band.Spans {
			if !span.From.Before(p.To) || !span.To.After(p.From) {
				continue
			}
			b := s.box(p, span.From, span.To, y, rowHeight)
			b.Class, b.Title, b.Text = span.Class, span.Title, fitting(b.W, span.Texts...)
			r.Boxes = append(r.Boxes, b)
		}
		y += rowHeight + rowSpace + s.above
	}
	for _, lane := range p.Lanes {
		label(lane.Label)
		for _, m := range s.grouped(p, lane.Marks) {
			r.Marks = append(r.Marks, s.mark(p, lane, m, y))
		}
		y += rowHeight + rowSpace + s.above
	}
	r.Height = y - s.above
	return r
}

// x is the place of a moment.
func (s sheet) x(p plan, at time.Time) int {
	share := float64(at.Sub(p.From)) / float64(p.To.Sub(p.From))
	return s.left + int(share*float64(s.width-s.edge-s.left)+0.5)
}

// box is the cell from a moment to another, within the ruler.
func (s sheet) box(p plan, from, to time.Time, y, height int) box {
	x, end := max(s.left, s.x(p, from)), min(s.width-s.edge, s.x(p, to))
	b := box{X: x, Y: y, W: max(1, end-x-1), H: height, TextX: x + (end-x)/2, TextY: y + height/2 + 4}
	b.To = p.reach(from)
	return b
}

// reach returns how a form names a moment, "" where the clock cannot go there.
func (p plan) reach(at time.Time) string {
	if !p.Still || at.Before(p.Now) {
		return ""
	}
	return at.In(wire.Zone).Format(time.RFC3339Nano)
}

// fitting returns the first of some texts that is not wider than a cell, "" where all are.
func fitting(width int, texts ...string) string {
	for _, text := range texts {
		if utf8.RuneCountInString(text)*letter+2 <= width {
			return text
		}
	}
	return ""
}

// grouped puts marks together that would stand upon each other.
func (s sheet) grouped(p plan, marks []planMark) (groups []planMark) {
	for _, m := range marks {
		if last := len(groups) - 1; last >= 0 && s.x(p, m.At)-s.x(p, groups[last].At) < s.gap {
			groups[last].N += m.N
			groups[last].About = ""
			continue
		}
		groups = append(groups, m)
	}
	return groups
}

// mark is the picture of a group.
func (s sheet) mark(p plan, lane planLane, g planMark, y int) mark {
	m := mark{Lane: lane.Label, Class: lane.Class, X: s.x(p, g.At), Y: y + rowHeight/2, Title: lane.Say(g), At: g.At, N: g.N, To: p.reach(g.At)}
	if g.N > 1 {
		m.Text = short(g.N)
		m.W = len(m.Text)*letter + 10
		m.X = min(m.X, s.width-s.edge-m.W)
		m.TextX, m.TextY = m.X+m.W/2, m.Y+4
	}
	return m
}

// short writes a number in four characters.
func short(n int) string {
	switch {
	case n < 1000:
		return fmt.Sprint(n)
	case n < 9950:
		return fmt.Sprintf("%.1fk", float64(n)/1e3)
	case n < 999_500:
		return fmt.Sprintf("%dk", (n+500)/1000)
	}
	return fmt.Sprintf("%.1fM", float64(n)/1e6)
}
