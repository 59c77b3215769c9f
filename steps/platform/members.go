package platform

import (
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

func setJSON[T any](v *T, name, value string) error {
	parts := strings.Split(name, ".")
	body := `{"` + strings.Join(parts, `":{"`) + `":` + value + strings.Repeat("}", len(parts))
	changed := *v
	d := json.NewDecoder(strings.NewReader(body))
	d.DisallowUnknownFields()
	if err := d.Decode(&changed); err != nil {
		return err
	}
	*v = changed
	return nil
}

// setAll sets the members that cells name, a member of a member by a name with points: to the text, or else to the JSON value that it is.
func setAll[T any](v *T, cells []cell) error {
	for _, c := range cells {
		quoted, err := json.Marshal(c.value)
		if err != nil {
			return err
		}
		asText := setJSON(v, c.name, string(quoted))
		if asText == nil {
			continue
		}
		if err := checkMember(message.New("this step"), reflect.TypeFor[T](), c.name); err != nil {
			return err
		}
		if setJSON(v, c.name, c.value) != nil {
			return vocabulary.MistakeOf(valueInstead(asText), "%s cannot be %s", c.name, vocabulary.Quote(c.value))
		}
	}
	return nil
}

// valueInstead says what to write in place of a value that an error is about.
func valueInstead(err error) message.Message {
	wrong, ok := errors.AsType[*json.UnmarshalTypeError](err)
	switch {
	case !ok:
		return message.New("write another value")
	case wrong.Type.Kind() == reflect.Bool:
		return message.New("write true or false")
	case wrong.Type.Kind() == reflect.Int:
		return message.New("write a whole number")
	}
	return message.New("write another value")
}

// readAs returns a function that reads a table of members and their values.
func readAs[T any](w *world) func(*godog.Table) (T, error) {
	return func(t *godog.Table) (v T, err error) {
		cells, err := w.pairs(t)
		if err == nil {
			err = setAll(&v, cells)
		}
		return v, err
	}
}
