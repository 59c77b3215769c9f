package console

import (
	"fmt"
	"time"
	"unicode/utf8"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

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
	Left, Right   int // x of the scale's ends
	Now           int // x
	Top           int // y of the first row below the scale
	Step          int // seconds by which a hand moves the clock, 0 where none can
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
	r := ruler{Class: s.class, Width: s.width, Left: s.left, Right: s.width - s.edge, Now: s.x(p, p.Now), Top: scaleHeight}
	if p.Still {
		r.Step = int(p.Zoom.step.Seconds())
	}
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
	b := box{X: x, Y: y, W: max(2, end-x-1), H: height, TextX: x + (end-x)/2, TextY: y + height/2 + 4}
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
