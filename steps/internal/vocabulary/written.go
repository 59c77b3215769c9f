package vocabulary

import (
	"strings"
	"unicode"

	messages "github.com/cucumber/messages/go/v34"
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
				widths[i] = max(widths[i], width(escape.Replace(cell.Value)))
			}
		}
		for _, row := range rows {
			b.WriteString("\n|")
			for i, cell := range row.Cells {
				text := escape.Replace(cell.Value)
				b.WriteString(" " + text + strings.Repeat(" ", widths[i]-width(text)) + " |")
			}
		}
	}
	return b.String()
}

var escape = strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)

// width is how many columns a text takes: a Chinese character takes two.
func width(text string) (columns int) {
	for _, r := range text {
		if columns++; unicode.In(r, unicode.Han) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff60 {
			columns++
		}
	}
	return columns
}
