package vocabulary

import (
	"strings"

	messages "github.com/cucumber/messages/go/v34"

	"github.com/lianlian-sim/llsim/simulator/human"
)

// argument is a table or a text as it is written below a sentence, each line after a line break; the columns of a table are aligned.
func argument(a *messages.PickleStepArgument) string {
	var b strings.Builder
	switch {
	case a == nil:
	case a.DocString != nil:
		b.WriteString("\n\"\"\"\n" + a.DocString.Content + "\n\"\"\"")
	case a.DataTable != nil:
		rows := a.DataTable.Rows
		widths := make([]int, len(rows[0].Cells)) // every row of a table has as many
		for _, row := range rows {
			for i, cell := range row.Cells {
				widths[i] = max(widths[i], human.Width(escape.Replace(cell.Value)))
			}
		}
		for _, row := range rows {
			b.WriteString("\n|")
			for i, cell := range row.Cells {
				text := escape.Replace(cell.Value)
				b.WriteString(" " + text + strings.Repeat(" ", widths[i]-human.Width(text)) + " |")
			}
		}
	}
	return b.String()
}

var escape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)
