package console

import (
	"github.com/lianlian-sim/llsim/simulator/internal/domain"
	"github.com/lianlian-sim/llsim/simulator/internal/engine"
)

// bar is a row of a table with a bar that shows its number.
type bar struct {
	Key     string // of its text, "" where it has a code and what that says
	Code    string
	Message string
	Class   string // what colours it
	N       int
	Path    string // the list of what it counts
	Width   int    // of the bar, in per cent
}

// scale gives bars their widths: the longest has all, and none is so short that it cannot be seen.
func scale(bars []bar) {
	most := 0
	for _, b := range bars {
		most = max(most, b.N)
	}
	for i := range bars {
		bars[i].Width = max(1, 100*bars[i].N/most)
	}
}

// dayPicture is a picture of the orders of some days: a column for each, made of a block for each state. Its units are pixels of a phone.
type dayPicture struct {
	Width, Height int
	Days          []dayColumn
	States        []string // that there are, as blocks lie upon each other
}

// dayColumn is a day of the picture.
type dayColumn struct {
	Date   domain.Date
	Path   string
	N      int
	X, Mid int // of its left edge, and of its middle
	Top    int // of its highest block
	Blocks []block
}

// block is a part of a column.
type block struct {
	State         string
	N             int
	X, Y          int
	Width, Height int
}

// Measures of the picture.
const (
	columnWidth, columnGap = 36, 6
	plotHeight, labelSpace = 100, 16
)

// stacked are the states in the order in which blocks lie upon each other.
var stacked = []domain.OrderState{domain.Success, domain.Refunded, domain.Processing, domain.Waiting, domain.Failure}

// daysOf lays out the columns of some days; path leads to the orders of one.
func daysOf(days []engine.DayCounts, path func(domain.Date) string) dayPicture {
	p := dayPicture{Width: daysShown * columnWidth, Height: plotHeight + 2*labelSpace}
	most := 1
	for _, d := range days {
		most = max(most, d.All)
	}
	there := map[domain.OrderState]bool{}
	for i, d := range days {
		column := dayColumn{Date: d.Date, Path: path(d.Date), N: d.All, X: i * columnWidth}
		column.Mid = column.X + columnWidth/2
		below := 0
		for _, state := range stacked {
			n := d.States[state]
			if n == 0 {
				continue
			}
			there[state] = true
			// Heights are differences of rounded sums, so that they add up to the column's.
			from, to := below*plotHeight/most, (below+n)*plotHeight/most
			below += n
			column.Blocks = append(column.Blocks, block{State: string(state), N: n, X: column.X + columnGap/2, Width: columnWidth - columnGap,
				Y: labelSpace + plotHeight - to, Height: max(1, to-from)})
		}
		column.Top = labelSpace + plotHeight - d.All*plotHeight/most
		p.Days = append(p.Days, column)
	}
	for _, state := range stacked {
		if there[state] {
			p.States = append(p.States, string(state))
		}
	}
	return p
}

// Of returns how many of the day's orders are in a state.
func (d dayColumn) Of(state string) int {
	for _, b := range d.Blocks {
		if b.State == state {
			return b.N
		}
	}
	return 0
}

// Label is the text under a column: month and day.
func (d dayColumn) Label() string { return string(d.Date[4:6] + "-" + d.Date[6:]) }
