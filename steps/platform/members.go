package platform

import (
	"encoding/json"
	"fmt"
	"strings"
)

// setMember sets the member that a name with points leads to: to the text, or else to the JSON value that the text is.
func setMember[T any](v *T, name, text string) error {
	quoted, err := json.Marshal(text)
	if err != nil {
		return err
	}
	if setJSON(v, name, string(quoted)) == nil {
		return nil
	}
	return setJSON(v, name, text)
}

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

// setAll sets the members that cells name.
func setAll[T any](v *T, cells []cell) error {
	for _, c := range cells {
		if err := setMember(v, c.name, c.value); err != nil {
			return fmt.Errorf("%s cannot be %s: %w", c.name, c.value, err)
		}
	}
	return nil
}
