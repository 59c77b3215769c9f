package vocabulary

import (
	"slices"
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"
)

// InEnglish translates a word of a Chinese table; one that is not among the step's words stays.
func (s *Step) InEnglish(text string) string {
	if word, known := s.Words[withoutBlanks(text)]; known {
		return word
	}
	return text
}

func withoutBlanks(text string) string { return strings.ReplaceAll(text, " ", "") }

// tableInEnglish translates the first column, which holds names; values stay.
func (s *Step) tableInEnglish(t *godog.Table) *godog.Table {
	translated := &godog.Table{}
	for _, row := range t.Rows {
		cells := slices.Clone(row.Cells)
		if len(cells) > 0 {
			cells[0] = &messages.PickleTableCell{Value: s.InEnglish(cells[0].Value)}
		}
		translated.Rows = append(translated.Rows, &messages.PickleTableRow{Cells: cells})
	}
	return translated
}
