package main

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// table is text in columns, each as wide as its widest cell; a Chinese character is two cells of a terminal wide. The first row is the
// head.
type table [][]string

func newTable(head ...string) table { return table{head} }

func (t *table) add(cells ...string) { *t = append(*t, cells) }

// write adds the table to b, or the sentence none when it has no rows but the head.
func (t table) write(b *strings.Builder, none string) {
	if len(t) == 1 {
		b.WriteString(none + "\n")
		return
	}
	t.columns(b, "")
}

// pairs adds rows of name and value, less those without a value.
func pairs(b *strings.Builder, indent string, namesAndValues ...string) {
	var t table
	for i := 0; i < len(namesAndValues); i += 2 {
		if namesAndValues[i+1] != "" {
			t.add(namesAndValues[i], namesAndValues[i+1])
		}
	}
	t.columns(b, indent)
}

// gap is between columns, and the indent of nested rows.
const gap = "  "

// columns adds all rows to b, each after indent.
func (t table) columns(b *strings.Builder, indent string) {
	var widths []int
	for _, row := range t {
		for i, cell := range row {
			row[i] = printable(cell)
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], displayWidth(row[i]))
		}
	}
	for _, row := range t {
		var line strings.Builder
		line.WriteString(indent)
		for i, cell := range row {
			line.WriteString(cell)
			line.WriteString(strings.Repeat(" ", widths[i]-displayWidth(cell)))
			line.WriteString(gap)
		}
		b.WriteString(strings.TrimRight(line.String(), " "))
		b.WriteByte('\n')
	}
}

// displayWidth returns how many cells of a terminal a text takes.
func displayWidth(s string) int {
	cells := 0
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		case isWide(r):
			cells += 2
		default:
			cells++
		}
	}
	return cells
}

func isWide(r rune) bool {
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth
}

// printable escapes control characters, which could move a terminal's cursor.
func printable(s string) string {
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) {
			quoted := strconv.QuoteRune(r)
			b.WriteString(quoted[1 : len(quoted)-1])
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
