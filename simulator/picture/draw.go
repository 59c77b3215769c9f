package picture

import (
	"fmt"
	"strings"
	"time"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Measures in pixels. Labels are wrapped for the narrowest place that a picture has: a phone's screen less the frames around it.
const (
	narrowest = 300
	aside     = 18.0                           // percent of the width that the times have
	labelWide = narrowest*(1-aside/100) - 14.0 // a line of a label
	bold      = 1.12                           // how much wider bold letters are
	lineUp    = 15                             // from one line of a label to the next
	clockUp   = 13                             // from one time to the next
	headUp    = 26                             // the headings of the lanes
	above     = 6                              // between a row and the one before
	arrowUp   = 14                             // an arrow below its label
	linesMost = 3                              // lines of a label
	wrongMost = 4                              // lines of why it went wrong
	rowsLong  = 14                             // rows from which on the headings stand below the picture too
	// MaxEvents is how many events a drawing has at most, the newest; it says how many it leaves out.
	MaxEvents = 300
)

// Drawing is a sequence that is laid out. Places across are percentages of the width, places down are pixels.
type Drawing struct {
	Title  string
	Height int
	Top    int // where the lanes begin
	Bottom int // where they end
	Clocks []Text
	Lanes  []Lane
	Rows   []Row
}

// Lane is a party's line, with its heading above, and below a long picture once more.
type Lane struct {
	X     float64
	Heads []Text
}

// Row is an event that is laid out.
type Row struct {
	Class     string
	Y, Height int
	Title     string // all of the row in words
	Link      string
	Texts     []Text
	Marks     []Mark
	Dots      []DotMark
}

// Text is a line of text. Class says how it looks and which of its ends stands at X: start, middle or end.
type Text struct {
	X     float64
	Y     int
	Class string
	Text  string
}

// Mark is a shape: a line from X to X2 at Y, a head or a cross at X, a box with a text's size around X.
type Mark struct {
	Shape         string
	X, X2         float64
	Y             int
	Width, Height int // of a box
	Shift         int // pixels by which a box begins left of X
}

// DotMark is a dot with its time below it.
type DotMark struct {
	X           float64
	Y           int
	Class       string // come, good or bad
	Title, Link string
	Time        string
}

// Draw lays a sequence out.
func (s Sequence) Draw() Drawing {
	d := Drawing{Title: plain(s.Title), Top: headUp}
	p := pen{sequence: s, y: headUp}
	for i, head := range s.Clocks {
		d.Clocks = append(d.Clocks, Text{0, clockUp * (i + 1), "clock start" + second(i), plain(head)})
	}
	p.y = max(p.y, clockUp*len(s.Clocks)+5)
	d.Top = p.y
	events := s.Events
	if more := len(events) - MaxEvents; more > 0 {
		events = events[more:]
		p.line(Event{Kind: Line, Label: fmt.Sprintf("⋮ %d", more)})
	}
	for _, e := range events {
		p.newDay(e.At)
		p.row(e)
	}
	d.Rows, d.Bottom = p.rows, p.y+above
	d.Height = d.Bottom
	for i, name := range s.Lanes {
		lane := Lane{X: s.lane(i), Heads: []Text{{s.lane(i), d.Top - 9, "head middle", plain(name)}}}
		if len(p.rows) >= rowsLong {
			lane.Heads = append(lane.Heads, Text{s.lane(i), d.Bottom + 15, "head middle", plain(name)})
			d.Height = d.Bottom + headUp
		}
		d.Lanes = append(d.Lanes, lane)
	}
	return d
}

func second(clock int) string {
	if clock > 0 {
		return " other"
	}
	return ""
}

// lane is where a lane stands, in percent.
func (s Sequence) lane(i int) float64 {
	i = min(max(i, 0), max(len(s.Lanes)-1, 0))
	return percent(aside + (100-aside)*(float64(i)+.5)/float64(max(len(s.Lanes), 1)))
}

func percent(x float64) float64 { return float64(int(x*100+.5)) / 100 }

// pen is where the drawing has got to.
type pen struct {
	sequence Sequence
	y        int
	day      string   // of the newest row
	said     []string // the times of the newest row
	rows     []Row
}

// newDay draws the line at which another date begins.
func (p *pen) newDay(at time.Time) {
	if at.IsZero() || date(at) == p.day {
		return
	}
	first := p.day == ""
	p.day, p.said = date(at), nil
	class := "line day"
	if first {
		class += " first"
	}
	p.rows = append(p.rows, Row{Class: class, Y: p.y, Height: 22, Title: p.day, Texts: []Text{{0, p.y + 18, "time start", p.day}},
		Marks: []Mark{{Shape: "across", X: 0, X2: 100, Y: p.y + 4}}})
	p.y += 22
}

func date(t time.Time) string     { return t.In(wire.Zone).Format(time.DateOnly) }
func timeOf(t time.Time) string   { return t.In(wire.Zone).Format(time.TimeOnly) }
func minuteOf(t time.Time) string { return t.In(wire.Zone).Format("15:04") }

// times are the lines at the side of an event: its time, until when it went on, and the second clock's, with the date where that is
// another.
func times(e Event) (lines []string, others int) {
	if !e.At.IsZero() {
		lines = append(lines, timeOf(e.At))
		if e.Times > 1 && !e.Until.IsZero() && !e.Until.Equal(e.At) {
			until := timeOf(e.Until)
			if date(e.Until) != date(e.At) {
				lines = append(lines, "–"+date(e.Until)[len("2006-"):])
			} else {
				until = "–" + until
			}
			lines = append(lines, until)
		}
	}
	others = len(lines)
	if !e.Other.IsZero() {
		if date(e.Other) != date(e.At) {
			lines = append(lines, date(e.Other))
		}
		lines = append(lines, timeOf(e.Other))
	}
	return lines, others
}

// title says an event in words.
func (s Sequence) title(e Event) string {
	lines, _ := times(e)
	label := plain(e.Label)
	if e.Times > 1 {
		label += fmt.Sprintf(" × %d", e.Times)
	}
	if where := s.where(e); where != "" {
		label = where + ": " + label
	}
	if e.Wrong != "" {
		label += ". ✗ " + plain(e.Wrong)
	}
	return strings.TrimSpace(strings.Join(lines, " ") + " " + label)
}

// where names the lanes of an event.
func (s Sequence) where(e Event) string {
	if e.Kind == Line || len(s.Lanes) == 0 {
		return ""
	}
	name := func(i int) string { return plain(s.Lanes[min(max(i, 0), len(s.Lanes)-1)]) }
	if e.Kind == Note || e.From == e.To {
		return name(e.From)
	}
	return name(e.From) + " → " + name(e.To)
}
