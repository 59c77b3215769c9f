package picture

import (
	"fmt"
	"slices"
)

// row draws an event below what is there.
func (p *pen) row(e Event) {
	switch {
	case e.Kind == Line:
		p.line(e)
		return
	case e.From == e.To:
		e.Kind = Note
	}
	r := Row{Class: class(e), Y: p.y, Title: p.sequence.title(e), Link: e.Link}
	from, to := p.sequence.lane(e.From), p.sequence.lane(e.To)
	left, right := min(from, to), max(from, to)
	limit := labelWide
	if e.Kind != Note {
		limit = min(limit, roomOf(left, right)*narrowest/100-8)
	}
	lines := wrap(p.label(e), limit, linesMost)
	y := p.y + above
	x, anchor := place(lines, left, right)
	if e.Kind == Note {
		r.Marks = append(r.Marks, box(lines, x, anchor, y))
		y += 4
	}
	for _, text := range lines {
		y += lineUp
		r.Texts = append(r.Texts, Text{x, y - 4, "label " + anchor, text})
	}
	if e.Kind == Note {
		y += 4
	} else {
		y += arrowUp
		r.Marks = append(r.Marks, arrow(e, from, to, y-7)...)
	}
	r.Dots, y = dots(e.Dots, y)
	y = max(y, p.clocks(&r, e, p.y+above))
	p.put(r, e, y)
}

// line draws a line across, with its label below it.
func (p *pen) line(e Event) {
	r := Row{Class: class(e), Y: p.y, Title: p.sequence.title(e), Link: e.Link, Marks: []Mark{{Shape: "across", X: 0, X2: 100, Y: p.y + 4}}}
	y := p.y + 7
	bottom := p.clocks(&r, e, y)
	for _, text := range wrap(p.label(e), labelWide, linesMost) {
		y += lineUp
		r.Texts = append(r.Texts, Text{aside, y - 3, "label start", text})
	}
	p.put(r, e, max(y, bottom))
}

// put ends a row at y, with why it is the place where it went wrong.
func (p *pen) put(r Row, e Event, y int) {
	if e.Wrong != "" {
		y += 2
		for i, text := range wrap("✗ "+e.Wrong, labelWide/bold, wrongMost) {
			y += lineUp
			if i == 0 {
				y++
			}
			r.Texts = append(r.Texts, Text{aside, y - 3, "why start", text})
		}
		y += 3
	}
	r.Height = y + 2 - p.y
	p.rows = append(p.rows, r)
	p.y = y + 2
}

func (p *pen) label(e Event) string {
	if e.Times > 1 {
		return fmt.Sprintf("%s × %d", e.Label, e.Times)
	}
	return e.Label
}

// clocks puts the times of an event at the side of its row, unless the row above has the same, and returns where they end.
func (p *pen) clocks(r *Row, e Event, y int) int {
	lines, others := times(e)
	if len(lines) == 0 || slices.Equal(lines, p.said) {
		return y
	}
	p.said = lines
	for i, text := range lines {
		clock := 0
		if i >= others {
			clock = 1
		}
		y += clockUp
		r.Texts = append(r.Texts, Text{0, y - 2, "time start" + second(clock), text})
	}
	return y
}

func class(e Event) string {
	c := string(e.Kind)
	if e.Tone != Plain {
		c += " " + string(e.Tone)
	}
	if e.Lost {
		c += " lost"
	}
	if e.Wrong != "" {
		c += " wrong"
	}
	return c
}

// roomOf is the width, in percent, that place has for a label above what goes from left to right: around its middle or from one of its ends on.
func roomOf(left, right float64) float64 {
	middle := (left + right) / 2
	return max(2*min(middle-aside, 100-middle), right-aside, 100-left)
}

// place chooses where lines stand above what goes from left to right so that the narrowest picture holds them: centred where there is
// room, else from one of its ends on, else at the nearer side of the picture.
func place(lines []string, left, right float64) (x float64, anchor string) {
	w := 0.0
	for _, text := range lines {
		w = max(w, width(text)+8)
	}
	w *= 100.0 / narrowest
	middle := percent((left + right) / 2)
	switch {
	case middle-w/2 >= aside && middle+w/2 <= 100:
		return middle, "middle"
	case left < right && left+w <= 100:
		return left, "start"
	case left < right && right-w >= aside:
		return right, "end"
	case middle > (aside+100)/2:
		return 99, "end"
	}
	return aside, "start"
}

// box is the frame of a note's lines.
func box(lines []string, x float64, anchor string, y int) Mark {
	w := 0.0
	for _, text := range lines {
		w = max(w, width(text))
	}
	m := Mark{Shape: "box", X: x, Y: y, Width: int(w) + 14, Height: lineUp*len(lines) + 7}
	switch anchor {
	case "middle":
		m.Shift = -m.Width / 2
	case "end":
		m.Shift = 7 - m.Width
	default:
		m.Shift = -7
	}
	return m
}

// arrow is a line with a head at its end, or with a cross where it breaks off.
func arrow(e Event, from, to float64, y int) []Mark {
	if e.Lost {
		to = percent(from + (to-from)*.62)
		return []Mark{{Shape: "shaft", X: from, X2: to, Y: y}, {Shape: "cross", X: to, Y: y}}
	}
	head := "right"
	if to < from {
		head = "left"
	}
	if e.Kind == Answer {
		head += "-open"
	}
	return []Mark{{Shape: "shaft", X: from, X2: to, Y: y}, {Shape: head, X: to, Y: y}}
}

// Dots stand in tens, each with its time below, without the hour where that is the one of the dot before.
const (
	dotsAcross = 10
	dotsUp     = 28
	// MaxDots is how many dots an event has at most; it says how many it leaves out.
	MaxDots = 60
)

// dots lays out the attempts of an event below y and returns where they end.
func dots(all []Dot, y int) (marks []DotMark, bottom int) {
	said := "" // the hour of the dot before
	for i, dot := range all[:min(len(all), MaxDots)] {
		m := DotMark{X: percent(aside + (100-aside)*(float64(i%dotsAcross)+.5)/dotsAcross), Y: y + 8 + dotsUp*(i/dotsAcross), Class: "come", Title: plain(dot.Label), Link: dot.Link}
		if dot.Tone != Plain {
			m.Class = string(dot.Tone)
		}
		if !dot.At.IsZero() {
			m.Time = minuteOf(dot.At)
			if hour := m.Time[:len("15")]; hour != said || i%dotsAcross == 0 {
				said = hour
			} else {
				m.Time = m.Time[len(hour):]
			}
		}
		if i == MaxDots-1 && len(all) > MaxDots {
			m = DotMark{X: m.X, Y: m.Y, Class: "more", Time: fmt.Sprintf("+%d", len(all)-i)}
		}
		marks, bottom = append(marks, m), m.Y+dotsUp-8
	}
	return marks, max(y, bottom)
}
