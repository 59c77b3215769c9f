package vocabulary

import (
	"strings"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/simulator/human"
)

// argument is a table or a text as it is written below a sentence, each line after a line break.
func argument(a *messages.PickleStepArgument) string {
	switch {
	case a == nil:
		return ""
	case a.DocString != nil:
		return "\n\"\"\"\n" + a.DocString.Content + "\n\"\"\""
	case a.DataTable == nil:
		return ""
	}
	rows := make([][]string, len(a.DataTable.Rows))
	for i, row := range a.DataTable.Rows {
		for _, cell := range row.Cells {
			rows[i] = append(rows[i], cell.Value)
		}
	}
	return Table(rows)
}

// Table is a table as it is written below a sentence, each row after a line break, with its columns aligned. Every row has as many cells.
func Table(rows [][]string) string {
	var b strings.Builder
	var widths []int
	for _, row := range rows {
		widths = append(widths, make([]int, max(len(row)-len(widths), 0))...)
		for i, cell := range row {
			widths[i] = max(widths[i], human.Width(escape.Replace(cell)))
		}
	}
	for _, row := range rows {
		b.WriteString("\n|")
		for i, cell := range row {
			text := escape.Replace(cell)
			b.WriteString(" " + text + strings.Repeat(" ", widths[i]-human.Width(text)) + " |")
		}
	}
	return b.String()
}

var escape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)
