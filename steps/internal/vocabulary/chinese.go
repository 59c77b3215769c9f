package vocabulary

import (
	"reflect"
	"slices"
	"strings"

	"github.com/cucumber/godog"
	messages "github.com/cucumber/messages/go/v34"
)

// translate translates the arguments of a Chinese sentence into English.
func (s *Step) translate(args []reflect.Value) {
	for i, arg := range args {
		switch a := arg.Interface().(type) {
		case string:
			args[i] = reflect.ValueOf(s.inEnglish(a))
		case *godog.Table:
			args[i] = reflect.ValueOf(s.tableInEnglish(a))
		}
	}
}

// inEnglish translates a text of a Chinese step; one that is not among its words stays.
func (s *Step) inEnglish(text string) string {
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
			cells[0] = &messages.PickleTableCell{Value: s.inEnglish(cells[0].Value)}
		}
		translated.Rows = append(translated.Rows, &messages.PickleTableRow{Cells: cells})
	}
	return translated
}
