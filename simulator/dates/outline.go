package dates

import (
	"strings"
	"unicode/utf8"
)

// outline is a scenario outline of a feature file. The first row of examples is the heading.
type outline struct {
	tags, name string
	steps      []string
	examples   [][]string
}

// add adds an example.
func (o *outline) add(cells ...string) { o.examples = append(o.examples, cells) }

// text returns the outline as a feature file has it, empty without an example.
func (o *outline) text() string {
	if len(o.examples) < 2 {
		return ""
	}
	var b strings.Builder
	b.WriteString("\n  " + o.tags + "\n  Scenario Outline: " + o.name + "\n")
	for _, step := range o.steps {
		b.WriteString("    " + step + "\n")
	}
	b.WriteString("\n    Examples:\n")
	for _, row := range o.examples {
		b.WriteString("      |")
		for column, cell := range row {
			b.WriteString(" " + cell + strings.Repeat(" ", o.width(column)-utf8.RuneCountInString(cell)) + " |")
		}
		b.WriteString("\n")
	}
	return b.String()
}

// width returns the number of characters of a column's longest cell.
func (o *outline) width(column int) (longest int) {
	for _, row := range o.examples {
		longest = max(longest, utf8.RuneCountInString(row[column]))
	}
	return longest
}
