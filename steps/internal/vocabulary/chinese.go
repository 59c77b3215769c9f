package vocabulary

import (
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"
)

// marks are what Chinese sentences and tables may say for values that stand for no text.
var marks = map[string]string{
	"（无）": "(absent)", "(无)": "(absent)",
	"（空）": "(empty)", "(空)": "(empty)",
	"（任意）": "(any)", "(任意)": "(any)",
}

// markInEnglish translates a value that stands for no text; others stay.
func markInEnglish(text string) string {
	if mark, known := marks[text]; known {
		return mark
	}
	return text
}

func withoutBlanks(text string) string { return strings.ReplaceAll(text, " ", "") }

// InEnglish translates a table of a Chinese sentence: the words of the step in the first column, which holds names, and the values that
// stand for no text. Other values stay.
func (s *Step) InEnglish(t *godog.Table) *godog.Table {
	translated := &godog.Table{}
	for _, row := range t.Rows {
		cells := make([]*messages.PickleTableCell, len(row.Cells))
		for i, cell := range row.Cells {
			text := markInEnglish(cell.Value)
			if word, known := s.Words[withoutBlanks(text)]; known && i == 0 {
				text = word
			}
			cells[i] = &messages.PickleTableCell{Value: text}
		}
		translated.Rows = append(translated.Rows, &messages.PickleTableRow{Cells: cells})
	}
	return translated
}
