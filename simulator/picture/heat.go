package picture

import (
	"bytes"
	"fmt"
	"html/template"
)

// Heat is a table of counts, drawn as squares whose colour is stronger for a greater count. Its rows and columns have names.
type Heat struct {
	Title   string
	Columns []HeatColumn
	Rows    []HeatRow
}

// HeatColumn is a column. First is the first one of a group, which a line sets apart.
type HeatColumn struct {
	Name  string
	First bool
}

// HeatRow is a row with a cell for each column.
type HeatRow struct {
	Name  string
	Cells []HeatCell
}

// HeatCell is a count and what it says in words. A count of 0 is not drawn.
type HeatCell struct {
	Count int
	Title string
}

// HeatDrawing is a Heat that is laid out. Places across are percentages of the width, places down are pixels.
type HeatDrawing struct {
	Title         string
	Height        int
	Heads         []Text // of columns, turned around their place, to be read upwards
	Names         []Text // of rows
	Lines         []HeatLine
	Marks, Legend []HeatMark
	Least         []Text // the counts from which on a level begins
}

// HeatLine is a line from one place to another.
type HeatLine struct {
	Class string
	X, X2 float64
	Y, Y2 int
}

// HeatMark is a square of a level, from 1 to 7.
type HeatMark struct {
	X, Width  float64
	Y, Height int
	Level     int
	Title     string
}

// Measures of a heat picture in pixels, but for nameWide, which is percent of the width.
const (
	nameWide  = 37.0
	cellHigh  = 16
	cellGap   = 2
	smaller   = 10.0 / em // the size of its letters beside that of labels
	legendUp  = 34
	lineAbove = 6
)

// levels are the counts from which on a level begins: half a power of ten each.
var levels = []int{1, 3, 10, 30, 100, 300, 1000}

// level is how dark a count is, 0 for none.
func level(count int) (n int) {
	for n < len(levels) && count >= levels[n] {
		n++
	}
	return n
}

// Draw lays the table out.
func (h Heat) Draw() HeatDrawing {
	d := HeatDrawing{Title: plain(h.Title)}
	top := 0
	for _, c := range h.Columns {
		top = max(top, int(width(plain(c.Name))*smaller)+2*lineAbove)
	}
	bottom := top + cellHigh*len(h.Rows)
	wide := (100 - nameWide) / float64(max(len(h.Columns), 1))
	for i, c := range h.Columns {
		x := nameWide + wide*float64(i)
		d.Heads = append(d.Heads, Text{percent(x + wide/2), top - lineAbove, "small start", plain(c.Name)})
		if c.First {
			d.Lines = append(d.Lines, HeatLine{"edge", percent(x), percent(x), 0, bottom})
		}
	}
	for i, row := range h.Rows {
		y := top + cellHigh*i
		d.Names = append(d.Names, Text{0, y + cellHigh - 4, "small start", plain(row.Name)})
		d.Lines = append(d.Lines, HeatLine{"across", 0, 100, y, y})
		for k, cell := range row.Cells {
			if level(cell.Count) > 0 {
				d.Marks = append(d.Marks, HeatMark{percent(nameWide + wide*float64(k)), percent(wide), y + cellGap, cellHigh - 2*cellGap + 1, level(cell.Count), plain(cell.Title)})
			}
		}
	}
	d.Lines = append(d.Lines, HeatLine{"across", 0, 100, bottom, bottom})
	d.legend(bottom)
	d.Height = bottom + legendUp
	return d
}

// legend draws a square of each level, with the count from which on it begins.
func (d *HeatDrawing) legend(bottom int) {
	const wide = (100 - nameWide) / 7
	for i, least := range levels {
		x := nameWide + wide*float64(i)
		said := fmt.Sprint(least)
		if i == len(levels)-1 {
			said += "+"
		}
		d.Legend = append(d.Legend, HeatMark{X: percent(x), Width: percent(wide), Y: bottom + 8, Height: 9, Level: i + 1})
		d.Least = append(d.Least, Text{percent(x + wide/2), bottom + 29, "small middle", said})
	}
}

// SVG returns the drawing for a page that has Style. Its texts are escaped.
func (h Heat) SVG() (template.HTML, error) {
	var b bytes.Buffer
	err := drawings().ExecuteTemplate(&b, "heat", h.Draw())
	return template.HTML(b.String()), err
}
