package platform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/wire"
)

// Values of a table that stand for no text.
const (
	absent   = "(absent)"
	empty    = "(empty)"
	anything = "(any)"
)

// checkSame compares a value with the one that a scenario wants.
func checkSame(what, got, want string) error {
	if want == anything && got != absent && got != "" || got == want {
		return nil
	}
	return fmt.Errorf("%s is %s, not %s", what, got, want)
}

// cell is one name and value of a table.
type cell struct{ name, value string }

// pairs reads a table of two columns, name and value.
func (w *world) pairs(t *godog.Table) ([]cell, error) {
	var cells []cell
	for i, row := range t.Rows {
		if len(row.Cells) != 2 {
			return nil, fmt.Errorf("row %d has %d cells; write a name and a value", i+1, len(row.Cells))
		}
		value, err := w.value(row.Cells[1].Value)
		if err != nil {
			return nil, err
		}
		cells = append(cells, cell{row.Cells[0].Value, string(value)})
	}
	return cells, nil
}

// cellValue is what the text of a cell stands for.
type cellValue string

func (w *world) value(text string) (_ cellValue, err error) {
	switch {
	case text == empty:
		text = ""
	case len(text) >= 2 && text[0] == '"' && text[len(text)-1] == '"':
		text, err = strconv.Unquote(text)
	default:
		text, err = w.expand(text)
	}
	return cellValue(text), err
}

var placeholder = regexp.MustCompile(`\{(oid_paybill|oid_refundno|notify_url)(?: ([^}]*))?\}`)

// expand replaces {oid_paybill A1} and its like by the platform's numbers.
func (w *world) expand(text string) (string, error) {
	var err error
	out := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		m := placeholder.FindStringSubmatch(found)
		number := ""
		switch m[1] {
		case "oid_paybill":
			number = w.orders[m[2]].oidPaybill
		case "oid_refundno":
			number = w.refunds[m[2]]
		case "notify_url":
			number = w.receiver.URL
		}
		if number == "" {
			err = fmt.Errorf("%s names nothing the platform has accepted in this scenario", found)
		}
		return number
	})
	return out, err
}

// apply sets the cells in a message.
func apply(f wire.Fields, cells []cell) wire.Fields {
	for _, c := range cells {
		if c.value == absent {
			f = f.Without(c.name)
		} else {
			f = f.Set(c.name, c.value)
		}
	}
	return f
}

// flat is a JSON value as names and texts; nested names are joined by a point, and times are platform times.
func flat(v any) (map[string]string, error) {
	data, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	var tree any
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	if err := d.Decode(&tree); err != nil {
		return nil, err
	}
	out := map[string]string{}
	flatten(out, "", tree)
	return out, nil
}

func flatten(out map[string]string, name string, v any) {
	switch v := v.(type) {
	case map[string]any:
		for key, member := range v {
			flatten(out, strings.TrimPrefix(name+"."+key, "."), member)
		}
	case string:
		out[name] = v
		if t, err := time.Parse(time.RFC3339Nano, v); err == nil {
			out[name] = t.In(wire.Zone).Format(time.DateTime)
		}
	case nil:
	default:
		out[name] = fmt.Sprint(v)
	}
}

// checkHas compares an object with a table of names and values.
func (w *world) checkHas(what string, v any, wanted []cell) error {
	got, err := flat(v)
	if err != nil {
		return err
	}
	for _, c := range wanted {
		if err := checkSame(what+"'s "+c.name, lookup(got, c.name), c.value); err != nil {
			return err
		}
	}
	return nil
}

func lookup(got map[string]string, name string) string {
	if value, ok := got[name]; ok {
		return value
	}
	return absent
}

// checkRows compares objects with a table whose first row names the members to look at.
func checkRows[T any](w *world, what string, items []T, t *godog.Table) error {
	if len(items) != len(t.Rows)-1 {
		return fmt.Errorf("there are %d %s, not %d: %s", len(items), what, len(t.Rows)-1, asText(items))
	}
	for i, item := range items {
		if err := w.checkRow(item, t, i+1); err != nil {
			return fmt.Errorf("%s, number %d: %w", what, i+1, err)
		}
	}
	return nil
}

// checkRow compares an object with row i of a table.
func (w *world) checkRow(v any, t *godog.Table, i int) error {
	got, err := flat(v)
	if err != nil {
		return err
	}
	for j, c := range t.Rows[i].Cells {
		want, err := w.value(c.Value)
		if err != nil {
			return err
		}
		name := t.Rows[0].Cells[j].Value
		if err := checkSame(name, lookup(got, name), string(want)); err != nil {
			return err
		}
	}
	return nil
}

func asText(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		return err.Error()
	}
	return string(data)
}
