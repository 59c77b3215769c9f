package main

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/lianlian-sim/llsim/simulator/human"
	"github.com/lianlian-sim/llsim/simulator/message"
)

// row is the cells of one line of a table.
type row = []string

// writeTable adds the table of a list to b, each line after indent: the head, then the cells of each element. An empty list is the sentence
// none.
func writeTable[T any](b *output, indent, none string, head row, list []T, cells func(T) row) {
	if len(list) == 0 {
		b.WriteString(indent + none + "\n")
		return
	}
	for i, name := range head {
		head[i] = b.label(name)
	}
	rows := []row{head}
	for _, element := range list {
		rows = append(rows, cells(element))
	}
	writeColumns(b, indent, rows)
}

// label returns the name of a column or a row in the language of the output. Names on the wire are the same in every language.
func (b *output) label(name string) string {
	if b.lang == message.Chinese {
		return twin(name)
	}
	return name
}

// word returns a value of the control API, such as the verdict on a delivery, in the language of the output.
func (b *output) word(value string) string { return b.label(value) }

// pairs adds rows of name and value, less those without a value.
func pairs(b *output, indent string, namesAndValues ...string) {
	var rows []row
	for pair := range slices.Chunk(namesAndValues, 2) {
		if pair[1] != "" {
			rows = append(rows, row{b.label(pair[0]), pair[1]})
		}
	}
	writeColumns(b, indent, rows)
}

// gap is between columns, and the indent of nested rows.
const gap = "  "

// writeColumns adds rows to b, each after indent. A column is as wide as its widest cell; a Chinese character is two cells of a terminal
// wide.
func writeColumns(b *output, indent string, rows []row) {
	var widths []int
	for _, cells := range rows {
		for i, cell := range cells {
			cells[i] = printable(cell)
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], human.Width(cells[i]))
		}
	}
	for _, cells := range rows {
		line := make([]string, len(cells))
		for i, cell := range cells {
			line[i] = cell + strings.Repeat(" ", widths[i]-human.Width(cell))
		}
		b.WriteString(strings.TrimRight(indent+strings.Join(line, gap), " ") + "\n")
	}
}

// printable escapes control characters, which could move a terminal's cursor.
func printable(s string) string {
	if strings.IndexFunc(s, unicode.IsControl) < 0 {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) {
			b.WriteString(strings.Trim(strconv.QuoteRune(r), "'"))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}
