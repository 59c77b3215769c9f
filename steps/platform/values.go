package platform

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/cucumber/godog"

	"github.com/lianlian-sim/llsim/simulator/api"
	"github.com/lianlian-sim/llsim/simulator/message"
	"github.com/lianlian-sim/llsim/simulator/wire"
	"github.com/lianlian-sim/llsim/steps/internal/vocabulary"
)

// Values of a table that stand for no text.
const (
	absent   = "(absent)"
	empty    = "(empty)"
	anything = "(any)"
)

// checkSame compares a value with the one that a scenario wants.
func checkSame(what message.Speaker, got, want string) error {
	if want == anything && got != absent && got != "" || got == want {
		return nil
	}
	return message.Errorf("%s is %s, not %s", what, got, want)
}

// both returns two errors as one, in each language.
func both(one, other error) error {
	switch {
	case one == nil:
		return other
	case other == nil:
		return one
	}
	return message.Errorf("%w\n%v", one, other)
}

// cell is one name and value of a table.
type cell struct{ name, value string }

// pairs reads a table of two columns, name and value.
func (w *world) pairs(t *godog.Table) ([]cell, error) {
	var cells []cell
	for i, row := range t.Rows {
		if len(row.Cells) != 2 {
			return nil, vocabulary.Mistakef("write a name and a value", "row %d of the table has %d {cell|cells}", i+1, len(row.Cells))
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
		quoted := text
		if text, err = strconv.Unquote(text); err != nil {
			err = vocabulary.Mistakef(`write \" for a quotation mark and \\ for a backslash in it`, "%s is no text in quotation marks", quoted)
		}
	default:
		text, err = w.expand(text)
	}
	return cellValue(text), err
}

var placeholder = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\{(oid_paybill|oid_refundno|notify_url|token|no_agree)(?: ([^}]*))?\}`)
})

// expand replaces {oid_paybill A1} and its like by the platform's numbers.
func (w *world) expand(text string) (string, error) {
	var err error
	out := placeholder().ReplaceAllStringFunc(text, func(found string) string {
		m := placeholder().FindStringSubmatch(found)
		number, wrong := "", error(nil)
		switch m[1] {
		case "oid_paybill":
			var o placedOrder
			o, wrong = w.order(m[2])
			number = o.oidPaybill
		case "oid_refundno":
			number, wrong = w.refundNumber(m[2])
		case "notify_url":
			number = w.notifyURL
		case "token":
			number, wrong = w.newestToken(m[2])
		case "no_agree":
			number, wrong = w.newestAgreement()
		}
		if wrong != nil {
			err = wrong
		}
		return number
	})
	if err == nil {
		err = unknownPlaceholder(out)
	}
	return out, err
}

var likePlaceholder = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{([a-z_]+)((?: [^{}"]*)?)\}`) })

// unknownPlaceholder looks for a placeholder that is written wrong. Other texts in braces stay.
func unknownPlaceholder(text string) error {
	for _, m := range likePlaceholder().FindAllStringSubmatch(text, -1) {
		if near := api.Nearest(m[1], []string{"oid_paybill", "oid_refundno", "notify_url", "token", "no_agree"}); near != "" {
			return vocabulary.MistakeOf(message.New("did you mean {%s%s}?", near, m[2]), "%s stands for nothing", m[0])
		}
	}
	return nil
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

// checkObject is checkHas for an object of the control API, whose members are known.
func (w *world) checkObject(what message.Message, v any, wanted []cell) error {
	for _, c := range wanted {
		if err := checkMember(what, reflect.TypeOf(v), c.name); err != nil {
			return err
		}
	}
	return w.checkHas(what, v, wanted)
}

// checkHas compares an object with a table of names and values.
func (w *world) checkHas(what message.Message, v any, wanted []cell) error {
	got, err := flat(v)
	if err != nil {
		return err
	}
	for _, c := range wanted {
		value := lookup(got, c.name)
		if err := checkSame(message.New("%s's %s", what, c.name), value, c.value); err != nil && value == absent {
			return message.Errorf("%w%s", err, fieldHint(got, c.name))
		} else if err != nil {
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
func checkRows[T any](w *world, what message.Text, items []T, t *godog.Table) error {
	if err := checkHeading(message.New("one of the %s", what), reflect.TypeFor[T](), t); err != nil {
		return err
	}
	if len(items) != len(t.Rows)-1 {
		return message.Errorf("there are %d %s, not %d: %s", len(items), what, len(t.Rows)-1, asText(items))
	}
	for i, item := range items {
		if err := w.checkRow(item, t, i+1); err != nil {
			return message.Errorf("%s, number %d: %w", what, i+1, err)
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
		if err := checkSame(message.As(name), lookup(got, name), string(want)); err != nil {
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
