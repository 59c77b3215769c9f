package platform

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cucumber/godog"
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
		if setJSON(v, c.name, string(quoted)) == nil {
			continue
		}
		if err := setJSON(v, c.name, c.value); err != nil {
			return fmt.Errorf("%s cannot be %s: %w", c.name, c.value, err)
		}
	}
	return nil
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
